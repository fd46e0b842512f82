/** From a file of a candidate to a module that browsers run. Compilers are loaded when a file asks for them. */
import type { Made } from "./graph.ts";

export type Warn = (text: string) => void;

/** A maker that tells what it passes over. Throws an Error that names the file and says why it cannot be made. */
export function maker(warn: Warn): (path: string, text: string) => Promise<Made> {
  return async (path, text) => {
    if (path.endsWith(".vue")) return (await import("./vue-component.ts")).vue(path, text, warn);
    if (/\.svelte(\.(js|ts))?$/.test(path))
      return (await import("./svelte-component.ts")).svelte(path, text, warn);
    if (path.endsWith(".css")) return { code: "export {};", css: text };
    if (path.endsWith(".json"))
      return { code: `export default ${JSON.stringify(JSON.parse(text))};`, css: "" };
    if (path.endsWith(".ts")) return { code: await javascript(path, text), css: "" };
    if (/\.m?js$/.test(path)) return { code: text, css: "" };
    throw new Error(`${path} is of no kind that a preview can show`);
  };
}

/** TypeScript without its types. */
export async function javascript(path: string, text: string): Promise<string> {
  const { transform } = await import("sucrase");
  return transform(text, { transforms: ["typescript"], disableESTransforms: true, filePath: path }).code;
}
