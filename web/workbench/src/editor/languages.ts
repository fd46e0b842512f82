/**
 * Grammars, each loaded when a file of its language is first shown. A file without one is shown plain.
 *
 * Taken are the languages, not the packages' `python()` and the like: those add completions, which no editor here offers.
 */
import type { Extension } from "@codemirror/state";
import { StreamLanguage } from "@codemirror/language";

type Load = () => Promise<Extension>;

const python: Load = async () => (await import("@codemirror/lang-python")).pythonLanguage;
const jsx: Load = async () => {
  const { autoCloseTags, jsxLanguage } = await import("@codemirror/lang-javascript");
  return [jsxLanguage, autoCloseTags];
};
const typescript: Load = async () => (await import("@codemirror/lang-javascript")).typescriptLanguage;
const tsx: Load = async () => {
  const { autoCloseTags, tsxLanguage } = await import("@codemirror/lang-javascript");
  return [tsxLanguage, autoCloseTags];
};
const cpp: Load = async () => (await import("@codemirror/lang-cpp")).cppLanguage;
const html: Load = async () => {
  const { autoCloseTags, htmlLanguage } = await import("@codemirror/lang-html");
  return [htmlLanguage, autoCloseTags];
};
const yaml: Load = async () => (await import("@codemirror/lang-yaml")).yamlLanguage;
const shell: Load = async () =>
  StreamLanguage.define((await import("@codemirror/legacy-modes/mode/shell")).shell);
const docker: Load = async () =>
  StreamLanguage.define((await import("@codemirror/legacy-modes/mode/dockerfile")).dockerFile);
const toml: Load = async () =>
  StreamLanguage.define((await import("@codemirror/legacy-modes/mode/toml")).toml);

const loaders: Record<string, Load> = {
  py: python,
  js: jsx,
  mjs: jsx,
  cjs: jsx,
  jsx,
  ts: typescript,
  mts: typescript,
  tsx,
  go: async () => (await import("@codemirror/lang-go")).goLanguage,
  rs: async () => (await import("@codemirror/lang-rust")).rustLanguage,
  java: async () => (await import("@codemirror/lang-java")).javaLanguage,
  c: cpp,
  h: cpp,
  cc: cpp,
  cpp,
  cxx: cpp,
  hpp: cpp,
  html,
  htm: html,
  svelte: html,
  vue: html,
  css: async () => (await import("@codemirror/lang-css")).cssLanguage,
  json: async () => (await import("@codemirror/lang-json")).jsonLanguage,
  toml,
  sql: async () => (await import("@codemirror/lang-sql")).StandardSQL,
  yml: yaml,
  yaml,
  sh: shell,
  bash: shell,
  dockerfile: docker,
};

/** The key of {@link loaders} for a file: by its name or ending; a bare name is a script in a shell task. */
export function grammarOf(path: string, language: string): string | null {
  const name = (path.split("/").at(-1) ?? "").toLowerCase();
  if (name === "dockerfile" || name.startsWith("dockerfile.")) return "dockerfile";
  const dot = name.lastIndexOf(".");
  if (dot < 0) return language === "shell" ? "sh" : null;
  const ending = name.slice(dot + 1);
  return Object.hasOwn(loaders, ending) ? ending : null;
}

export async function loadLanguage(path: string, language: string): Promise<Extension> {
  const grammar = grammarOf(path, language);
  return (grammar === null ? undefined : await loaders[grammar]?.()) ?? [];
}
