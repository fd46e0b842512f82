/** Fills static/vendor/ with what the pages use as it is: Bootstrap's CSS, htmx, fonts, the icon sprite, licences. */
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { readIcons, sprite } from "./icons.ts";

const modules = join(dirname(fileURLToPath(import.meta.url)), "..", "node_modules");

/** From (in node_modules) to (in static/vendor). */
const copies: [string, string][] = [
  ["bootstrap/dist/css/bootstrap.min.css", "bootstrap.min.css"],
  ["bootstrap/LICENSE", "licences/bootstrap.txt"],
  ["htmx.org/dist/htmx.min.js", "htmx.min.js"],
  ["htmx.org/LICENSE", "licences/htmx.txt"],
  ["@fontsource-variable/inter/files/inter-latin-wght-normal.woff2", "fonts/inter-latin.woff2"],
  ["@fontsource-variable/inter/LICENSE", "licences/inter.txt"],
  [
    "@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2",
    "fonts/jetbrains-mono-latin.woff2",
  ],
  ["@fontsource-variable/jetbrains-mono/LICENSE", "licences/jetbrains-mono.txt"],
  ["lucide-static/LICENSE", "licences/lucide.txt"],
  ["vue/LICENSE", "licences/vue.txt"],
  ["svelte/LICENSE.md", "licences/svelte.txt"],
  ["sucrase/LICENSE", "licences/sucrase.txt"],
  ["es-module-lexer/LICENSE", "licences/es-module-lexer.txt"],
];

const fonts = `@font-face {
  font-family: "Inter";
  font-style: normal;
  font-weight: 100 900;
  font-display: swap;
  src: url("fonts/inter-latin.woff2") format("woff2");
}
@font-face {
  font-family: "JetBrains Mono";
  font-style: normal;
  font-weight: 100 800;
  font-display: swap;
  src: url("fonts/jetbrains-mono-latin.woff2") format("woff2");
}
`;

export function vendorPlugin(target: string): Plugin {
  return {
    name: "assay-vendor",
    apply: "build",
    closeBundle() {
      rmSync(target, { recursive: true, force: true });
      for (const [from, to] of copies) {
        mkdirSync(dirname(join(target, to)), { recursive: true });
        cpSync(join(modules, from), join(target, to));
      }
      writeFileSync(join(target, "fonts.css"), fonts);
      writeFileSync(join(target, "icons.svg"), sprite(readIcons()));
    },
  };
}
