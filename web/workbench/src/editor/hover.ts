/** What evidence says, when the pointer rests on it. */
import { hoverTooltip } from "@codemirror/view";
import { evidenceField, extent, type Mark } from "./evidence.ts";
import { reveal } from "./invisibles.ts";

function describe(mark: Mark): HTMLElement {
  const { finding } = mark;
  const part = document.createElement("div");
  part.className = "wb-hover-part";
  const source = document.createElement("div");
  source.className = `wb-hover-source wb-sev-${finding.severity}`;
  source.textContent = [
    finding.source.name,
    finding.source.kind === "critic" ? "a critic’s claim, unproven" : finding.source.rule,
  ]
    .filter(Boolean)
    .join(" · ");
  const text = document.createElement("div");
  text.textContent = reveal(finding.title);
  part.append(source, text);
  return part;
}

export const evidenceHover = hoverTooltip((view, position) => {
  const marks = view.state.field(evidenceField).filter((mark) => {
    const found = extent(view.state, mark.finding);
    return found !== null && found.from <= position && position <= found.to;
  });
  if (marks.length === 0) return null;
  return {
    pos: position,
    above: true,
    create() {
      const dom = document.createElement("div");
      dom.className = "wb-hover";
      dom.append(...marks.map(describe));
      return { dom };
    },
  };
});
