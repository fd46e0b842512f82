// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { handle, isField, startDispatcher } from "./dispatcher.ts";

let taken: string[] = [];
let enabled = true;
let pending = "";
let stop = (): void => undefined;

beforeEach(() => {
  vi.useFakeTimers();
  taken = [];
  enabled = true;
  document.body.innerHTML = `<input id="field" /><textarea id="area"></textarea><button id="button"></button>
    <div id="code" class="cm-editor" tabindex="0"><div class="wb-slot"><button id="card"></button></div></div>`;
  stop = startDispatcher({
    act: (command) => void taken.push(command),
    enabled: () => enabled,
    onPending: (prefix) => (pending = prefix),
  });
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

function type(key: string, on = "code", held: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...held });
  document.getElementById(on)?.dispatchEvent(event);
  return event;
}

test("a key on the page runs its command and is taken", () => {
  expect(type("j").defaultPrevented).toBe(true);
  expect(taken).toEqual(["line-next"]);
});

test("no key fires in a field, nor when keys are switched off, nor under an open dialog", () => {
  type("j", "field");
  type("c", "area");
  type("a", "area", { ctrlKey: true });
  enabled = false;
  type("j");
  enabled = true;
  document.body.insertAdjacentHTML("beforeend", "<dialog open></dialog>");
  type("j");
  expect(taken).toEqual([]);
});

test("a sequence waits for its second key, and is given up after a while", () => {
  type("g");
  expect(pending).toBe("g");
  type("r");
  type("g");
  vi.advanceTimersByTime(2_000);
  expect(pending).toBe("");
  type("r");
  expect(taken).toEqual(["go-rubric", "read"]);
});

test("holding a modifier alone does not end a sequence", () => {
  type("g");
  type("Shift");
  type("e");
  expect(taken).toEqual(["go-evidence"]);
});

test("up and down move lines in the code and stay with buttons elsewhere", () => {
  type("ArrowDown");
  expect(type("ArrowDown", "button").defaultPrevented).toBe(false);
  expect(taken).toEqual(["line-next"]);
});

test("a button of a finding in the code keeps its own keys, and Enter on the line opens the finding", () => {
  expect(type("Enter", "card").defaultPrevented).toBe(false);
  type("Enter");
  expect(taken).toEqual(["finding-open"]);
});

test("with single keys switched off, arrows and chords still work", () => {
  enabled = false;
  for (const key of ["j", "?", "G"]) type(key);
  type("ArrowDown");
  type("s", "code", { ctrlKey: true });
  expect(taken).toEqual(["line-next", "save-now"]);
});

test("a character that is written with AltGr is that character", () => {
  type("]", "code", { ctrlKey: true, altKey: true, modifierAltGraph: true });
  type("]", "area", { ctrlKey: true, altKey: true, modifierAltGraph: true });
  expect(taken).toEqual(["file-next"]);
});

test("fields are told from buttons", () => {
  const element = (id: string) => document.getElementById(id);
  expect(["field", "area", "button", "code"].map((id) => isField(element(id)))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test("a part takes keys of its own scope before the page sees them", () => {
  const area = document.getElementById("area");
  const got: string[] = [];
  area?.addEventListener("keydown", (event) => handle(event, "finding", (command) => void got.push(command)));
  type("Enter", "area", { ctrlKey: true });
  type("s", "area", { ctrlKey: true });
  const plain = type("x", "area");
  expect(got).toEqual(["save", "save"]);
  expect(plain.defaultPrevented).toBe(false);
});

test("a chord that is bound works in a field too", () => {
  expect(type("s", "area", { ctrlKey: true }).defaultPrevented).toBe(true);
  expect(taken).toEqual(["save-now"]);
});
