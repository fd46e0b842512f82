/** A made-up assignment, in the form in which the server sends one. */
import { randomUUID } from "node:crypto";
import { candidates, visibleTests } from "./candidates.mjs";

const criterion = (id, title, question, anchors) => ({
  id,
  title,
  question,
  scale: 5,
  weight: 1,
  anchors: anchors.map((text, index) => ({ score: index + 1, text })),
});

const rubric = {
  id: "default",
  version: 1,
  title: "Code review",
  criteria: [
    criterion("correctness", "Correctness", "Against the stated requirements, including edge cases.", [
      "Does not do the main thing",
      "Main case works; a stated requirement fails",
      "Requirements hold; common edge cases fail",
      "Only obscure edge cases fail",
      "No defect found",
    ]),
    criterion("concurrency", "Concurrency safety", "Races, deadlocks, lost updates.", [
      "Fails readily under two threads",
      "Fails under load",
      "Safe for common use",
      "Sound with a documented limit",
      "Sound",
    ]),
    criterion("instructions", "Instruction following", "Did it build what was asked, no more and no less?", [
      "Something else",
      "Misses a main instruction",
      "Misses a minor instruction",
      "Follows all; small excess",
      "Exactly what was asked",
    ]),
    {
      ...criterion("readability", "Readability", "Would a colleague understand it in one reading?", []),
      anchors: [
        { score: 1, text: "Cannot be followed" },
        { score: 3, text: "Understood with effort" },
        { score: 5, text: "Reads like prose" },
      ],
    },
  ],
};

const cwes = [
  [20, "Improper Input Validation"],
  [79, "Cross-site Scripting"],
  [89, "SQL Injection"],
  [362, "Concurrent Execution using Shared Resource with Improper Synchronization (race condition)"],
  [367, "Time-of-check Time-of-use (TOCTOU) Race Condition"],
  [400, "Uncontrolled Resource Consumption"],
  [662, "Improper Synchronization"],
  [667, "Improper Locking"],
  [833, "Deadlock"],
].map(([id, name]) => ({ id, name }));

let serial = 0;
const id = () => `00000000-0000-4000-8000-${String((serial += 1)).padStart(12, "0")}`;

const claim = (line, severity, category, source, title, more = {}) => ({
  id: id(),
  path: "src/lru.py",
  start_line: line,
  start_column: null,
  end_line: line,
  end_column: null,
  aspect: "correctness",
  category,
  severity,
  cwe: null,
  title,
  explanation: "",
  source: { version: "1.0", ...source },
  witnesses: [],
  confidence: null,
  ...more,
});

const probe = (rule) => ({ kind: "probe", name: "interleave", rule });
const analyzer = (name, rule) => ({ kind: "analyzer", name, rule });

const tests = (passed) => ({
  outcome: passed === 12 ? "passed" : "failed",
  passed,
  total: 12,
  reason: "",
  forgeable: true,
  evidence_class: "E0",
  results: Array.from({ length: 12 }, (_, index) => ({
    id: index < 2 ? `test_lru.py::test_${index + 1}` : `hidden ${index - 1}`,
    outcome: index < passed ? "passed" : "failed",
    message: "",
  })),
});

const careless = () => [
  claim(14, "nit", "documentation", analyzer("ruff", "D107"), "Missing docstring in __init__."),
  claim(25, "major", "logic", analyzer("pytest", "hidden 10"), "An expired entry is returned."),
  claim(
    28,
    "minor",
    "logic",
    analyzer("semgrep", "wall-clock-deadline"),
    "time.time() can go backwards; use time.monotonic() for deadlines.",
  ),
  claim(
    31,
    "blocker",
    "concurrency",
    probe("check-then-act"),
    "len() exceeded capacity in 412 of 2,000 schedules: the size check runs outside the lock.",
    {
      cwe: 362,
      explanation: "len() exceeded capacity in 412 of 2,000 schedules: the size check runs outside the lock.",
    },
  ),
  claim(
    35,
    "major",
    "concurrency",
    probe("unlocked-mutation"),
    "RuntimeError: OrderedDict mutated during iteration (two writers).",
  ),
  claim(35, "minor", "logic", analyzer("ruff", "B909"), "Mutation to loop iterable during iteration.", {
    witnesses: [analyzer("pylint", "W4701")],
  }),
];
const careful = () => [
  claim(
    43,
    "nit",
    "style",
    analyzer("pyright", "reportArgumentType"),
    'Argument of type "K | object" is not assignable to "K".',
  ),
  claim(
    53,
    "minor",
    "concurrency",
    probe("lock-held-callback"),
    "User callback runs while the lock is held: two caches calling each other deadlock in 3 of 2,000 schedules.",
  ),
];

export function evidence(number) {
  return {
    state: "ready",
    candidates: Object.fromEntries(
      candidates(number).map(({ letter }, index) => [
        letter,
        { tests: tests(index % 2 === 0 ? 11 : 12), findings: index % 2 === 0 ? careless() : careful() },
      ]),
    ),
  };
}

export function workbench({ number = 2, minutes = 232, lines = 0, kind = "" } = {}) {
  return {
    assignment: {
      id: randomUUID(),
      state: "first_pass",
      lease_expires_at: new Date(Date.now() + minutes * 60_000).toISOString(),
      price: { amount_minor: 6400, currency: "USD" },
    },
    task: {
      code: "T-0412",
      title: "Thread-safe LRU cache with TTL",
      language: "python",
      aspects: ["correctness", "quality", "security", ...(number > 1 ? ["ranking"] : [])],
      entry_point: "LRUCache",
      prompt_html:
        "<p>Implement <code>LRUCache(capacity, ttl=None)</code> for Python 3.12 using only the standard library.</p>" +
        "<p>It must be safe for use by many threads. <code>len(cache)</code> must never exceed capacity, as seen by any " +
        "thread. An expired entry must behave exactly as a missing one.</p><p>Include tests.</p>",
      base_files: [],
      visible_tests: visibleTests,
    },
    project: {
      name: "Python concurrency",
      slug: "python-concurrency",
      guidelines_html:
        "<p>Report each defect once, at the line where it happens.</p><ul><li>Prove what you can.</li></ul>",
      evidence_policy: "after_first_pass",
      justification_min: 120,
    },
    rubric,
    candidates: candidates(number, lines, kind).map((one) => ({ ...one, changes: {} })),
    alignments: [],
    previews: null,
    draft: {
      version: 1,
      saved_at: null,
      body: {
        findings: [],
        evidence: {},
        ratings: {},
        ranking: null,
        corrections: {},
        verdicts: {},
        read: {},
      },
    },
    evidence: null,
    vocabulary: {
      severities: ["blocker", "major", "minor", "nit", "good"],
      categories: [
        "logic",
        "validation",
        "concurrency",
        "resource",
        "error-handling",
        "security",
        "performance",
        "style",
        "documentation",
        "test",
      ],
      verdicts: ["accept", "accept-with-changes", "reject"],
      false_reasons: ["not-reachable", "intended", "wrong-fact", "style-only", "duplicate", "other"],
      cwes,
    },
    first_pass: null,
  };
}
