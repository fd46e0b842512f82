import { describe, expect, it } from "vitest";
import { maker } from "./make.ts";

const warnings: string[] = [];
const make = maker((text) => warnings.push(text));

describe("Vue", () => {
  it("compiles a script of set-up in TypeScript with its template and limited styles", async () => {
    const { code, css } = await make(
      "App.vue",
      `<script setup lang="ts">
import { ref } from "vue";
const count = ref<number>(0);
</script>
<template><button @click="count++">{{ count as number }}</button></template>
<style scoped>button { color: red }</style>`,
    );
    expect(code).toContain("export default __component;");
    expect(code).not.toContain("<number>");
    expect(code).toMatch(/__component\.__scopeId = "data-v-\w+"/);
    expect(css).toMatch(/button\[data-v-\w+\]/);
  });

  it("compiles an ordinary script, and a template without one", async () => {
    const ordinary = await make("A.vue", "<script>export default {}</script><template><p>1</p></template>");
    expect(ordinary.code).toContain("__component.render = __render;");
    const alone = await make("B.vue", "<template><p>1</p></template>");
    expect(alone.code).toContain("const __component = {};");
  });

  it.each([
    ["<template><p></template>", "A.vue: Element is missing end tag."],
    ['<script src="./a.js"></script>', "A.vue takes a part from ./a.js; a preview needs it in one file"],
    [
      '<script lang="tsx">export default {}</script>',
      "A.vue is written in tsx, which a preview does not compile",
    ],
    [
      '<template lang="pug">p</template>',
      "the template of A.vue is in pug, which a preview does not compile",
    ],
  ])("refuses %s and says why", async (text, reason) => {
    await expect(make("A.vue", text)).rejects.toThrow(reason);
  });

  it("tells which styles it leaves out", async () => {
    warnings.length = 0;
    const { css } = await make(
      "A.vue",
      '<template><p>1</p></template><style lang="scss">p { a { b: c } }</style>',
    );
    expect(css).toBe("");
    expect(warnings).toEqual(["A.vue: styles in scss are left out here"]);
  });
});

describe("Svelte", () => {
  it("compiles a component with its styles", async () => {
    const { code, css } = await make(
      "App.svelte",
      '<script lang="ts">let n: number = $state(0);</script><p>{n}</p><style>p { color: red }</style>',
    );
    expect(code).toContain("svelte/internal/client");
    expect(css).toMatch(/p\.svelte-\w+/);
  });

  it("compiles a module with state", async () => {
    const { code } = await make("state.svelte.ts", "export const a: { n: number } = $state({ n: 1 });");
    expect(code).toContain("proxy(");
  });

  it("refuses what is not one, with the place", async () => {
    await expect(make("App.svelte", "<p>{")).rejects.toThrow();
  });
});

describe("other files", () => {
  it("gives styles, data and scripts as modules", async () => {
    expect((await make("a.css", "p {}")).css).toBe("p {}");
    expect((await make("a.json", '{"a": "</script>"}')).code).toBe('export default {"a":"</script>"};');
    expect((await make("a.ts", "export const a: number = 1;")).code).toBe("export const a = 1;");
  });

  it("refuses what it does not know", async () => {
    await expect(make("a.php", "")).rejects.toThrow("a.php is of no kind that a preview can show");
  });
});
