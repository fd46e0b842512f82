/** Shows characters that hide or turn text around (Trojan Source, CVE-2021-42574) as their code point. */
import { highlightSpecialChars } from "@codemirror/view";
import type { Extension } from "@codemirror/state";

/**
 * Soft hyphen, zero-width and joiners, fillers, bidirectional controls, odd spaces, byte order mark, tags, variation
 * selectors: these last can carry text that nobody sees. The one that asks for a picture is left alone behind one.
 */
export const hidden =
  /[\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff9-\ufffb\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]|(?<!\p{Extended_Pictographic})\ufe0f/gu;

export function codePoint(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** A text with its hidden characters as code points, for places that are no editor. */
export const reveal = (text: string): string =>
  text.replace(hidden, (found) => `[${codePoint(found.codePointAt(0) ?? 0)}]`);

export function invisibles(): Extension {
  return highlightSpecialChars({
    addSpecialChars: hidden,
    render(code, description) {
      const mark = document.createElement("span");
      mark.className = "wb-invisible";
      mark.textContent = codePoint(code);
      mark.title = description ?? "";
      mark.setAttribute("aria-label", `hidden character ${codePoint(code)}`);
      return mark;
    },
  });
}
