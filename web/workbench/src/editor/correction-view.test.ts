import { expect, test } from "vitest";
import { indentOf, lineSeparator } from "./correction-view.ts";

test.each([
  ["def f():\n  return\n", "  "],
  ["func f() {\n\treturn\n}\n", "\t"],
  ["x = 1\n", "    "],
])("%j indents with %j", (text, indent) => {
  expect(indentOf(text)).toBe(indent);
});

test.each([
  ["a\r\nb\r\n", "\r\n"],
  ["a\nb\n", "\n"],
  ["a\r\nb\n", "\n"],
  ["\n\r\n", "\n"],
  ["", "\n"],
])("%j ends its lines with %j", (text, separator) => {
  expect(lineSeparator(text)).toBe(separator);
});
