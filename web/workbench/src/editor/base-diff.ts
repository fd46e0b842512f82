/** What a candidate changed of a base file: added lines marked, removed ones shown where they stood. */
import { foldEffect } from "@codemirror/language";
import { EditorState, RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType, type DecorationSet } from "@codemirror/view";
import type { Hunk } from "../api/types.ts";
import { unchanged } from "../state/alignment.ts";
import { reveal } from "./invisibles.ts";

export interface BaseDiff {
  hunks: readonly Hunk[];
  /** The lines of the base file. */
  base: readonly string[];
}

/** Removed lines that one place shows. */
const MOST_SHOWN = 300;
const LONGEST_SHOWN = 2_000;

export const setBaseDiff = StateEffect.define<BaseDiff | null>();

class Removed extends WidgetType {
  readonly #lines: readonly string[];
  readonly #from: number;
  constructor(lines: readonly string[], from: number) {
    super();
    this.#lines = lines;
    this.#from = from;
  }
  override eq(other: Removed): boolean {
    return other.#from === this.#from && other.#lines.join("\n") === this.#lines.join("\n");
  }
  override get estimatedHeight(): number {
    return 19.5 * Math.min(this.#lines.length, MOST_SHOWN);
  }
  override toDOM(): HTMLElement {
    const block = document.createElement("div");
    block.className = "wb-removed";
    block.setAttribute("role", "group");
    const to = this.#from + this.#lines.length;
    block.setAttribute("aria-label", `Removed: lines ${this.#from + 1} to ${to} of the base file`);
    for (const line of this.#lines.slice(0, MOST_SHOWN)) {
      const row = document.createElement("del");
      row.textContent = reveal(line.slice(0, LONGEST_SHOWN));
      block.append(row);
    }
    if (this.#lines.length > MOST_SHOWN) {
      const rest = document.createElement("span");
      rest.textContent = `… ${this.#lines.length - MOST_SHOWN} more removed lines`;
      block.append(rest);
    }
    return block;
  }
}

const added = Decoration.line({ class: "wb-added" });

function draw(state: EditorState, { hunks, base }: BaseDiff): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const [from, to, start, end] of hunks) {
    if (to > from) {
      const after = start < state.doc.lines;
      const at = after ? state.doc.line(start + 1).from : state.doc.length;
      const widget = new Removed(base.slice(from, to), from);
      builder.add(at, at, Decoration.widget({ widget, block: true, side: after ? -1 : 1 }));
    }
    for (let line = start; line < Math.min(end, state.doc.lines); line += 1) {
      const { from: begin } = state.doc.line(line + 1);
      builder.add(begin, begin, added);
    }
  }
  return builder.finish();
}

export const baseDiff = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setBaseDiff))
        return effect.value ? draw(transaction.state, effect.value) : Decoration.none;
    }
    return marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Folds the stretches that did not change. */
export function foldUnchanged(state: EditorState, { hunks }: BaseDiff): StateEffect<unknown>[] {
  return unchanged(hunks, state.doc.lines).map(([from, to]) =>
    foldEffect.of({ from: state.doc.line(from + 1).from, to: state.doc.line(to).to }),
  );
}
