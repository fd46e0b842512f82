function flatten(obj) {
  const result = {};

  function recurse(cur, prop) {
    if (Object(cur) !== cur) {
      result[prop] = cur;
    } else if (Array.isArray(cur)) {
      for (let i = 0, l = cur.length; i < l; i++) {
        recurse(cur[i], prop + '.' + i);
      }
      if (l === 0) {
        result[prop] = [];
      }
    } else {
      let isEmpty = true;
      for (const p in cur) {
        isEmpty = false;
        recurse(cur[p], prop ? prop + '.' + p : p);
      }
      if (isEmpty && prop) {
        result[prop] = {};
      }
    }
  }

  recurse(obj, '');
  return result;
}

// Example usage
const obj = {
  a: 1,
  b: {
    c: 2,
    d: {
      e: 3,
      f: [4, 5]
    }
  },
  g: [6, 7]
};

const flattenedObj = flatten(obj);
console.log(flattenedObj);
