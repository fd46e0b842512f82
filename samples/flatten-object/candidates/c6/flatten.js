function flatten(obj, prefix = '', result = {}) {
  for (let key in obj) {
    if (typeof obj[key] === 'object' && !Array.isArray(obj[key]) && obj[key] !== null) {
      flatten(obj[key], prefix + key + '.', result);
    } else if (Array.isArray(obj[key])) {
      obj[key].forEach((item, index) => {
        if (typeof item === 'object' && item !== null) {
          flatten(item, prefix + key + '.' + index + '.', result);
        } else {
          result[prefix + key + '.' + index] = item;
        }
      });
    } else {
      result[prefix + key] = obj[key];
    }
  }
  return result;
}
