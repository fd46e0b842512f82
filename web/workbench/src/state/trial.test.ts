import { expect, test } from "vitest";
import type { Tried } from "../api/types.ts";
import { definition, expected, explanation, groups, reproducer } from "./trial.ts";

const answer = (values: Partial<Tried>): Tried => ({
  ended: "returned",
  value: "",
  error: "",
  message: "",
  path: "",
  line: null,
  output: "",
  tables: [],
  plan: "",
  opening: "open\n",
  claim: "",
  wall_s: 0.1,
  ...values,
});
const three = answer({ value: "3", claim: "is 3\n" });
const four = answer({ value: "4", claim: "is 4\n" });
const wrong = answer({ ended: "raised", error: "KeyError", message: "'x'", claim: "raises\n" });

test("candidates that answer alike stand together, however long they took", () => {
  expect(groups({ A: four, B: three, C: { ...three, wall_s: 9 }, D: wrong })).toEqual([
    ["B", "C"],
    ["A"],
    ["D"],
  ]);
});

test("a candidate on which nothing ran belongs to no group", () => {
  expect(groups({ A: answer({ ended: "not-run" }), B: three })).toEqual([["B"]]);
});

test("the largest other group is right, unless somebody was chosen", () => {
  const answers = { A: four, B: three, C: three, D: wrong };
  expect(expected(answers, "A", null)).toBe("B");
  expect(expected(answers, "B", null)).toBe("A");
  expect(expected(answers, "A", "D")).toBe("D");
  expect(expected(answers, "A", "A")).toBe("B");
  expect(expected({ A: three, B: three }, "A", null)).toBe(null);
});

test("an answer is right before an exception is, however many raise it", () => {
  expect(expected({ A: four, B: wrong, C: wrong, D: three }, "A", null)).toBe("D");
});

test("a reproducer opens as its candidate does and claims the other's answer", () => {
  const answers = { A: { ...four, opening: "open A\n" }, B: three };
  expect(reproducer(answers, "A", "B")).toBe("open A\nis 3\n");
  expect(reproducer({ A: three, B: three }, "A", null)).toBe("open\nis 3\n");
  expect(reproducer({ A: answer({ opening: "" }), B: three }, "A", "B")).toBe(null);
});

test("the finding says what was tried and what came of it", () => {
  expect(explanation("x = 1\nf(x)", { A: wrong, B: three }, "A", "B")).toBe(
    "With `f(x)`, A raises KeyError: 'x'; B gives 3.",
  );
});

test("a finding belongs where the entry point is defined", () => {
  const files = [
    { path: "a.py", text: "import b\n" },
    { path: "b.py", text: "x = 1\n\nclass Cache:\n    pass\n" },
  ];
  expect(definition(files, "Cache")).toEqual({ path: "b.py", line: 3 });
  expect(definition(files, null)).toEqual({ path: "a.py", line: 1 });
});
