/** A button beside the last selected line that opens a finding there: what `c` does, for the mouse. */
import { RangeSet } from "@codemirror/state";
import { gutter, GutterMarker, type EditorView } from "@codemirror/view";
import { selectedLines } from "./lines.ts";

class AddMark extends GutterMarker {
  override eq(): boolean {
    return true;
  }
  override toDOM(): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "wb-add";
    button.tabIndex = -1;
    button.textContent = "+";
    button.title = "New finding here (c)";
    button.setAttribute("aria-label", "New finding on the selected lines");
    button.dataset["testid"] = "add-finding";
    return button;
  }
}
const mark = new AddMark();

export function addButton(onAdd: () => void) {
  return gutter({
    class: "wb-add-gutter",
    markers: (view: EditorView) => {
      const { to } = selectedLines(view.state);
      return RangeSet.of([mark.range(view.state.doc.line(to).from)]);
    },
    lineMarkerChange: (update) => update.selectionSet,
    domEventHandlers: {
      mousedown(_view, _block, event) {
        const pressed = event.target instanceof Element && event.target.closest(".wb-add") !== null;
        if (pressed) event.preventDefault();
        return pressed;
      },
      click(_view, _block, event) {
        const pressed = event.target instanceof Element && event.target.closest(".wb-add") !== null;
        if (pressed) onAdd();
        return pressed;
      },
    },
  });
}
