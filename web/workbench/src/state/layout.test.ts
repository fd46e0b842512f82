import { describe, expect, test } from "vitest";
import * as layout from "./layout.ts";

const candidates = ["A", "B", "C", "D"].map((letter) => ({ letter, files: [{ path: "a" }, { path: "b" }] }));
const letters = candidates.map(({ letter }) => letter);
const four = layout.startingLayout(candidates, 1280);

test.each([
  [1280, 4, 2],
  [1600, 4, 2],
  [1720, 4, 3],
  [3840, 4, 4],
  [3840, 9, 6],
  [600, 4, 1],
  [1280, 1, 1],
])("%i pixels and %i candidates: %i panes", (width, number, panes) => {
  expect(layout.panesThatFit(width, number)).toBe(panes);
});

test("a lone candidate is shown single", () => {
  expect(layout.startingLayout(candidates.slice(0, 1), 1280).view).toBe("single");
  expect(four).toMatchObject({ view: "side", panes: ["A", "B"], focus: "A", paths: { C: "a" } });
});

describe("candidates and panes", () => {
  test("a candidate on screen is focused where it is", () => {
    expect(layout.showCandidate(four, "B")).toMatchObject({ panes: ["A", "B"], focus: "B" });
  });

  test("another takes the focused pane", () => {
    expect(layout.showCandidate(four, "D")).toMatchObject({ panes: ["D", "B"], focus: "D" });
  });

  test("the focus stops at the outer panes", () => {
    expect(layout.focusNeighbour(four, -1).focus).toBe("A");
    expect(layout.focusNeighbour(layout.focusNeighbour(four, 1), 1).focus).toBe("B");
  });

  test("single shows the focused one, and back", () => {
    const single = layout.toggleSingle(layout.showCandidate(four, "B"));
    expect(layout.shownPanes(single)).toEqual(["B"]);
    expect(layout.shownPanes(layout.toggleSingle(single))).toEqual(["A", "B"]);
  });

  test("panes are added in order and taken from the right, never the focused one", () => {
    const three = layout.changePanes(four, letters, 1);
    expect(three.panes).toEqual(["A", "B", "C"]);
    const focused = layout.showCandidate(three, "C");
    expect(layout.changePanes(focused, letters, -1).panes).toEqual(["A", "C"]);
    const one = layout.changePanes(layout.changePanes(focused, letters, -1), letters, -1);
    expect(one.panes).toEqual(["C"]);
    expect(layout.changePanes(one, letters, -1).panes).toEqual(["C"]);
  });
});

test("files go round", () => {
  const second = layout.stepFile(four, ["a", "b"], 1);
  expect(second.paths["A"]).toBe("b");
  expect(layout.stepFile(second, ["a", "b"], 1).paths["A"]).toBe("a");
  expect(layout.stepFile(four, [], 1)).toBe(four);
});

test("a file of another candidate brings that candidate", () => {
  expect(layout.showFile(four, "C", "b")).toMatchObject({ focus: "C", panes: ["C", "B"], paths: { C: "b" } });
});

test("opening a tab opens the dock; a drawer closes with the key that opened it", () => {
  expect(layout.showTab({ ...four, dock: false }, "rubric")).toMatchObject({ dock: true, tab: "rubric" });
  const open = layout.toggleDrawer(four, "prompt");
  expect(layout.toggleDrawer(open, "guidelines").drawer).toBe("guidelines");
  expect(layout.toggleDrawer(open, "prompt").drawer).toBeNull();
});
