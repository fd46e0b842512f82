function flatten(obj) {
  const result = {};

  function recurse(current, prefix = '') {
    if (current === null || typeof current !== 'object') {
      // Primitive value, assign to result
      result[prefix] = current;
    } else if (Array.isArray(current)) {
      // Handle array: merge entries with index suffix
      current.forEach((item, index) => {
        recurse(item, `${prefix}${index}`);
      });
    } else {
      // Handle object: merge keys with dot notation
      for (const key in current) {
        if (current.hasOwnProperty(key)) {
          const newPrefix = prefix ? `${prefix}.${key}` : key;
          recurse(current[key], newPrefix);
        }
      }
    }
  }

  recurse(obj);
  return result;
}
