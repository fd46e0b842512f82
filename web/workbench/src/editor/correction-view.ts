/** A candidate's file beside its corrected copy, as a live diff. */
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { indentOnInput, indentUnit } from "@codemirror/language";
import { goToNextChunk, goToPreviousChunk, MergeView } from "@codemirror/merge";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { invisibles } from "./invisibles.ts";
import { loadLanguage } from "./languages.ts";
import { theme } from "./theme.ts";

/** Comparing characters of two quite different files can take seconds; after this a rougher diff is shown. */
const DIFF_LIMIT = { scanLimit: 500, timeout: 500 };

export interface CorrectionViewOptions {
  nonce: string;
  path: string;
  language: string;
  original: string;
  corrected: string;
  editable: boolean;
  onChange(text: string): void;
}

/** What the file itself indents with. */
export function indentOf(text: string): string {
  const found = /^(\t| {2,8})\S/m.exec(text)?.[1];
  return found ?? "    ";
}

/** A file that ends its lines with CR LF keeps doing so. */
export function lineSeparator(text: string): "\r\n" | "\n" {
  return /\r\n/.test(text) && !/(^|[^\r])\n/.test(text) ? "\r\n" : "\n";
}

/** Tab indents while writing; Esc, then Tab leaves the editor, as everywhere in CodeMirror. */
const writing: Extension = [
  history(),
  indentOnInput(),
  keymap.of([indentWithTab, ...defaultKeymap, ...historyKeymap]),
];

export class CorrectionView {
  readonly #merge: MergeView;
  readonly #language = new Compartment();

  constructor(parent: HTMLElement, options: CorrectionViewOptions) {
    const common = (label: string): Extension => [
      EditorView.cspNonce.of(options.nonce),
      lineNumbers(),
      invisibles(),
      theme,
      this.#language.of([]),
      lineSeparator(options.original) === "\r\n" ? EditorState.lineSeparator.of("\r\n") : [],
      indentUnit.of(indentOf(options.original)),
      EditorView.contentAttributes.of({ tabindex: "0", "aria-label": label }),
    ];
    const frozen = [EditorState.readOnly.of(true), EditorView.editable.of(false)];
    this.#merge = new MergeView({
      parent,
      a: { doc: options.original, extensions: [common(`Original, ${options.path}`), frozen] },
      b: {
        doc: options.corrected,
        extensions: [
          common(`Your correction, ${options.path}. Escape, then Tab leaves it`),
          options.editable ? [writing, highlightActiveLine()] : frozen,
          EditorView.updateListener.of((update) => {
            if (update.docChanged) options.onChange(update.state.sliceDoc());
          }),
        ],
      },
      gutter: true,
      highlightChanges: true,
      diffConfig: DIFF_LIMIT,
    });
    void this.#load(options);
  }

  async #load(options: CorrectionViewOptions): Promise<void> {
    const language = await loadLanguage(options.path, options.language);
    const effects = this.#language.reconfigure(language);
    this.#merge.a.dispatch({ effects });
    this.#merge.b.dispatch({ effects });
  }

  step(by: 1 | -1): void {
    (by > 0 ? goToNextChunk : goToPreviousChunk)(this.#merge.b);
  }

  focus(): void {
    this.#merge.b.focus();
  }

  destroy(): void {
    this.#merge.destroy();
  }
}
