import { describe, expect, test } from "vitest";
import { emptyDraft } from "./draft.ts";
import { finding } from "./examples.ts";
import { same, sameWork } from "./same.ts";

describe("equality of JSON", () => {
  test.each([
    [{ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 }, true],
    [{ a: 1 }, { a: 1, b: undefined }, false],
    [[1, 2], [2, 1], false],
    [[], {}, false],
    [null, {}, false],
    [{ a: undefined }, { b: undefined }, false],
  ])("%j and %j: %s", (one, other, expected) => {
    expect(same(one, other)).toBe(expected);
  });
});

test("a proof that the server wrote in makes no other work", () => {
  const mine = { ...emptyDraft(), findings: [finding()] };
  const theirs = { ...emptyDraft(), findings: [finding({ proof: "proven", proof_run: "run" })] };
  expect(sameWork(mine, theirs)).toBe(true);
  expect(sameWork(mine, emptyDraft())).toBe(false);
});
