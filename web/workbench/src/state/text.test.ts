import { expect, test } from "vitest";
import { countLines } from "./text.ts";

test.each([
  ["one", 1],
  ["one\n", 1],
  ["one\ntwo", 2],
  ["one\r\ntwo\r\n", 2],
  ["one\n\n", 2],
])("%j has %i lines", (text, lines) => {
  expect(countLines(text)).toBe(lines);
});
