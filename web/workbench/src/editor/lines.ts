/** The selection counts in whole lines here: a finding is about lines, and text can still be copied. */
import { EditorSelection, RangeSetBuilder, type EditorState, type TransactionSpec } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  gutterLineClass,
  GutterMarker,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";
import { RangeSet } from "@codemirror/state";

export interface Lines {
  /** 1-based, inclusive. */
  from: number;
  to: number;
}

/** A selection that ends at the very start of a line does not reach into it, unless there is nothing more of the line. */
export function selectedLines({ doc, selection }: Pick<EditorState, "doc" | "selection">): Lines {
  const { from, to } = selection.main;
  const first = doc.lineAt(from);
  const last = doc.lineAt(to);
  const end = to > from && to === last.from && last.length > 0 ? last.number - 1 : last.number;
  return { from: first.number, to: Math.max(first.number, end) };
}

const clamp = (state: EditorState, line: number): number => Math.max(1, Math.min(state.doc.lines, line));

/** Puts the cursor at the first character of a line that is not white space. */
export function toLine(state: EditorState, line: number): TransactionSpec {
  const target = state.doc.line(clamp(state, line));
  const indent = /^\s*/.exec(target.text)?.[0].length ?? 0;
  return { selection: EditorSelection.cursor(target.from + indent) };
}

/** So many lines after or before where the selection's moving end stands. */
export function moveLine(state: EditorState, by: number): TransactionSpec {
  const { head, anchor } = state.selection.main;
  const lines = selectedLines(state);
  return toLine(state, (head >= anchor ? lines.to : lines.from) + by);
}

function wholeLines(state: EditorState, anchor: number, head: number): EditorSelection {
  const one = state.doc.line(clamp(state, anchor));
  const other = state.doc.line(clamp(state, head));
  return other.number >= one.number
    ? EditorSelection.single(one.from, other.to)
    : EditorSelection.single(one.to, other.from);
}

/** Lines from anchor to head, whole; the head may stand above the anchor. */
export function toLines(state: EditorState, anchor: number, head: number): TransactionSpec {
  return { selection: wholeLines(state, anchor, head) };
}

/** Grows or shrinks the selection by a line at its moving end. */
export function extendLines(state: EditorState, by: 1 | -1): TransactionSpec {
  const { head, anchor } = state.selection.main;
  const lines = selectedLines(state);
  const down = lines.from === lines.to ? by > 0 : head > anchor;
  return down ? toLines(state, lines.from, lines.to + by) : toLines(state, lines.to, lines.from + by);
}

const lineMark = Decoration.line({ class: "wb-line-selected" });

class NumberMark extends GutterMarker {
  override elementClass = "wb-number-selected";
}
const numberMark = new NumberMark();

function decorate(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const lines = selectedLines(view.state);
  for (let number = lines.from; number <= lines.to; number += 1) {
    const { from } = view.state.doc.line(number);
    builder.add(from, from, lineMark);
  }
  return builder.finish();
}

const highlight = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = decorate(view);
    }
    update(update: ViewUpdate): void {
      if (update.selectionSet || update.docChanged) this.decorations = decorate(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

const numbers = gutterLineClass.compute(["selection", "doc"], (state) => {
  const lines = selectedLines(state);
  const marks = [];
  for (let number = lines.from; number <= lines.to; number += 1) {
    marks.push(numberMark.range(state.doc.line(number).from));
  }
  return RangeSet.of(marks);
});

/** The third click selects a line, without the line break: that would reach into a blank line below. */
const thirdClick = EditorView.mouseSelectionStyle.of((view, start) => {
  if (start.button !== 0 || start.detail < 3 || start.shiftKey) return null;
  const lineAt = (event: MouseEvent): number =>
    view.state.doc.lineAt(view.posAtCoords({ x: event.clientX, y: event.clientY }, false)).number;
  const anchor = lineAt(start);
  return { get: (event) => wholeLines(view.state, anchor, lineAt(event)), update: () => undefined };
});

/** Marks the selected lines, in the code and in the gutter. */
export const lineSelection = [highlight, numbers, thirdClick];
