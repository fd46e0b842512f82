function flatten(obj, prefix = '') {
  let result = {};

  for (let key in obj) {
    let value = obj[key];
    let newKey = prefix ? `${prefix}.${key}` : key;

    if (typeof value === 'object') {
      if (Array.isArray(value)) {
        for (let i = 0; i < value.length; i++) {
          result[`${newKey}.${i}`] = value[i];
        }
      } else {
        result = { ...result, ...flatten(value, newKey) };
      }
    } else {
      result[newKey] = value;
    }
  }

  return result;
}
