function flatten(obj) {
  const entries = (value, path) =>
    value !== null && typeof value === "object"
      ? Object.entries(value).flatMap(([key, inner]) => entries(inner, path === "" ? key : `${path}.${key}`))
      : [[path, value]];
  return Object.fromEntries(entries(obj, ""));
}
