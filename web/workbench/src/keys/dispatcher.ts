/** Listens on the document for page keys; parts with the focus use {@link handle} for theirs. */
import { match, writesByAltGr } from "./match.ts";
import { bindings, type Binding, type Command, type Scope } from "./table.ts";

export type Act = (command: Command, argument: number | null) => boolean | void;

const SEQUENCE_MS = 1_500;

let table: readonly Binding[] = bindings;

/** From now on these keys count. */
export function useBindings(next: readonly Binding[]): void {
  table = next;
}

/** Keys typed here belong to the field. */
export function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches("textarea, select, [role=combobox]")) return true;
  return (
    target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit"].includes(target.type)
  );
}

/** Runs the command of one part's scope; true when the key was taken. */
export function handle(event: KeyboardEvent, scope: Scope, act: Act): boolean {
  if (event.defaultPrevented || event.isComposing) return false;
  const found = match(event, scope, "", table);
  if (found.kind !== "command" || act(found.command, found.argument) === false) return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}

export interface DispatcherOptions {
  act: Act;
  /** Whether keys that write a character are switched on (WCAG 2.1.4); speech input would press them. */
  enabled(): boolean;
  onPending(prefix: string): void;
}

/** These belong to whatever has the focus, unless that is the code or nothing. */
const ofTheFocus = /^(Arrow(Up|Down)|Page(Up|Down)|Enter)$/;

function inTheCode(target: EventTarget | null): boolean {
  if (!(target instanceof Element) || target === document.body) return true;
  return target.closest(".cm-editor") !== null && target.closest(".wb-slot, .cm-panel, .cm-tooltip") === null;
}

const isCharacter = (event: KeyboardEvent, chorded: boolean): boolean =>
  !chorded && !event.altKey && [...event.key].length === 1;

export function startDispatcher(options: DispatcherOptions): () => void {
  let prefix = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  const setPrefix = (next: string): void => {
    prefix = next;
    clearTimeout(timer);
    if (next) timer = setTimeout(() => setPrefix(""), SEQUENCE_MS);
    options.onPending(next);
  };
  const listen = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    if (["Shift", "Control", "Alt", "AltGraph", "Meta"].includes(event.key)) return;
    const chorded = (event.ctrlKey || event.metaKey) && !writesByAltGr(event);
    if (isCharacter(event, chorded) && !options.enabled()) return;
    if ((isField(event.target) && !chorded) || document.querySelector("dialog[open]")) return;
    if (ofTheFocus.test(event.key) && !inTheCode(event.target)) return;
    const found = match(event, "page", prefix, table);
    if (found.kind === "pending") {
      setPrefix(found.prefix);
      event.preventDefault();
      return;
    }
    if (prefix) setPrefix("");
    if (found.kind === "command" && options.act(found.command, found.argument) !== false) {
      event.preventDefault();
    }
  };
  document.addEventListener("keydown", listen);
  return () => {
    clearTimeout(timer);
    document.removeEventListener("keydown", listen);
  };
}
