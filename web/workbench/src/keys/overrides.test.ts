import { expect, test } from "vitest";
import { match } from "./match.ts";
import { applied, clash, isRange, nameOf, parse, remap } from "./overrides.ts";
import { bindings } from "./table.ts";

const binding = (command: string) => {
  const found = bindings.find((one) => one.command === command);
  if (!found) throw new Error(`no command ${command}`);
  return found;
};
const press = (key: string) => ({
  key,
  code: "",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
});
const table = (overrides: Parameters<typeof applied>[0]) =>
  applied(overrides).flatMap((group) => group.bindings);

test("a remapped key does what the old one did, and the old one does nothing", () => {
  const own = remap({}, binding("finding-new"), ["i"]);
  expect(match(press("i"), "page", "", table(own))).toMatchObject({ command: "finding-new" });
  expect(match(press("c"), "page", "", table(own))).toEqual({ kind: "none" });
});

test("a single key can be switched off and put back", () => {
  const off = remap({}, binding("line-next"), []);
  expect(match(press("j"), "page", "", table(off))).toEqual({ kind: "none" });
  expect(remap(off, binding("line-next"), null)).toEqual({});
});

test("a key that is taken is told, also as the first of a sequence", () => {
  expect(clash({}, binding("finding-new"), "j")?.command).toBe("line-next");
  expect(clash({}, binding("finding-new"), "g")?.scope).toBe("page");
  expect(clash({}, binding("finding-new"), "c")).toBe(null);
  expect(clash(remap({}, binding("line-next"), []), binding("finding-new"), "j")).toBe(null);
});

test("what was kept is believed only as far as it makes sense", () => {
  const name = nameOf(binding("find"));
  expect(
    parse(JSON.stringify({ [name]: ["q"], "page/unknown": ["x"], [nameOf(binding("keys"))]: 3 })),
  ).toEqual({
    [name]: ["q"],
  });
  expect(parse("no json")).toEqual({});
  expect(parse("null")).toEqual({});
});

test("ranges of digits keep them", () => {
  expect(bindings.filter(isRange).map(({ command }) => command)).toEqual([
    "candidate",
    "severity",
    "reproduce",
  ]);
});
