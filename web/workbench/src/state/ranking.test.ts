import { describe, expect, test } from "vitest";
import {
  moveDown,
  moveUp,
  place,
  rows,
  startingOrder,
  strengthsOf,
  toggleTie,
  withStrength,
  type Order,
} from "./ranking.ts";

/** "A BC D" reads: A best, B and C tied, D last. */
const order = (text: string): string[][] => text.split(" ").map((group) => [...group]);
const text = (value: Order): string => value.map((group) => group.join("")).join(" ");

test("candidates begin in their own order, none tied", () => {
  expect(text(startingOrder(["A", "B", "C"]))).toBe("A B C");
});

describe("moving", () => {
  test.each([
    ["A B C", "C", "A C B"],
    ["A B C", "A", "A B C"],
    ["A BC D", "D", "A D BC"],
    ["A BC D", "C", "A C B D"],
    ["AB", "B", "B A"],
  ])("%s: %s one better is %s", (before, letter, after) => {
    expect(text(moveUp(order(before), letter))).toBe(after);
  });

  test.each([
    ["A B C", "A", "B A C"],
    ["A B C", "C", "A B C"],
    ["A BC D", "B", "A C B D"],
    ["A BC", "A", "BC A"],
  ])("%s: %s one worse is %s", (before, letter, after) => {
    expect(text(moveDown(order(before), letter))).toBe(after);
  });
});

describe("tying", () => {
  test.each([
    ["A B C", "B", "AB C"],
    ["A B C", "A", "A B C"],
    ["AB C", "B", "A B C"],
    ["ABC", "B", "A BC"],
    ["AB CD", "C", "ABCD"],
  ])("%s: the key on %s gives %s", (before, letter, after) => {
    expect(text(toggleTie(order(before), letter))).toBe(after);
  });

  test("pressed twice between two lone candidates, nothing has changed", () => {
    expect(text(toggleTie(toggleTie(order("A B C"), "C"), "C"))).toBe("A B C");
  });
});

describe("dropping", () => {
  test.each([
    ["A B C", "C", "A", "C A B"],
    ["A B C", "A", null, "B C A"],
    ["A BC", "A", "C", "BAC"],
    ["AB C", "C", "A", "C AB"],
    ["A B", "A", "A", "A B"],
  ])("%s: %s before %s gives %s", (before, letter, target, after) => {
    expect(text(place(order(before), letter, target))).toBe(after);
  });
});

test("no move loses or doubles a candidate", () => {
  const moves = [moveUp, moveDown, toggleTie, (now: Order, letter: string) => place(now, letter, "B")];
  for (const before of ["A B C D", "AB CD", "A BCD", "ABCD"].map(order)) {
    for (const move of moves) {
      for (const letter of "ABCD") expect(move(before, letter).flat().sort().join("")).toBe("ABCD");
    }
  }
});

test("tied candidates share a rank and the next one counts them all", () => {
  expect(rows(order("A BC D"))).toEqual([
    { letter: "A", rank: 1, tiedWithAbove: false, group: 0 },
    { letter: "B", rank: 2, tiedWithAbove: false, group: 1 },
    { letter: "C", rank: 2, tiedWithAbove: true, group: 1 },
    { letter: "D", rank: 4, tiedWithAbove: false, group: 2 },
  ]);
});

describe("how much better", () => {
  test("a step is plain until something is said of it", () => {
    expect(strengthsOf(null, order("A B CD"))).toEqual([2, 2]);
    expect(strengthsOf({ order: order("A B") }, order("A B"))).toEqual([2]);
    expect(strengthsOf(null, [])).toEqual([]);
  });

  test.each([
    ["A B C D", [1, 2, 3], "A B D C", [1, 2, 2]],
    ["A B C D", [1, 2, 3], "B A C D", [2, 2, 3]],
    ["A BC D", [1, 3], "A CB D", [1, 3]],
    ["A B C", [1, 3], "AB C", [2]],
  ])("%s with %j, moved to %s, has %j: what was said of two neighbours stays", (was, said, now, after) => {
    expect(strengthsOf({ order: order(was), strengths: said }, order(now))).toEqual(after);
  });

  test.each([
    ["B", 3, [3, 2]],
    ["C", 1, [2, 1]],
    ["D", 1, [2, 1]],
    ["D", 0, [2, 1]],
    ["C", 4, [2, 3]],
    ["A", 3, [2, 2]],
  ])("the step above %s set to %i gives %j", (letter, strength, after) => {
    expect(withStrength({ order: order("A B CD") }, letter, strength)).toEqual(after);
  });
});
