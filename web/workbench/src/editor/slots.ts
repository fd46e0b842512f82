/** Places in the code, under a line, where findings are shown and written: block widgets that host components. */
import { StateEffect, StateField, type EditorState } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin, WidgetType, type DecorationSet } from "@codemirror/view";

export interface Slot {
  id: string;
  /** 1-based line under which it stands. */
  line: number;
}

/** Puts a component into the element; the answer takes it out again. */
export type MountSlot = (target: HTMLElement, id: string) => () => void;

const setSlots = StateEffect.define<readonly Slot[]>();

class SlotWidget extends WidgetType {
  readonly #id: string;
  readonly #mount: MountSlot;
  static readonly #leave = new WeakMap<HTMLElement, () => void>();

  constructor(id: string, mount: MountSlot) {
    super();
    this.#id = id;
    this.#mount = mount;
  }
  override eq(other: SlotWidget): boolean {
    return other.#id === this.#id;
  }
  override get estimatedHeight(): number {
    return 84;
  }
  override ignoreEvent(): boolean {
    return true;
  }
  override toDOM(view: EditorView): HTMLElement {
    const target = document.createElement("div");
    target.className = "wb-slot";
    const unmount = this.#mount(target, this.#id);
    const observer = new ResizeObserver(() => view.requestMeasure());
    observer.observe(target);
    SlotWidget.#leave.set(target, () => {
      observer.disconnect();
      unmount();
    });
    return target;
  }
  override destroy(dom: HTMLElement): void {
    SlotWidget.#leave.get(dom)?.();
    SlotWidget.#leave.delete(dom);
  }
}

function place(state: EditorState, slots: readonly Slot[], mount: MountSlot): DecorationSet {
  const ranges = slots.map(({ id, line }) => {
    const end = state.doc.line(Math.max(1, Math.min(line, state.doc.lines))).to;
    return Decoration.widget({ widget: new SlotWidget(id, mount), block: true, side: 1 }).range(end);
  });
  return Decoration.set(ranges, true);
}

/** Block widgets are as wide as the longest line; this tells them how much of it is on screen. */
const pinned = ViewPlugin.fromClass(
  class {
    readonly #observer: ResizeObserver;
    constructor(view: EditorView) {
      const measure = (): void =>
        view.requestMeasure({
          key: this,
          read: () => ({
            gutters: view.scrollDOM.querySelector(".cm-gutters")?.getBoundingClientRect().width ?? 0,
            all: view.scrollDOM.clientWidth,
          }),
          write: ({ gutters, all }) => {
            view.dom.style.setProperty("--wb-slot-left", `${gutters}px`);
            view.dom.style.setProperty("--wb-slot-width", `${Math.max(0, all - gutters)}px`);
          },
        });
      this.#observer = new ResizeObserver(measure);
      this.#observer.observe(view.scrollDOM);
      measure();
    }
    destroy(): void {
      this.#observer.disconnect();
    }
  },
);

export function slots(mount: MountSlot) {
  const field = StateField.define<DecorationSet>({
    create: () => Decoration.none,
    update(set, transaction) {
      for (const effect of transaction.effects) {
        if (effect.is(setSlots)) return place(transaction.state, effect.value, mount);
      }
      return set;
    },
    provide: (self) => EditorView.decorations.from(self),
  });
  return [field, pinned];
}

export const slotsEffect = (value: readonly Slot[]) => setSlots.of(value);
