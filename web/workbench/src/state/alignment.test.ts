import { expect, test } from "vitest";
import type { Hunk } from "../api/types.ts";
import { across, follow, inverted, stepChange, unchanged } from "./alignment.ts";

/** Two lines in place of one at line 3; ten lines gone at line 20. */
const hunks: Hunk[] = [
  [3, 4, 3, 5],
  [20, 30, 21, 21],
];

test("between hunks a position moves along", () => {
  expect(across(hunks, 2.5)).toBe(2.5);
  expect(across(hunks, 10)).toBe(11);
  expect(across(hunks, 40.25)).toBe(31.25);
});

test("inside a hunk a position moves in proportion", () => {
  expect(across(hunks, 3.5)).toBe(4);
  expect(across(hunks, 25)).toBe(21);
});

test("there and back again outside of hunks is the same place", () => {
  for (const position of [0, 2.75, 8, 19, 31, 99.5]) {
    expect(across(inverted(hunks), across(hunks, position))).toBe(position);
  }
});

const alignments = [
  { first: "A", first_path: "a.py", second: "B", second_path: "b.py", hunks },
  { first: "A", first_path: "a.py", second: "C", second_path: "a.py", hunks: [] },
];

test("any two candidates are compared by way of the first", () => {
  const [a, b, c] = [
    { letter: "A", path: "a.py" },
    { letter: "B", path: "b.py" },
    { letter: "C", path: "a.py" },
  ];
  expect(follow(alignments, a, b, 10)).toBe(11);
  expect(follow(alignments, b, a, 11)).toBe(10);
  expect(follow(alignments, c, b, 10)).toBe(11);
  expect(follow(alignments, b, c, 11)).toBe(10);
  expect(follow(alignments, a, { letter: "B", path: "other.py" }, 1)).toBe(null);
});

test("changes are stepped through, going round", () => {
  expect(stepChange(hunks, 1, 1)).toBe(4);
  expect(stepChange(hunks, 4, 1)).toBe(22);
  expect(stepChange(hunks, 22, 1)).toBe(4);
  expect(stepChange(hunks, 4, -1)).toBe(22);
  expect(stepChange([], 4, 1)).toBe(null);
});

test("long stretches without a change can be folded, but for the lines around a change", () => {
  expect(unchanged([[40, 41, 40, 42]], 100)).toEqual([
    [0, 36],
    [46, 100],
  ]);
  expect(unchanged([[3, 4, 3, 5]], 12)).toEqual([]);
  expect(unchanged([], 100)).toEqual([[0, 100]]);
});
