/** Colours come from CSS variables, so that light and dark need no second theme. */
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const syntax = (name: string): string => `var(--as-syntax-${name})`;

const style = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier, tags.self], color: syntax("keyword") },
  { tag: [tags.string, tags.special(tags.string), tags.regexp, tags.character], color: syntax("string") },
  { tag: [tags.comment, tags.meta], color: syntax("comment") },
  { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.escape], color: syntax("number") },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.propertyName), tags.macroName],
    color: syntax("name"),
  },
  { tag: [tags.className, tags.definition(tags.typeName), tags.tagName], color: syntax("type") },
  { tag: [tags.typeName, tags.namespace, tags.attributeName], color: syntax("type") },
  { tag: tags.propertyName, color: "var(--wb-syntax-property)" },
]);

const chrome = EditorView.theme({
  "&": { height: "100%", fontSize: "13px", backgroundColor: "var(--as-code-bg)", color: "var(--as-text)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--as-font-mono)",
    fontVariantLigatures: "none",
    fontFeatureSettings: '"calt" 0, "liga" 0',
    lineHeight: "19.5px",
    overflow: "auto",
  },
  ".cm-content": { padding: "6px 0 40vh" },
  ".cm-line": { padding: "0 12px 0 6px" },
  ".cm-gutters": {
    backgroundColor: "var(--as-code-bg)",
    color: "var(--as-code-gutter)",
    border: "none",
  },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "40px", padding: "0 4px 0 19px", cursor: "pointer" },
  ".cm-foldGutter .cm-gutterElement": { width: "15px", cursor: "pointer", textAlign: "center" },
  ".cm-cursor": { display: "none" },
  ".cm-tooltip": {
    backgroundColor: "var(--as-surface)",
    color: "var(--as-text)",
    border: "1px solid var(--as-line)",
    borderRadius: "var(--as-radius)",
    boxShadow: "var(--as-shadow-raised)",
  },
  ".cm-panels": {
    backgroundColor: "var(--as-surface)",
    color: "var(--as-text)",
    borderColor: "var(--as-line)",
  },
  ".cm-panel.cm-search": { padding: "6px 10px", fontFamily: "var(--as-font-ui)" },
  ".cm-textfield": {
    backgroundColor: "var(--as-code-bg)",
    color: "var(--as-text)",
    border: "1px solid var(--as-line-control)",
    borderRadius: "var(--as-radius-small)",
    fontSize: "13px",
  },
  ".cm-button": {
    backgroundImage: "none",
    backgroundColor: "var(--as-surface-2)",
    color: "var(--as-text)",
    border: "1px solid var(--as-line-control)",
    borderRadius: "var(--as-radius-small)",
    fontSize: "12px",
  },
  ".cm-searchMatch": { backgroundColor: "var(--as-warn-soft)", outline: "1px solid var(--as-minor)" },
  "&.cm-merge-a .cm-changedLine, .cm-deletedChunk": { backgroundColor: "var(--as-diff-remove)" },
  "&.cm-merge-b .cm-changedLine": { backgroundColor: "var(--as-diff-add)" },
  "&.cm-merge-a .cm-changedText": { background: "color-mix(in srgb, var(--as-blocker) 30%, transparent)" },
  "&.cm-merge-b .cm-changedText": { background: "color-mix(in srgb, var(--as-good) 30%, transparent)" },
  "&.cm-merge-a .cm-changedLineGutter": { background: "var(--as-blocker)" },
  "&.cm-merge-b .cm-changedLineGutter": { background: "var(--as-good)" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  ".cm-foldPlaceholder": {
    backgroundColor: "var(--as-surface-2)",
    border: "1px solid var(--as-line)",
    color: "var(--as-text-muted)",
    padding: "0 4px",
  },
});

export const theme = [chrome, syntaxHighlighting(style)];
