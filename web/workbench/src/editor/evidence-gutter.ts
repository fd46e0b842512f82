/** A sign in the gutter per line with evidence: bolt for a probe, disc for serious, triangle for the rest. */
import { RangeSet, StateField, type EditorState } from "@codemirror/state";
import { gutter, GutterMarker, type EditorView } from "@codemirror/view";
import { evidenceField, marksOnLine, setEvidence, worst, type Mark } from "./evidence.ts";
import { reveal } from "./invisibles.ts";
import { drawShape } from "./shapes.ts";

class Sign extends GutterMarker {
  readonly #marks: readonly Mark[];
  constructor(marks: readonly Mark[]) {
    super();
    this.#marks = marks;
  }
  override eq(other: Sign): boolean {
    const key = (sign: Sign): string =>
      sign.#marks.map((mark) => `${mark.finding.id}/${mark.judged ?? ""}`).join();
    return key(this) === key(other);
  }
  override toDOM(): HTMLElement {
    const top = worst(this.#marks);
    const sign = document.createElement("span");
    if (!top) return sign;
    const judged = this.#marks.every((mark) => mark.judged === "false") ? " wb-judged-false" : "";
    sign.className = `wb-sign wb-sev-${top.finding.severity}${judged}`;
    const serious = ["blocker", "major"].includes(top.finding.severity);
    sign.append(
      drawShape(top.finding.source.kind === "probe" ? "bolt" : serious ? "disc" : "triangle"),
      this.#marks.length > 1 ? String(this.#marks.length) : "",
    );
    sign.title = this.#marks.map((mark) => reveal(mark.finding.title)).join("\n");
    return sign;
  }
}

function draw(state: EditorState): RangeSet<GutterMarker> {
  const lines = new Set(state.field(evidenceField).map((mark) => mark.finding.start_line));
  const signs = [...lines]
    .filter((line) => line <= state.doc.lines)
    .sort((one, other) => one - other)
    .map((line) => new Sign(marksOnLine(state, line)).range(state.doc.line(line).from));
  return RangeSet.of<GutterMarker>(signs);
}

/** Drawn when evidence comes or is judged; the gutter itself asks with every key. */
const signs = StateField.define<RangeSet<GutterMarker>>({
  create: draw,
  update: (drawn, transaction) =>
    transaction.effects.some((effect) => effect.is(setEvidence)) ? draw(transaction.state) : drawn,
});

/** Calls back with the id of the worst evidence of a line whose sign was pressed. */
export function evidenceGutter(onPress: (id: string) => void) {
  const shown = gutter({
    class: "wb-evidence-gutter",
    markers: (view: EditorView) => view.state.field(signs),
    initialSpacer: () => new Sign([]),
    domEventHandlers: {
      mousedown(view, block) {
        const top = worst(marksOnLine(view.state, view.state.doc.lineAt(block.from).number));
        if (top) onPress(top.finding.id);
        return top !== undefined;
      },
    },
  });
  return [signs, shown];
}
