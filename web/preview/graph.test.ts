import { describe, expect, it } from "vitest";
import { linked, resolved, type Files } from "./graph.ts";

const asText = (code: string): string => `<${code}>`;

async function link(files: Files, entry: string, css: string[] = []): Promise<string> {
  const make = async (path: string, text: string) =>
    path.endsWith(".css") ? { code: "", css: text } : { code: text, css: "" };
  return linked(files, entry, make, { of: asText, libraries: { vue: "/lib/vue.js" } }, (one) =>
    css.push(one),
  );
}

describe("what an import means", () => {
  const files = {
    "src/App.vue": "",
    "src/parts/Row.vue": "",
    "src/lib/sum.ts": "",
    "src/parts/index.ts": "",
  };

  it.each([
    ["src/App.vue", "./parts/Row.vue", "src/parts/Row.vue"],
    ["src/App.vue", "./lib/sum", "src/lib/sum.ts"],
    ["src/App.vue", "./parts", "src/parts/index.ts"],
    ["src/parts/Row.vue", "../lib/sum.ts", "src/lib/sum.ts"],
    ["src/parts/Row.vue", "@/App.vue", "src/App.vue"],
    ["src/parts/Row.vue", "$lib/sum", "src/lib/sum.ts"],
    ["src/App.vue", "/src/lib/sum.ts", "src/lib/sum.ts"],
  ])("in %s, %s is %s", (from, specifier, path) => {
    expect(resolved(files, from, specifier)).toBe(path);
  });

  it("is nothing for a file that is not there, whatever objects inherit", () => {
    expect(resolved(files, "src/App.vue", "../../../etc/passwd")).toBeNull();
    expect(resolved(files, "App.vue", "./constructor")).toBeNull();
    expect(resolved(files, "App.vue", "./__proto__")).toBeNull();
  });
});

describe("linking", () => {
  it("puts addresses where files and libraries were named, leaves first", async () => {
    const files = {
      "a.js": 'import b from "./b.js"; import { ref } from "vue";',
      "b.js": "export default 1",
    };
    expect(await link(files, "a.js")).toBe(
      '<import b from "<export default 1>"; import { ref } from "/lib/vue.js";>',
    );
  });

  it("makes a file that two import only once", async () => {
    let made = 0;
    const files = { "a.js": 'import "./b.js"; import "./c.js";', "b.js": 'import "./c.js";', "c.js": "1" };
    const make = async (_: string, text: string) => ((made += 1), { code: text, css: "" });
    await linked(files, "a.js", make, { of: asText, libraries: {} }, () => undefined);
    expect(made).toBe(3);
  });

  it("follows imports that are done later, and passes over those that are worked out", async () => {
    const files = { "a.js": 'import("./b.js"); import(name);', "b.js": "1" };
    expect(await link(files, "a.js")).toBe('<import("<1>"); import(name);>');
  });

  it("hands out styles", async () => {
    const css: string[] = [];
    await link({ "a.js": 'import "./a.css"', "a.css": "p {}" }, "a.js", css);
    expect(css).toEqual(["p {}"]);
  });

  it.each([
    ['import "./gone.js"', "a.js imports ./gone.js, which is no file of this candidate"],
    ['import "react"', "a.js imports react, which a preview does not have"],
    ['import "./b.js"', "b.js and a.js import each other, which a preview cannot show"],
  ])("refuses %s and says why", async (code, reason) => {
    await expect(link({ "a.js": code, "b.js": 'import "./a.js"' }, "a.js")).rejects.toThrow(reason);
  });
});
