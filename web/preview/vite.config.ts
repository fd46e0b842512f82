/** Builds what shows components in previews: the host, the compilers, and the libraries under fixed names. */
import { join } from "node:path";
import { defineConfig } from "vite";
import { input, libraries } from "./libraries.ts";

const here = import.meta.dirname;

export default defineConfig({
  root: here,
  base: "./",
  publicDir: false,
  define: { __LIBRARIES__: JSON.stringify(libraries), "process.env.NODE_ENV": '"development"' },
  resolve: {
    alias: {
      "vue/compiler-sfc": join(here, "../node_modules/@vue/compiler-sfc/dist/compiler-sfc.esm-browser.js"),
      vue: join(here, "../node_modules/vue/dist/vue.runtime.esm-browser.js"),
    },
  },
  build: {
    outDir: join(here, "../../src/assay_web/static/preview"),
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: false,
    chunkSizeWarningLimit: 1_000, // compilers are large, and loaded by frames that need them only
    rolldownOptions: {
      input: { host: join(here, "host.ts"), ...input },
      preserveEntrySignatures: "exports-only",
      output: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
    },
  },
});
