import { expect, test } from "vitest";
import { previewFix, type FixPart } from "./fix.ts";

const files = [
  { path: "a.py", text: "one\ntwo\nthree\nfour\nfive\n" },
  { path: "b.py", text: "import x\n" },
];
const signs = { kept: " ", gone: "-", new: "+" };
const drawn = (parts: FixPart[]): string[] =>
  parts.flatMap(({ path, problem, lines }) => [
    `${path} ${problem}`.trim(),
    ...lines.map(({ kind, number, text }) => `${signs[kind]}${number ?? ""} ${text}`),
  ]);
const part = (path: string, start_line: number, end_line: number, text: string) => ({
  path,
  start_line,
  end_line,
  text,
});

test("what goes and what comes is shown with the lines around, in every file of the fix", () => {
  expect(drawn(previewFix(files, [part("b.py", 1, 0, "import y"), part("a.py", 3, 3, "THREE")]))).toEqual([
    "a.py",
    " 1 one",
    " 2 two",
    "-3 three",
    "+ THREE",
    " 4 four",
    " 5 five",
    "b.py",
    "+ import y",
    " 1 import x",
  ]);
});

test("lines that stay as they are do not count as changed", () => {
  expect(drawn(previewFix(files, [part("a.py", 1, 3, "one\nTWO\nthree\n")]))).toEqual([
    "a.py",
    " 1 one",
    "-2 two",
    "+ TWO",
    " 3 three",
    " 4 four",
  ]);
  expect(drawn(previewFix(files, [part("a.py", 1, 1, "one")]))).toEqual(["a.py"]);
});

test("an empty text takes lines out", () => {
  expect(drawn(previewFix(files, [part("a.py", 1, 2, "")]))).toEqual([
    "a.py",
    "-1 one",
    "-2 two",
    " 3 three",
    " 4 four",
  ]);
});

test("a part that cannot be applied says why", () => {
  const wrong = [
    part("a.py", 1, 3, "x"),
    part("a.py", 3, 4, "y"),
    part("a.py", 9, 9, "z"),
    part("c.py", 1, 1, ""),
  ];
  expect(previewFix(files, wrong).map(({ problem }) => problem)).toEqual([
    "",
    "Overlaps with the change of lines 1 to 3.",
    "The file has 5 lines only.",
    "The candidate has no such file.",
  ]);
});
