/** Listens on the document for page keys; parts with the focus use {@link handle} for theirs. */
import { match } from "./match.ts";
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
  /** Whether single keys are switched on (WCAG 2.1.4). */
  enabled(): boolean;
  onPending(prefix: string): void;
}

/** Up and down belong to whatever has the focus, unless that is the code or nothing. */
function ownsArrows(target: EventTarget | null): boolean {
  return target instanceof Element && target !== document.body && target.closest(".cm-editor") === null;
}

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
    if (event.defaultPrevented || event.isComposing || !options.enabled()) return;
    if (["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
    const chorded = event.ctrlKey || event.metaKey;
    if ((isField(event.target) && !chorded) || document.querySelector("dialog[open]")) return;
    if (/^Arrow(Up|Down)$/.test(event.key) && ownsArrows(event.target)) return;
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
