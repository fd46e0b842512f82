/** Small values for tests. */
import type { EvidenceFinding, Finding, Workbench } from "../api/types.ts";
import { newSketch, settle } from "./sketch.ts";

export function finding(values: Partial<Finding> = {}): Finding {
  const place = { candidate: "A", path: "a.py", start_line: 3, end_line: 3 };
  const sketch = { ...newSketch("f1", place, ["correctness"]), explanation: "It fails.", ...values };
  const settled = settle(sketch);
  if ("lacks" in settled) throw new Error("an example finding says something");
  return settled.finding;
}

export function machine(values: Partial<EvidenceFinding> = {}): EvidenceFinding {
  return {
    id: "e1",
    path: "a.py",
    start_line: 3,
    start_column: null,
    end_line: 3,
    end_column: null,
    aspect: "correctness",
    category: "logic",
    severity: "major",
    cwe: null,
    title: "Wrong.",
    explanation: "",
    source: { kind: "analyzer", name: "ruff", version: "1", rule: "B909" },
    witnesses: [],
    confidence: null,
    ...values,
  };
}

type Asked = Pick<Workbench, "assignment" | "task" | "project" | "rubric" | "candidates" | "evidence">;

/** A task with two candidates, one criterion and ranking, in its second pass. */
export function asked(found: EvidenceFinding[] = []): Asked {
  return {
    assignment: {
      id: "1",
      state: "second_pass",
      lease_expires_at: null,
      price: { amount_minor: 100, currency: "USD" },
    },
    task: {
      code: "T-1",
      title: "t",
      language: "python",
      aspects: ["correctness", "ranking"],
      entry_point: null,
      prompt_html: "",
      base_files: [],
      visible_tests: [],
    },
    project: {
      name: "p",
      slug: "p",
      guidelines_html: "",
      evidence_policy: "after_first_pass",
      justification_min: 10,
    },
    rubric: {
      id: "r",
      version: 1,
      title: "r",
      criteria: [{ id: "style", title: "Style", question: "", scale: 5, weight: 1, anchors: [] }],
    },
    candidates: [
      { letter: "A", files: [{ path: "a.py", text: "1\n" }], changes: {} },
      { letter: "B", files: [{ path: "a.py", text: "2\n" }], changes: {} },
    ],
    evidence: { state: "ready", candidates: { A: { tests: null, findings: found } } },
  };
}
