import { describe, expect, test } from "vitest";
import type { DraftBody } from "../api/types.ts";
import { missing, progress, written } from "./completeness.ts";
import { emptyDraft } from "./draft.ts";
import { asked, finding, machine } from "./examples.ts";

const complete: DraftBody = {
  ...emptyDraft(),
  ratings: { style: { A: 3, B: 4 } },
  verdicts: { A: "reject", B: "accept" },
  ranking: { order: [["B"], ["A"]], justification: "B is right and A is not." },
};
const sections = (task: ReturnType<typeof asked>, draft: DraftBody): string[] =>
  missing(task, draft).map((problem) => `${problem.section} ${problem.anchor ?? ""}`.trim());

test("a whole review lacks nothing", () => {
  expect(missing(asked(), complete)).toEqual([]);
});

test("an empty review lacks every part, in the order of the screen", () => {
  expect(sections(asked([machine()]), emptyDraft())).toEqual([
    "evidence e1",
    "rubric style-A",
    "verdict A",
    "verdict B",
    "ranking",
    "ranking justification",
  ]);
});

test("a criterion names the candidates it still lacks", () => {
  const draft = { ...complete, ratings: { style: { A: 3 } } };
  expect(missing(asked(), draft)).toEqual([
    { section: "rubric", message: "Style: no score for B", anchor: "style-B" },
  ]);
});

describe("evidence", () => {
  test("major and worse must be judged, lesser need not", () => {
    const found = [
      machine(),
      machine({ id: "e2", severity: "blocker" }),
      machine({ id: "e3", severity: "minor" }),
    ];
    expect(sections(asked(found), complete)).toEqual(["evidence e1", "evidence e2"]);
  });

  test("judged evidence is settled either way", () => {
    const evidence = { e1: { verdict: "false", reason: "intended", note: "" } } as const;
    expect(missing(asked([machine()]), { ...complete, evidence })).toEqual([]);
  });

  test("the first pass must be locked, but only where the project hides evidence until then", () => {
    const task = asked();
    const first = {
      ...task,
      evidence: null,
      assignment: { ...task.assignment, state: "first_pass" as const },
    };
    expect(sections(first, complete)).toEqual(["evidence lock"]);
    const open = { ...first, project: { ...task.project, evidence_policy: "never" as const } };
    expect(missing(open, complete)).toEqual([]);
  });
});

describe("ranking", () => {
  test("every candidate must stand in it", () => {
    const draft = { ...complete, ranking: { order: [["A"]], justification: "Long enough, surely." } };
    expect(sections(asked(), draft)).toEqual(["ranking"]);
  });

  test("white space does not justify, and a character outside the first plane counts once", () => {
    expect(written(`  ${"👍".repeat(3)}\n`)).toBe(3);
    const draft = {
      ...complete,
      ranking: { order: [["A"], ["B"]], justification: "a            b".trimEnd() },
    };
    expect(missing(asked(), draft)).toEqual([]);
    const padded = { ...complete, ranking: { order: [["A"], ["B"]], justification: "          a" } };
    expect(sections(asked(), padded)).toEqual(["ranking justification"]);
  });

  test("nobody is asked to rank where the task does not ask for it", () => {
    const task = asked();
    const plain = { ...task, task: { ...task.task, aspects: ["correctness"] } };
    expect(missing(plain, { ...complete, ranking: null })).toEqual([]);
  });
});

test("a correction must have been run as it stands", () => {
  const files = [{ path: "a.py", text: "3\n" }];
  expect(sections(asked(), { ...complete, corrections: { A: { files, run: null } } })).toEqual([
    "correction A",
  ]);
  expect(missing(asked(), { ...complete, corrections: { A: { files, run: "run" } } })).toEqual([]);
});

describe("progress", () => {
  test("findings are done when each candidate has one or was read whole", () => {
    const one = { ...emptyDraft(), findings: [finding()] };
    expect(progress(asked(), emptyDraft(), "findings")).toBe("none");
    expect(progress(asked(), one, "findings")).toBe("some");
    expect(progress(asked(), { ...one, read: { B: ["a.py"] } }, "findings")).toBe("done");
  });

  test("rubric and ranking go from none over some to done", () => {
    expect(progress(asked(), emptyDraft(), "rubric")).toBe("none");
    expect(progress(asked(), { ...emptyDraft(), ratings: { style: { A: 1 } } }, "rubric")).toBe("some");
    expect(progress(asked(), complete, "rubric")).toBe("done");
    expect(progress(asked(), { ...complete, ranking: { order: [], justification: "x" } }, "ranking")).toBe(
      "some",
    );
  });

  test("hidden evidence is not begun", () => {
    const task = asked();
    const first = {
      ...task,
      evidence: null,
      assignment: { ...task.assignment, state: "first_pass" as const },
    };
    expect(progress(first, emptyDraft(), "evidence")).toBe("none");
  });
});

describe("a justification cites what was found", () => {
  const justified = (justification: string): DraftBody => ({
    ...complete,
    findings: [finding({ start_line: 3, end_line: 5 })],
    ranking: { order: [["B"], ["A"]], justification },
  });

  test.each([
    ["B is right and A is not.", ["ranking justification"]],
    ["B is right, A:2 is not.", ["ranking justification"]],
    ["B is right, B:4 is not.", ["ranking justification"]],
    ["B is right, A:4 is not.", []],
  ])("%s lacks %j", (text, lacks) => {
    expect(sections(asked(), justified(text))).toEqual(lacks);
  });

  test("where there is no finding, or nobody asked for reasons, nothing need be cited", () => {
    expect(sections(asked(), { ...justified("B is right and A is not."), findings: [] })).toEqual([]);
    const task = asked();
    const unasked = { ...task, project: { ...task.project, justification_min: 0 } };
    expect(sections(unasked, justified(""))).toEqual([]);
  });
});
