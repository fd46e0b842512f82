import { EditorSelection, EditorState, type TransactionSpec } from "@codemirror/state";
import { describe, expect, test } from "vitest";
import { extendLines, moveLine, selectedLines, toLine, toLines } from "./lines.ts";

const doc = "one\n  two\nthree\nfour";
const start = EditorState.create({ doc });
const apply = (state: EditorState, ...specs: ((now: EditorState) => TransactionSpec)[]): EditorState =>
  specs.reduce((now, spec) => now.update(spec(now)).state, state);
const select = (anchor: number, head: number): EditorState =>
  start.update({ selection: EditorSelection.single(anchor, head) }).state;
const down = (state: EditorState): TransactionSpec => moveLine(state, 1);
const up = (state: EditorState): TransactionSpec => moveLine(state, -1);
const further = (state: EditorState): TransactionSpec => extendLines(state, 1);
const back = (state: EditorState): TransactionSpec => extendLines(state, -1);

describe("the selection in whole lines", () => {
  test.each([
    [0, 0, 1, 1],
    [1, 12, 1, 3],
    [12, 1, 1, 3],
    [0, 4, 1, 1],
    [0, 10, 1, 2],
  ])("from %i to %i is lines %i to %i", (anchor, head, from, to) => {
    expect(selectedLines(select(anchor, head))).toEqual({ from, to });
  });
});

describe("moving", () => {
  test("goes line by line and stops at both ends", () => {
    expect(selectedLines(apply(start, down, down))).toEqual({ from: 3, to: 3 });
    expect(selectedLines(apply(start, up))).toEqual({ from: 1, to: 1 });
    expect(selectedLines(apply(start, down, down, down, down, down))).toEqual({ from: 4, to: 4 });
  });

  test("puts the cursor behind the indent", () => {
    expect(apply(start, down).selection.main.head).toBe(6);
  });

  test("goes on from the moving end of a selection", () => {
    expect(selectedLines(apply(start, further, further, down))).toEqual({ from: 4, to: 4 });
  });
});

describe("extending", () => {
  test("grows downwards, shrinks back and then grows upwards", () => {
    const two = apply(start, down, further);
    expect(selectedLines(two)).toEqual({ from: 2, to: 3 });
    expect(selectedLines(apply(two, back))).toEqual({ from: 2, to: 2 });
    expect(selectedLines(apply(two, back, back))).toEqual({ from: 1, to: 2 });
  });

  test("never leaves its moving end at the start of the next line", () => {
    const { head } = apply(start, further).selection.main;
    expect(start.doc.lineAt(head)).toMatchObject({ number: 2, to: head });
  });

  test("stops at both ends of the file", () => {
    expect(selectedLines(apply(start, further, further, further, further))).toEqual({ from: 1, to: 4 });
    expect(selectedLines(apply(start, back))).toEqual({ from: 1, to: 1 });
  });
});

describe("over blank lines", () => {
  const gaps = EditorState.create({ doc: "one\n\nthree\n\n\nsix\n" });
  const at = (line: number): EditorState => apply(gaps, (state) => toLine(state, line));

  test.each([
    [1, 2],
    [2, 1],
    [1, 5],
    [5, 3],
    [2, 4],
    [6, 7],
  ])("lines %i to %i are selected with both ends", (anchor, head) => {
    const selected = apply(gaps, (state) => toLines(state, anchor, head));
    expect(selectedLines(selected)).toEqual({ from: Math.min(anchor, head), to: Math.max(anchor, head) });
  });

  test("grows downwards past them, and shrinks back", () => {
    const six = apply(at(1), further, further, further, further, further);
    expect(selectedLines(six)).toEqual({ from: 1, to: 6 });
    expect(selectedLines(apply(six, back, back, back, back))).toEqual({ from: 1, to: 2 });
  });

  test("grows upwards from one without losing it, and shrinks back", () => {
    const four = apply(at(5), back, back, back);
    expect(selectedLines(four)).toEqual({ from: 2, to: 5 });
    expect(selectedLines(apply(four, further, further))).toEqual({ from: 4, to: 5 });
  });

  test("a selection that ends at the start of a line with text does not reach into it", () => {
    const { from } = gaps.doc.line(6);
    const above = gaps.update({ selection: EditorSelection.single(0, from) }).state;
    expect(selectedLines(above)).toEqual({ from: 1, to: 5 });
  });
});

test("lines outside the file become the nearest inside", () => {
  expect(selectedLines(apply(start, (state) => toLine(state, 99)))).toEqual({ from: 4, to: 4 });
  expect(selectedLines(apply(start, (state) => toLines(state, 3, 0)))).toEqual({ from: 1, to: 3 });
});
