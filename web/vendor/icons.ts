/** The icons that the pages and the workbench use: names in icons.txt, drawings from lucide-static. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const here = dirname(fileURLToPath(import.meta.url));
const drawings = join(dirname(createRequire(import.meta.url).resolve("lucide-static/package.json")), "icons");

/** Other names by which pages may ask for an icon. */
const aliases: Record<string, string> = { home: "house" };

/** Name to the inside of its 24 by 24 drawing, stroked in the current colour. */
export function readIcons(): Record<string, string> {
  const names = readFileSync(join(here, "icons.txt"), "utf8").split("\n").filter(Boolean);
  const read = (name: string): string =>
    readFileSync(join(drawings, `${name}.svg`), "utf8")
      .replace(/^[\s\S]*?<svg[^>]*>/, "")
      .replace(/<\/svg>\s*$/, "")
      .replace(/\s*\n\s*/g, "");
  const icons = Object.fromEntries(names.map((name) => [name, read(name)]));
  for (const [alias, name] of Object.entries(aliases)) icons[alias] = read(name);
  return icons;
}

/** One file of `<symbol>`s, for `<use href="icons.svg#name">`. */
export function sprite(icons: Record<string, string>): string {
  const symbols = Object.entries(icons).map(
    ([name, inside]) =>
      `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" ` +
      `stroke-linecap="round" stroke-linejoin="round">${inside}</symbol>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
}

/** Makes `import icons from "virtual:icons"` give the same drawings to the workbench, without a request. */
export function iconsPlugin(): Plugin {
  const id = "virtual:icons";
  return {
    name: "assay-icons",
    resolveId: (source) => (source === id ? `\0${id}` : null),
    load: (source) => (source === `\0${id}` ? `export default ${JSON.stringify(readIcons())};` : null),
  };
}
