/** How the files of a candidate belong together: which one an import means, and what is made of each, leaves first. */
import { init, parse } from "es-module-lexer";

export type Files = Readonly<Record<string, string>>;

/** One file as a module, and the styles that belong to it. */
export interface Made {
  code: string;
  css: string;
}

export type Make = (path: string, text: string) => Promise<Made>;

/** Where a module can be imported from: an address for a file of the candidate, or of a library that is here. */
export interface Addresses {
  /** Makes an address for a module's text. */
  of: (code: string) => string;
  /** By the name under which it is imported. */
  libraries: Readonly<Record<string, string>>;
}

const endings = ["", ".ts", ".js", ".mjs", ".vue", ".svelte", "/index.ts", "/index.js"];

/** The file that `specifier`, written in the file `from`, means; null when the candidate has none. */
export function resolved(files: Files, from: string, specifier: string): string | null {
  const base = specifier.startsWith("/")
    ? specifier.slice(1)
    : specifier.startsWith("@/") || specifier.startsWith("$lib/")
      ? `src/${specifier.replace(/^(@|\$lib)\//, specifier.startsWith("@") ? "" : "lib/")}`
      : [...from.split("/").slice(0, -1), specifier].join("/");
  const parts: string[] = [];
  for (const part of base.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  const path = parts.join("/");
  return endings.map((ending) => path + ending).find((one) => Object.hasOwn(files, one)) ?? null;
}

/** Whether an import means a file of the candidate, and not a library. */
export function local(specifier: string): boolean {
  return /^(\.{0,2}\/|@\/|\$lib\/)/.test(specifier);
}

/**
 * The address of the module that `entry` becomes, with everything it imports; `styled` hears of styles.
 *
 * Throws an Error that names the file for what cannot be shown: a file that is not there, a library that is not here,
 * files that import each other.
 */
export async function linked(
  files: Files,
  entry: string,
  make: Make,
  addresses: Addresses,
  styled: (css: string) => void,
): Promise<string> {
  await init;
  const done = new Map<string, string>();

  async function address(path: string, above: readonly string[]): Promise<string> {
    const known = done.get(path);
    if (known !== undefined) return known;
    if (above.includes(path)) {
      throw new Error(`${above.at(-1)} and ${path} import each other, which a preview cannot show`);
    }
    const { code, css } = await make(path, files[path] ?? "");
    if (css) styled(css);
    const found = addresses.of(await rewritten(path, code, [...above, path]));
    done.set(path, found);
    return found;
  }

  async function rewritten(path: string, code: string, above: readonly string[]): Promise<string> {
    let text = "";
    let from = 0;
    for (const one of parse(code)[0]) {
      if (one.specifier === undefined || one.specifier === null) continue;
      const target = await meant(path, one.specifier, above);
      // The place of an import that is done later has its quotes around it in it.
      text += code.slice(from, one.start) + (one.type === "dynamic" ? JSON.stringify(target) : target);
      from = one.end;
    }
    return text + code.slice(from);
  }

  async function meant(path: string, specifier: string, above: readonly string[]): Promise<string> {
    if (!local(specifier)) {
      const library = addresses.libraries[specifier];
      if (library === undefined)
        throw new Error(`${path} imports ${specifier}, which a preview does not have`);
      return library;
    }
    const file = resolved(files, path, specifier);
    if (file === null) throw new Error(`${path} imports ${specifier}, which is no file of this candidate`);
    return address(file, above);
  }

  return address(entry, []);
}
