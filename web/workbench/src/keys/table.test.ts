import { expect, test } from "vitest";
import { bindings, caps, splitChord } from "./table.ts";

test("no key means two things in one scope", () => {
  const seen = bindings.flatMap(({ scope, keys }) => keys.map((key) => `${scope} ${key}`));
  expect(seen.filter((key, index) => seen.indexOf(key) !== index)).toEqual([]);
});

test("the first key of a sequence has no meaning of its own", () => {
  const page = bindings.filter(({ scope }) => scope === "page").flatMap(({ keys }) => keys);
  const first = page.filter((key) => key.length > 1 && key.includes(" ")).map((key) => key.split(" ")[0]);
  expect(first.length).toBeGreaterThan(5);
  expect(page.filter((key) => first.includes(key))).toEqual([]);
});

test("caps are drawn from the keys themselves", () => {
  const drawn = (command: string): string[][] =>
    caps(bindings.find((binding) => binding.command === command) ?? bindings[0]!);
  expect(drawn("go-prompt")).toEqual([["g", "p"]]);
  expect(drawn("save")).toEqual([
    ["Ctrl", "↵"],
    ["Ctrl", "s"],
  ]);
  expect(drawn("rank-lift")).toEqual([["Space"]]);
  expect(drawn("pane-more")).toEqual([["+"]]);
  expect(splitChord("Ctrl++")).toEqual(["Ctrl", "+"]);
});
