/** Machine evidence of the file on screen, kept where the gutter, the squiggles and the hover can read it. */
import { StateEffect, StateField, type EditorState } from "@codemirror/state";
import type { EvidenceFinding } from "../api/types.ts";

export interface Mark {
  finding: EvidenceFinding;
  judged: "real" | "false" | null;
}

export const setEvidence = StateEffect.define<readonly Mark[]>();

export const evidenceField = StateField.define<readonly Mark[]>({
  create: () => [],
  update(marks, transaction) {
    for (const effect of transaction.effects) if (effect.is(setEvidence)) return effect.value;
    return marks;
  },
});

/** Start and end of the marked text. Without columns: from the indent of the first line to its end. */
export function extent(state: EditorState, finding: EvidenceFinding): { from: number; to: number } | null {
  if (finding.start_line > state.doc.lines) return null;
  const first = state.doc.line(finding.start_line);
  const indent = /^\s*/.exec(first.text)?.[0].length ?? 0;
  const from = first.from + Math.min(first.length, (finding.start_column ?? indent + 1) - 1);
  let to = first.to;
  if (finding.end_column !== null && finding.end_line <= state.doc.lines) {
    const last = state.doc.line(finding.end_line);
    to = last.from + Math.min(last.length, finding.end_column - 1);
  }
  return to > from ? { from, to } : { from: Math.min(from, first.to), to: first.to };
}

export function marksOnLine(state: EditorState, line: number): Mark[] {
  return state.field(evidenceField).filter((mark) => mark.finding.start_line === line);
}

const rank = ["good", "nit", "minor", "major", "blocker"];

/** The worst of several: what one sign in the gutter stands for. */
export function worst(marks: readonly Mark[]): Mark | undefined {
  return [...marks].sort(
    (one, other) => rank.indexOf(other.finding.severity) - rank.indexOf(one.finding.severity),
  )[0];
}
