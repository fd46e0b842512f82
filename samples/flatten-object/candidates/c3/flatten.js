function flatten(obj, parentKey = '', result = {}) {
    for (let key in obj) {
        if (obj.hasOwnProperty(key)) {
            let newKey = parentKey ? `${parentKey}.${key}` : key;
            if (typeof obj[key] === 'object' && !Array.isArray(obj[key]) && obj[key] !== null) {
                // If the value is an object, recursively flatten it
                flatten(obj[key], newKey, result);
            } else if (Array.isArray(obj[key])) {
                // If the value is an array, flatten each element
                obj[key].forEach((item, index) => {
                    let arrayKey = `${newKey}.${index}`;
                    if (typeof item === 'object' && item !== null) {
                        flatten(item, arrayKey, result);
                    } else {
                        result[arrayKey] = item;
                    }
                });
            } else {
                // If the value is a primitive type, add it to the result
                result[newKey] = obj[key];
            }
        }
    }
    return result;
}

// Example usage:
const nestedObj = {
    a: 1,
    b: {
        c: 2,
        d: {
            e: 3
        }
    },
    f: [4, 5, { g: 6 }]
};

console.log(flatten(nestedObj));
