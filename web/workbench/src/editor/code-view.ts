/** One pane's editor: shows a file read-only, with evidence, findings in the code and a line selection. */
import {
  codeFolding,
  foldAll,
  foldGutter,
  foldedRanges,
  toggleFold,
  unfoldAll,
  unfoldEffect,
} from "@codemirror/language";
import { openSearchPanel, search, searchKeymap } from "@codemirror/search";
import {
  Compartment,
  EditorSelection,
  EditorState,
  type Extension,
  type StateEffect,
  type TransactionSpec,
} from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { addButton } from "./add-button.ts";
import { baseDiff, foldUnchanged, setBaseDiff, type BaseDiff } from "./base-diff.ts";
import { evidenceField, setEvidence, type Mark } from "./evidence.ts";
import { evidenceGutter } from "./evidence-gutter.ts";
import { evidenceHover } from "./hover.ts";
import { invisibles, reveal } from "./invisibles.ts";
import { loadLanguage } from "./languages.ts";
import { extendLines, lineSelection, moveLine, selectedLines, toLine, toLines, type Lines } from "./lines.ts";
import { slots, slotsEffect, type MountSlot, type Slot } from "./slots.ts";
import { squiggles } from "./squiggles.ts";
import { theme } from "./theme.ts";

export interface ShownFile {
  /** Tells files with the same path apart: a candidate's and a test, say. */
  key: string;
  path: string;
  text: string;
  language: string;
  label: string;
}

/** Where a file was left. */
export interface LeftAt {
  anchor: number;
  head: number;
  top: number;
}

export interface CodeViewOptions {
  /** Remembers where files were left, beyond the life of this view. */
  left: Map<string, LeftAt>;
  nonce: string;
  mountSlot: MountSlot;
  onEvidence(id: string): void;
  onAdd(): void;
  onFocus(): void;
  onScroll(top: number): void;
}

/** Characters of a line that are read out. */
const LONGEST_TOLD = 200;

/** Everything but the file itself; one instance serves all files of a pane. */
function fixed(options: CodeViewOptions): Extension {
  return [
    EditorState.readOnly.of(true),
    EditorView.editable.of(false),
    EditorView.cspNonce.of(options.nonce),
    addButton(options.onAdd),
    lineNumbers({ domEventHandlers: { mousedown: selectFromGutter } }),
    codeFolding({ preparePlaceholder: countLines, placeholderDOM: placeholder }),
    foldGutter({ openText: "⌄", closedText: "›" }),
    evidenceField,
    evidenceGutter(options.onEvidence),
    squiggles,
    baseDiff,
    evidenceHover,
    lineSelection,
    slots(options.mountSlot),
    invisibles(),
    search({ top: true }),
    keymap.of(searchKeymap.filter((binding) => binding.key === "Mod-f" || binding.key === "Escape")),
    theme,
    EditorView.domEventHandlers({
      focus: () => options.onFocus(),
      mousedown: () => options.onFocus(),
    }),
  ];
}

const countLines = ({ doc }: EditorState, { from, to }: { from: number; to: number }): number =>
  doc.lineAt(to).number - doc.lineAt(from).number + (doc.lineAt(from).from === from ? 1 : 0);

/** What stands for folded lines: how many they are; pressed, it shows them. */
function placeholder(_: EditorView, onclick: (event: Event) => void, lines: unknown): HTMLElement {
  const element = document.createElement("button");
  element.type = "button";
  element.tabIndex = -1;
  element.className = "cm-foldPlaceholder";
  element.textContent = `… ${String(lines)} ${lines === 1 ? "line" : "lines"}`;
  element.title = "Show them (e)";
  element.onclick = onclick;
  return element;
}

function selectFromGutter(view: EditorView, block: { from: number }, event: Event): boolean {
  const line = view.state.doc.lineAt(block.from).number;
  const extend = event instanceof MouseEvent && event.shiftKey;
  view.dispatch(
    extend ? toLines(view.state, selectedLines(view.state).from, line) : toLine(view.state, line),
  );
  view.focus();
  return true;
}

export class CodeView {
  readonly view: EditorView;
  readonly #fixed: Extension;
  readonly #language = new Compartment();
  readonly #left: Map<string, LeftAt>;
  readonly #folded = new Set<string>();
  #shown: ShownFile | null = null;

