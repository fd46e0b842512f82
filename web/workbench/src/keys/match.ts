/** From a key press to a command: pure, so that chords and sequences can be tested without a browser. */
import { bindings, type Binding, type Command, type Scope } from "./table.ts";

/** The parts of a KeyboardEvent that decide. */
export interface Press {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  getModifierState?(key: string): boolean;
}

const printable = (key: string): boolean => [...key].length === 1 && key !== " ";

/** Some layouts write [ ] \ and others with AltGr, which Windows reports as Ctrl and Alt held together. */
export const writesByAltGr = (press: Press): boolean =>
  printable(press.key) && press.getModifierState?.("AltGraph") === true;

export type Match =
  | { kind: "command"; command: Command; argument: number | null }
  /** First key of a sequence such as "g p". */
  | { kind: "pending"; prefix: string }
  | { kind: "none" };

/**
 * The chord in the table's spelling. Shift is written only where it does not already show in the character, and for
 * letters; Meta counts as Ctrl (Command on a Mac); with Alt the physical key decides, because Option writes symbols.
 */
export function chord(press: Press): string {
  let key = press.key;
  const held = !writesByAltGr(press);
  if (press.altKey && held && /^(Digit\d|Key[A-Z])$/.test(press.code))
    key = press.code.replace(/^(Digit|Key)/, "");
  const letter = /^\p{L}$/u.test(key);
  if (letter) key = press.shiftKey ? key.toUpperCase() : key.toLowerCase();
  const parts: string[] = [];
  if (held && (press.ctrlKey || press.metaKey)) parts.push("Ctrl");
  if (held && press.altKey) parts.push("Alt");
  if (press.shiftKey && (letter || !printable(key))) parts.push("Shift");
  return [...parts, key].join("+");
}

const digitOf = (key: string): number | null => {
  const digit = /(?:^|\+)(\d)$/.exec(key)?.[1];
  return digit === undefined ? null : Number(digit);
};

export function match(press: Press, scope: Scope, prefix = "", table: readonly Binding[] = bindings): Match {
  const pressed = chord(press);
  const wanted = prefix ? `${prefix} ${pressed}` : pressed;
  const found = table.find((binding) => binding.scope === scope && binding.keys.includes(wanted));
  if (found) return { kind: "command", command: found.command, argument: digitOf(wanted) };
  const starts = table.some(
    (binding) => binding.scope === scope && binding.keys.some((key) => key.startsWith(`${wanted} `)),
  );
  return starts && !prefix ? { kind: "pending", prefix: wanted } : { kind: "none" };
}
