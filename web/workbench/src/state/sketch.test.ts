import { describe, expect, test } from "vitest";
import { machine } from "./examples.ts";
import {
  aspectFor,
  edit,
  firstLine,
  isBlank,
  newSketch,
  reopen,
  settle,
  sketchFromEvidence,
  TITLE_LIMIT,
} from "./sketch.ts";

const place = { candidate: "B", path: "x.py", start_line: 2, end_line: 4 };
const blank = newSketch("s", place, ["correctness", "security"]);

describe("a sketch becomes a finding", () => {
  test("only once it says what is wrong", () => {
    expect(settle(blank)).toEqual({ lacks: "explanation" });
    expect(settle(edit(blank, { explanation: " \n " }))).toEqual({ lacks: "explanation" });
  });

  test("with the first line as its title, and without what is the editor's own", () => {
    const settled = settle(edit(blank, { explanation: "\n  Size is wrong.\nBecause…" }));
    expect(settled).toMatchObject({ finding: { title: "Size is wrong.", candidate: "B", end_line: 4 } });
    expect(settled).not.toHaveProperty("finding.titled");
  });

  test("with a title of its own, which later text does not touch", () => {
    const titled = edit(edit(blank, { title: "Own", titled: true }), { explanation: "Text" });
    expect(settle(titled)).toMatchObject({ finding: { title: "Own" } });
  });

  test("opened again, it remembers whether the title was the writer's own", () => {
    const plain = settle(edit(blank, { explanation: "Text" }));
    const own = settle(edit(edit(blank, { title: "Own", titled: true }), { explanation: "Text" }));
    expect("finding" in plain && reopen(plain.finding).titled).toBe(false);
    expect("finding" in own && reopen(own.finding).titled).toBe(true);
  });
});

test("a title never exceeds what a record takes", () => {
  expect(firstLine("x".repeat(1000))).toHaveLength(TITLE_LIMIT);
  expect(firstLine("x".repeat(TITLE_LIMIT))).not.toContain("…");
});

test("a changed reproducer has proven nothing yet; a changed severity takes no proof away", () => {
  const reproducer = { code: "assert f()", path: "test_x.py" };
  const proven = { ...blank, reproducer, proof: "proven", proof_run: "run" } as const;
  expect(edit(proven, { reproducer: { code: "assert g()", path: "test_x.py" } })).toMatchObject({
    proof: "unproven",
    proof_run: null,
  });
  expect(edit(proven, { severity: "nit" })).toMatchObject({ proof: "proven", proof_run: "run" });
});

test("a sketch from evidence says what the machine said and points to it", () => {
  const sketch = sketchFromEvidence(
    "s",
    "A",
    machine({ cwe: 362, title: "Race", explanation: "Two writers." }),
  );
  expect(sketch).toMatchObject({
    candidate: "A",
    start_line: 3,
    cwe: 362,
    title: "Race",
    explanation: "Two writers.",
    from_evidence: "e1",
    titled: true,
  });
  expect(sketchFromEvidence("s", "A", machine()).explanation).toBe("Wrong.");
});

test("the aspect follows the category within what the task asks", () => {
  expect(aspectFor("security", ["correctness", "security"])).toBe("security");
  expect(aspectFor("security", ["ranking", "quality"])).toBe("quality");
  expect(aspectFor("unheard-of", ["correctness"])).toBe("correctness");
});

test("severity and category alone are nothing worth keeping; a word, a CWE or a fix is", () => {
  expect(isBlank(edit(blank, { severity: "blocker", category: "security" }))).toBe(true);
  expect(isBlank(edit(blank, { impact: "All users" }))).toBe(false);
  expect(isBlank(edit(blank, { cwe: 20 }))).toBe(false);
  const suggestion = [{ path: "x.py", start_line: 1, end_line: 1, text: "" }];
  expect(isBlank(edit(blank, { suggestion }))).toBe(false);
});
