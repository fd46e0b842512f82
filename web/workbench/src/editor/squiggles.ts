/** Wavy underlines below what evidence points at. */
import { Decoration, EditorView, type DecorationSet } from "@codemirror/view";
import { StateField, type EditorState } from "@codemirror/state";
import { evidenceField, extent, setEvidence } from "./evidence.ts";

function draw(state: EditorState): DecorationSet {
  const ranges = state.field(evidenceField).flatMap(({ finding, judged }) => {
    const found = judged === "false" ? null : extent(state, finding);
    if (!found || found.to <= found.from) return [];
    const mark = Decoration.mark({ class: `wb-squiggle wb-sev-${finding.severity}` });
    return [mark.range(found.from, found.to)];
  });
  return Decoration.set(ranges, true);
}

export const squiggles = StateField.define<DecorationSet>({
  create: draw,
  update: (marks, transaction) =>
    transaction.effects.some((effect) => effect.is(setEvidence)) ? draw(transaction.state) : marks,
  provide: (field) => EditorView.decorations.from(field),
});
