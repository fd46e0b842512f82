import { describe, expect, test } from "vitest";
import * as draft from "./draft.ts";
import { finding } from "./examples.ts";

const empty = draft.emptyDraft();
const files = [
  { path: "a.py", text: "one" },
  { path: "b.py", text: "two" },
];

describe("findings", () => {
  test("a finding with a known id replaces the one before, in its place", () => {
    const two = draft.putFinding(draft.putFinding(empty, finding()), finding({ id: "f2" }));
    const changed = draft.putFinding(two, finding({ severity: "nit" }));
    expect(changed.findings.map(({ id, severity }) => [id, severity])).toEqual([
      ["f1", "nit"],
      ["f2", "major"],
    ]);
  });

  test("the draft before a change stays as it was", () => {
    draft.putFinding(empty, finding());
    expect(empty.findings).toEqual([]);
  });

  test("deleting a finding made from evidence opens that evidence again", () => {
    const judged = draft.judgeEvidence(empty, "e1", { verdict: "real", reason: null, note: "" });
    const made = draft.putFinding(judged, finding({ from_evidence: "e1" }));
    expect(draft.removeFinding(made, "f1")).toEqual(empty);
  });

  test("a run says what it proved of its own finding only", () => {
    const two = draft.putFinding(draft.putFinding(empty, finding()), finding({ id: "f2" }));
    const proven = draft.proveFinding(two, "f2", "run", "demonstrated");
    expect(proven.findings.map(({ proof }) => proof)).toEqual(["unproven", "demonstrated"]);
    expect(draft.proveFinding(two, "gone", "run", "proven")).toBe(two);
  });
});

describe("evidence", () => {
  test("taking a judgement back keeps the finding but parts the two", () => {
    const judged = draft.judgeEvidence(empty, "e1", { verdict: "real", reason: null, note: "" });
    const undone = draft.reopenEvidence(draft.putFinding(judged, finding({ from_evidence: "e1" })), "e1");
    expect(undone.evidence).toEqual({});
    expect(undone.findings[0]?.from_evidence).toBeNull();
  });
});

describe("ratings, verdicts and reading", () => {
  test("scores of other candidates and criteria stay", () => {
    const rated = draft.rate(draft.rate(draft.rate(empty, "x", "A", 1), "x", "B", 2), "y", "A", 3);
    expect(draft.rate(rated, "x", "A", 5).ratings).toEqual({ x: { A: 5, B: 2 }, y: { A: 3 } });
  });

  test("a verdict can be changed", () => {
    const decided = draft.decide(draft.decide(empty, "A", "accept"), "A", "reject");
    expect(decided.verdicts).toEqual({ A: "reject" });
  });

  test("marking read twice marks unread", () => {
    const read = draft.toggleRead(empty, "A", "a.py");
    expect(read.read).toEqual({ A: ["a.py"] });
    expect(draft.toggleRead(read, "A", "a.py").read).toEqual({ A: [] });
  });
});

describe("corrections", () => {
  const corrected = draft.correctFile(empty, "A", files, { path: "b.py", text: "2" });

  test("a correction holds every file of the candidate", () => {
    expect(corrected.corrections["A"]?.files).toEqual([files[0], { path: "b.py", text: "2" }]);
    expect(draft.correctedText(corrected, "A", { path: "b.py", text: "two" })).toBe("2");
  });

  test("an edit after a run makes it untested; writing the same again does not", () => {
    const run = draft.setCorrectionRun(corrected, "A", "run");
    const again = draft.correctFile(run, "A", files, { path: "b.py", text: "2" });
    expect(again.corrections["A"]?.run).toBe("run");
    const edited = draft.correctFile(run, "A", files, { path: "a.py", text: "1" });
    expect(edited.corrections["A"]?.run).toBeNull();
  });

  test("edited back to the original, there is no correction", () => {
    expect(draft.correctFile(corrected, "A", files, { path: "b.py", text: "two" }).corrections).toEqual({});
  });

  test("a run without a correction is not noted", () => {
    expect(draft.setCorrectionRun(empty, "A", "run")).toBe(empty);
  });
});
