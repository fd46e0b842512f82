import { expect, test } from "vitest";
import { clock, duration, fileName, lineRange, money, words } from "./words.ts";

test("values of the vocabulary read as words", () => {
  expect([words("error-handling"), words("second_pass")]).toEqual(["Error handling", "Second pass"]);
});

test.each([
  [6400, "USD", "$64.00"],
  [1250, "EUR", "€12.50"],
  [900, "JPY", "¥900"],
])("%i minor units of %s are %s", (amount_minor, currency, text) => {
  expect(money({ amount_minor, currency })).toBe(text);
});

test("places and spans are short", () => {
  expect(fileName("src/a/b.py")).toBe("b.py");
  expect([lineRange(3, 3), lineRange(3, 5)]).toEqual(["Line 3", "Lines 3–5"]);
  expect([duration(59_000), duration(3_900_000), duration(-5)]).toEqual(["1 min", "1 h 5 min", "0 min"]);
});

test.each([
  [0, "00:00:00"],
  [59_600, "00:01:00"],
  [3_909_000, "01:05:09"],
  [-5_000, "00:00:00"],
])("a clock with %i ms left shows %s", (left, text) => {
  expect(clock(left)).toBe(text);
});
