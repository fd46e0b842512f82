/** Grammars, each loaded when a file of its language is first shown. A file without one is shown plain. */
import type { Extension } from "@codemirror/state";
import { StreamLanguage } from "@codemirror/language";

type Load = () => Promise<Extension>;

const typescript = (options: { jsx?: boolean; typescript?: boolean }): Load => {
  return async () => (await import("@codemirror/lang-javascript")).javascript(options);
};
const cpp: Load = async () => (await import("@codemirror/lang-cpp")).cpp();
const yaml: Load = async () => (await import("@codemirror/lang-yaml")).yaml();
const shell: Load = async () =>
  StreamLanguage.define((await import("@codemirror/legacy-modes/mode/shell")).shell);
const docker: Load = async () =>
  StreamLanguage.define((await import("@codemirror/legacy-modes/mode/dockerfile")).dockerFile);

const html: Load = async () => (await import("@codemirror/lang-html")).html();
const toml: Load = async () =>
  StreamLanguage.define((await import("@codemirror/legacy-modes/mode/toml")).toml);

const loaders: Record<string, Load> = {
  py: async () => (await import("@codemirror/lang-python")).python(),
  js: typescript({ jsx: true }),
  mjs: typescript({ jsx: true }),
  cjs: typescript({ jsx: true }),
  jsx: typescript({ jsx: true }),
  ts: typescript({ typescript: true }),
  mts: typescript({ typescript: true }),
  tsx: typescript({ typescript: true, jsx: true }),
  go: async () => (await import("@codemirror/lang-go")).go(),
  rs: async () => (await import("@codemirror/lang-rust")).rust(),
  java: async () => (await import("@codemirror/lang-java")).java(),
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
  css: async () => (await import("@codemirror/lang-css")).css(),
  json: async () => (await import("@codemirror/lang-json")).json(),
  toml,
  sql: async () => (await import("@codemirror/lang-sql")).sql(),
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
