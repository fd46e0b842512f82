import { svelte } from "@sveltejs/vite-plugin-svelte";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { iconsPlugin } from "./vendor/icons.ts";
import { vendorPlugin } from "./vendor/plugin.ts";

const root = import.meta.dirname;
const output = join(root, "..", "src", "assay_web", "static");

const entry = join(root, "workbench", "src", "index.ts");

export default defineConfig({
  root,
  base: "./",
  publicDir: false,
  plugins: [svelte(), iconsPlugin(), vendorPlugin(join(output, "vendor"))],
  build: {
    outDir: join(output, "workbench"),
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: entry,
      output: {
        // What the entry imports at once, apart from itself: were it in the entry, lazy chunks would import the entry
        // by its own name, and a page that loads it under another one (?v=, hashed) would get it twice.
        codeSplitting: { groups: [{ name: "core", tags: ["$initial"], test: (id) => id !== entry }] },
        entryFileNames: "workbench.js",
        chunkFileNames: "chunks/[name]-[hash].js",
        assetFileNames: "workbench[extname]",
      },
    },
  },
  test: {
    environment: "node",
    include: ["workbench/src/**/*.test.ts", "preview/*.test.ts"],
    testTimeout: 120_000, // no test depends on speed
    restoreMocks: true,
    sequence: { shuffle: true },
  },
});
