import { describe, expect, test } from "vitest";
import { chord, match, type Press } from "./match.ts";

function press(key: string, held: Partial<Press> = {}): Press {
  return { key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

describe("a press in the table's spelling", () => {
  test.each([
    [press("j"), "j"],
    [press("J"), "j"],
    [press("N", { shiftKey: true }), "Shift+N"],
    [press("?", { shiftKey: true }), "?"],
    [press("+", { shiftKey: true }), "+"],
    [press("ArrowDown", { shiftKey: true }), "Shift+ArrowDown"],
    [press("Enter", { ctrlKey: true, shiftKey: true }), "Ctrl+Shift+Enter"],
    [press("s", { metaKey: true }), "Ctrl+s"],
    [press("¡", { altKey: true, code: "Digit1" }), "Alt+1"],
    [press("˜", { altKey: true, code: "KeyN" }), "Alt+n"],
    [press(" "), " "],
  ])("%o is %s", (pressed, expected) => {
    expect(chord(pressed)).toBe(expected);
  });
});

describe("a press leads to", () => {
  test("its command, with the digit as argument", () => {
    expect(match(press("3"), "page")).toEqual({ kind: "command", command: "candidate", argument: 3 });
    expect(match(press("2", { altKey: true, code: "Digit2" }), "finding")).toEqual({
      kind: "command",
      command: "severity",
      argument: 2,
    });
  });

  test("the second key of a sequence, which alone means something else", () => {
    expect(match(press("g"), "page")).toEqual({ kind: "pending", prefix: "g" });
    expect(match(press("c"), "page", "g")).toMatchObject({ command: "go-correction" });
    expect(match(press("c"), "page")).toMatchObject({ command: "finding-new" });
    expect(match(press("w"), "page", "g")).toEqual({ kind: "none" });
  });

  test("nothing when a modifier is held that the binding does not have", () => {
    expect(match(press("c", { ctrlKey: true }), "page")).toEqual({ kind: "none" });
    expect(match(press("a", { metaKey: true }), "page")).toEqual({ kind: "none" });
    expect(match(press("g", { altKey: true, code: "KeyG" }), "page")).toEqual({ kind: "none" });
  });

  test("nothing outside its scope", () => {
    expect(match(press("="), "page")).toEqual({ kind: "none" });
    expect(match(press("="), "ranking")).toMatchObject({ command: "rank-tie" });
  });
});
