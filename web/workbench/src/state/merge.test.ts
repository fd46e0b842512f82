import { describe, expect, test } from "vitest";
import { emptyDraft } from "./draft.ts";
import { finding } from "./examples.ts";
import { differences, same, sameWork } from "./merge.ts";

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

test("differences name the part and both versions", () => {
  const mine = {
    ...emptyDraft(),
    findings: [finding()],
    ratings: { style: { A: 2, B: 5 } },
    verdicts: { A: "accept" as const },
    ranking: { order: [["A", "C"], ["B"]], justification: "x" },
  };
  const theirs = {
    ...emptyDraft(),
    findings: [finding({ explanation: "Other." })],
    verdicts: { A: "reject" as const },
    corrections: { B: { files: [{ path: "b.py", text: "2" }], run: null } },
  };
  expect(differences(mine, theirs)).toEqual([
    { part: "Finding A:3", mine: "major: It fails.", theirs: "major: Other." },
    { part: "Rating style", mine: "A 2, B 5", theirs: "–" },
    { part: "Verdict A", mine: "accept", theirs: "reject" },
    { part: "Ranking order", mine: "A = C, then B", theirs: "–" },
    { part: "Ranking justification", mine: "x", theirs: "–" },
    { part: "Correction B", mine: "–", theirs: "b.py\n2" },
  ]);
  expect(differences(mine, mine)).toEqual([]);
});
