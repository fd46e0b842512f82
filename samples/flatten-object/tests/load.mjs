import { readFileSync } from "node:fs";
import vm from "node:vm";

const file = new URL("./flatten.js", import.meta.url);
const quiet = { log() {}, error() {}, warn() {} };

/** The function that flatten.js defines, whether or not it exports it. Values come back as plain data. */
const answer = (obj) => {
  const context = vm.createContext({ console: quiet, module: { exports: {} }, exports: {}, input: JSON.stringify(obj) });
  vm.runInContext(readFileSync(file, "utf8"), context);
  return vm.runInContext("JSON.stringify(flatten(JSON.parse(input)))", context);
};

export const flatten = (obj) => JSON.parse(answer(obj));
