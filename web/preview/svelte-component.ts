/** Components and modules of Svelte. */
import { compile, compileModule } from "svelte/compiler";
import type { Made } from "./graph.ts";
import { javascript, type Warn } from "./make.ts";

export async function svelte(path: string, text: string, warn: Warn): Promise<Made> {
  const made = path.endsWith(".svelte")
    ? compile(text, { filename: path, generate: "client", css: "external" })
    : compileModule(path.endsWith(".ts") ? await javascript(path, text) : text, {
        filename: path,
        generate: "client",
      });
  for (const { message, filename } of made.warnings) warn(`${filename ?? path}: ${message}`);
  return { code: made.js.code, css: made.css?.code ?? "" };
}
