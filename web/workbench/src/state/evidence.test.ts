import { describe, expect, test } from "vitest";
import type { Evidence } from "../api/types.ts";
import { counts, evidenceList, sourceIcon, step } from "./evidence.ts";
import { machine } from "./examples.ts";

const probe = { kind: "probe", name: "interleave", version: null, rule: null } as const;
const evidence: Evidence = {
  state: "ready",
  candidates: {
    B: { tests: null, findings: [machine({ id: "b1" })] },
    A: {
      tests: {
        outcome: "failed",
        passed: 1,
        total: 2,
        reason: "",
        results: [],
        forgeable: true,
        evidence_class: "E0",
      },
      findings: [machine({ id: "a9", start_line: 9 }), machine({ id: "a2", start_line: 2, source: probe })],
    },
  },
};
const items = evidenceList(evidence);

test("evidence is listed by candidate, file and line", () => {
  expect(items.map(({ letter, finding }) => letter + finding.start_line)).toEqual(["A2", "A9", "B3"]);
  expect(evidenceList(null)).toEqual([]);
});

describe("stepping", () => {
  test.each([
    [null, 1, "a2"],
    [null, -1, "b1"],
    ["a2", 1, "a9"],
    ["b1", 1, "a2"],
    ["a2", -1, "b1"],
    ["gone", 1, "a2"],
  ] as const)("from %s by %i comes %s", (from, by, to) => {
    expect(step(items, from, by)?.finding.id).toBe(to);
  });

  test("there is nowhere to go without evidence", () => {
    expect(step([], null, 1)).toBeNull();
  });
});

test("a pane counts its tests, probes and analyzers", () => {
  expect(counts(evidence, "A")).toEqual({
    tests: { passed: 1, total: 2, outcome: "failed" },
    probes: 1,
    analyzers: 1,
    critics: 0,
  });
  expect(counts(evidence, "C")).toBeNull();
});

test("a critic's claims are counted apart from what tools find", () => {
  const found = evidence.candidates.A?.findings ?? [];
  const claimed = found.map((one) => ({ ...one, source: { ...one.source, kind: "critic" as const } }));
  const told = { ...evidence, candidates: { A: { ...evidence.candidates.A!, findings: claimed } } };
  expect(counts(told, "A")).toMatchObject({ probes: 0, analyzers: 0, critics: found.length });
});

test("each kind of source has its drawing", () => {
  expect(["probe", "analyzer", "critic"].map((kind) => sourceIcon(kind as "probe"))).toEqual([
    "zap",
    "shield-alert",
    "bot",
  ]);
});
