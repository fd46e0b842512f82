function flatten(obj, prefix = '', result = {}) {
  for (let key in obj) {
    const value = obj[key];

    if (typeof value === 'object' && !Array.isArray(value)) {
      flatten(value, prefix + key + '.', result);
    } else if (Array.isArray(value)) {
      value.forEach((item, index) => {
        flatten(item, prefix + key + '[' + index + '].', result);
      });
    } else {
      result[prefix ? prefix + key : key] = value;
    }
  }

  return Object.keys(result).length === 0 ? obj : result;
}
