import { describe, expect, test } from "vitest";
import { emptyDraft } from "./draft.ts";
import { finding } from "./examples.ts";
import { differences, merged } from "./merge.ts";

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
  expect(differences(mine, theirs).map(({ part, mine: one, theirs: other }) => [part, one, other])).toEqual([
    ["Finding A:3", "major: It fails.", "major: Other."],
    ["Rating style", "A 2, B 5", "–"],
    ["Verdict A", "accept", "reject"],
    ["Ranking order", "A = C, then B", "–"],
    ["Ranking justification", "x", "–"],
    ["Correction B", "–", "b.py\n2"],
  ]);
  expect(differences(mine, mine)).toEqual([]);
});

describe("two drafts become one", () => {
  const mine = {
    ...emptyDraft(),
    findings: [finding(), finding({ id: "f2", explanation: "Only mine." })],
    verdicts: { A: "accept" as const },
    ratings: { style: { A: 2 } },
    read: { A: ["a.py"] },
  };
  const theirs = {
    ...emptyDraft(),
    findings: [finding({ explanation: "Other." }), finding({ id: "f3", explanation: "Only theirs." })],
    verdicts: { A: "reject" as const, B: "accept" as const },
    ranking: { order: [["A"], ["B"]], justification: "why" },
    read: { A: ["b.py"] },
  };
  const all = Object.fromEntries(differences(mine, theirs).map(({ key, fuller }) => [key, fuller]));

  test("what only one of them says is kept, and mine where both say something", () => {
    const both = merged(mine, theirs, all);
    expect(both.findings.map(({ explanation }) => explanation)).toEqual([
      "It fails.",
      "Only mine.",
      "Only theirs.",
    ]);
    expect(both.verdicts).toEqual({ A: "accept", B: "accept" });
    expect([both.ratings, both.ranking, both.read]).toEqual([
      mine.ratings,
      { ...theirs.ranking, strengths: [] },
      { A: ["a.py", "b.py"] },
    ]);
  });

  test("each difference can be chosen by itself", () => {
    const picked = merged(mine, theirs, { ...all, "verdict/A": "theirs", "finding/f2": "theirs" });
    expect(picked.verdicts["A"]).toBe("reject");
    expect(picked.findings.map(({ id }) => id)).toEqual(["f1", "f3"]);
  });

  test("choosing one side everywhere gives its work", () => {
    for (const [side, draft] of [
      ["mine", mine],
      ["theirs", theirs],
    ] as const) {
      const chosen = Object.fromEntries(Object.keys(all).map((key) => [key, side]));
      expect(differences(merged(mine, theirs, chosen), draft)).toEqual([]);
    }
  });

  test("the steps of a ranking go with its order", () => {
    const ranked = (strengths: number[]) => ({
      ...emptyDraft(),
      ranking: { order: [["A"], ["B"]], justification: "x", strengths },
    });
    const [found] = differences(ranked([1]), ranked([3]));
    expect(found).toMatchObject({
      key: "ranking/order",
      mine: "A (slightly), then B",
      theirs: "A (by far), then B",
    });
    expect(merged(ranked([1]), ranked([3]), { "ranking/order": "theirs" }).ranking?.strengths).toEqual([3]);
  });
});