  constructor(parent: HTMLElement, options: CodeViewOptions) {
    this.#fixed = fixed(options);
    this.#left = options.left;
    this.view = new EditorView({ parent, extensions: [this.#fixed] });
    this.view.scrollDOM.addEventListener("scroll", () => options.onScroll(this.view.scrollDOM.scrollTop), {
      passive: true,
    });
  }

  /** Shows a file where it was left when it was last on screen. */
  show(file: ShownFile): void {
    if (this.#shown?.key === file.key && this.#shown.text === file.text) return;
    this.#leave();
    this.#shown = file;
    this.view.setState(this.#create(file));
    // Only after the editor has measured itself can it be scrolled so far.
    const top = this.#left.get(file.key)?.top ?? 0;
    this.view.requestMeasure({ read: () => top, write: () => this.scrollTo(top) });
    void this.#load(file);
  }

  #leave(): void {
    if (!this.#shown) return;
    const { anchor, head } = this.view.state.selection.main;
    this.#left.set(this.#shown.key, { anchor, head, top: this.view.scrollDOM.scrollTop });
  }

  #create(file: ShownFile): EditorState {
    const attributes = EditorView.contentAttributes.of({ tabindex: "0", "aria-label": file.label });
    const extensions = [this.#fixed, attributes, this.#language.of([])];
    const state = EditorState.create({ doc: file.text, extensions });
    const left = this.#left.get(file.key);
    if (!left || Math.max(left.anchor, left.head) > state.doc.length) return state;
    return state.update({ selection: EditorSelection.single(left.anchor, left.head) }).state;
  }

  async #load(file: ShownFile): Promise<void> {
    const language = await loadLanguage(file.path, file.language);
    if (this.#shown === file) this.view.dispatch({ effects: this.#language.reconfigure(language) });
  }

  /** Shows what was changed of the base file; what was not is folded away once, when it is first shown. */
  setBaseDiff(diff: BaseDiff | null): void {
    const folds =
      diff && !this.#folded.has(this.#shown?.key ?? "") ? foldUnchanged(this.view.state, diff) : [];
    if (diff && this.#shown) this.#folded.add(this.#shown.key);
    const first = folds.length > 0 && this.view.state.selection.main.head === 0 ? diff?.hunks[0] : undefined;
    this.view.dispatch({
      effects: [setBaseDiff.of(diff), ...folds],
      ...(first ? toLine(this.view.state, Math.min(first[2] + 1, this.view.state.doc.lines)) : {}),
    });
  }

  setEvidence(marks: readonly Mark[]): void {
    this.view.dispatch({ effects: setEvidence.of(marks) });
  }

  /** Shows what stands under these lines, also where they were folded away. */
  setSlots(places: readonly Slot[]): void {
    const { doc } = this.view.state;
    const hiding: StateEffect<unknown>[] = [];
    for (const { line } of places) {
      const end = doc.line(Math.min(line, doc.lines)).to;
      foldedRanges(this.view.state).between(
        end,
        end,
        (from, to) => void hiding.push(unfoldEffect.of({ from, to })),
      );
    }
    this.view.dispatch({ effects: [...hiding, slotsEffect(places)] });
  }

  lines(): Lines {
    return selectedLines(this.view.state);
  }

  lineText(lines: Lines): string {
    const { doc } = this.view.state;
    const last = Math.min(lines.to, doc.lines);
    return doc.sliceString(doc.line(Math.min(lines.from, last)).from, doc.line(last).to);
  }

  move(by: 1 | -1): void {
    this.#select(moveLine(this.view.state, by));
  }

  /** As many lines as are on screen, less two that stay in sight. */
  page(by: 1 | -1): void {
    const lines = Math.floor(this.view.scrollDOM.clientHeight / this.view.defaultLineHeight) - 2;
    this.#select(moveLine(this.view.state, by * Math.max(1, lines)));
  }

  extend(by: 1 | -1): void {
    this.#select(extendLines(this.view.state, by));
  }

  /** Follows the selection's moving end up and down; never sideways to the end of a long line. Says where it is. */
  #select(spec: TransactionSpec): void {
    const { newDoc: doc, newSelection: selection } = this.view.state.update(spec);
    const { from, to } = selectedLines({ doc, selection });
    const start = doc.lineAt(selection.main.head).from;
    const said = from === to ? `Line ${from}: ${this.#told(from)}` : `Lines ${from} to ${to}`;
    const seen = EditorView.scrollIntoView(start, { y: "nearest", yMargin: 40 });
    this.view.dispatch(spec, { effects: [seen, EditorView.announce.of(said)] });
  }

  /** A line for those who hear it. */
  #told(number: number): string {
    const { from, to } = this.view.state.doc.line(number);
    const text = this.view.state.sliceDoc(from, Math.min(to, from + LONGEST_TOLD)).trim();
    return text === "" ? "blank" : reveal(text);
  }

  /** Goes to a line and brings it to the middle of the pane when it is out of sight. */
  reveal(line: number, to = line): void {
    const spec = to > line ? toLines(this.view.state, line, to) : toLine(this.view.state, line);
    this.view.dispatch(spec);
    const head = this.view.state.doc.line(Math.min(to, this.view.state.doc.lines)).from;
    const box = this.view.scrollDOM;
    const block = this.view.lineBlockAt(head);
    const seen = block.top > box.scrollTop && block.bottom + 120 < box.scrollTop + box.clientHeight;
    if (!seen) this.view.dispatch({ effects: EditorView.scrollIntoView(head, { y: "center" }) });
  }

  find(): void {
    openSearchPanel(this.view);
  }

  focus(): void {
    this.view.focus();
  }

  /** Folds or unfolds what stands at the selection. */
  toggleFold(): void {
    toggleFold(this.view);
  }

  /** Unfolds everything; when nothing is folded, folds everything. */
  toggleAllFolds(): void {
    (foldedRanges(this.view.state).size > 0 ? unfoldAll : foldAll)(this.view);
  }

  /** The 0-based line at the upper edge, with the part of it that is out of sight. */
  topPosition(): number {
    const height = this.view.scrollDOM.scrollTop - this.view.documentPadding.top;
    const block = this.view.lineBlockAtHeight(Math.max(0, height));
    const part = Math.min(1, Math.max(0, (height - block.top) / block.height));
    return this.view.state.doc.lineAt(block.from).number - 1 + part;
  }

  scrollToPosition(position: number): void {
    const { doc } = this.view.state;
    const line = Math.max(0, Math.min(doc.lines - 1, Math.floor(position)));
    const block = this.view.lineBlockAt(doc.line(line + 1).from);
    this.scrollTo(this.view.documentPadding.top + block.top + (position - line) * block.height);
  }

  scrollTo(top: number): void {
    this.view.scrollDOM.scrollTop = top;
  }

  destroy(): void {
    this.#leave();
    this.view.destroy();
  }
}
