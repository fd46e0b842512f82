import { describe, expect, test } from "vitest";
import { codePoint, hidden, reveal } from "./invisibles.ts";

describe("characters that hide or turn text around are shown", () => {
  test.each([
    0x202e, 0x2066, 0x2069, 0x200b, 0x200d, 0x00ad, 0xfeff, 0x00a0, 0x3164, 0x2028, 0xfe0f, 0xe0041, 0xe0100,
  ])("%i", (code) => {
    expect(String.fromCodePoint(code).match(hidden)).not.toBeNull();
  });

  test("what people write is left alone", () => {
    expect("abc 123 äöü 日本語 עברית — “…” 👍 ⚠️\t".match(hidden)).toBeNull();
  });
});

test("in a text that is no editor, a hidden character is named", () => {
  expect(reveal("is\u200badmin\u{e0061}.py")).toBe("is[U+200B]admin[U+E0061].py");
});

test("a code point is written as Unicode writes it", () => {
  expect([codePoint(0xad), codePoint(0x202e)]).toEqual(["U+00AD", "U+202E"]);
});
