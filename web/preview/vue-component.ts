/** Single-file components of Vue. */
import { compileScript, compileStyle, compileTemplate, parse, type SFCDescriptor } from "vue/compiler-sfc";
import type { Made } from "./graph.ts";
import { javascript, type Warn } from "./make.ts";

export async function vue(path: string, text: string, warn: Warn): Promise<Made> {
  const { descriptor, errors } = parse(text, { filename: path });
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`);
  for (const block of [descriptor.template, descriptor.script, descriptor.scriptSetup]) {
    if (block?.src) throw new Error(`${path} takes a part from ${block.src}; a preview needs it in one file`);
  }
  const id = name(path);
  const scoped = descriptor.styles.some((style) => style.scoped);
  const script = await scriptOf(path, descriptor, id);
  const template = templateOf(path, descriptor, id, scoped, script.bindings);
  const lines = [script.code, template && `${template}\n__component.render = __render;`];
  if (scoped) lines.push(`__component.__scopeId = "data-v-${id}";`);
  lines.push("export default __component;");
  return { code: lines.filter(Boolean).join("\n"), css: stylesOf(path, descriptor, id, warn) };
}

/** A name that no other file of a candidate has, for the attribute that limits styles to one component. */
function name(path: string): string {
  return [...path].map((one) => (one.codePointAt(0) ?? 0).toString(36)).join("");
}

type Bindings = ReturnType<typeof compileScript>["bindings"];

async function scriptOf(
  path: string,
  descriptor: SFCDescriptor,
  id: string,
): Promise<{ code: string; bindings: Bindings }> {
  if (!descriptor.script && !descriptor.scriptSetup) return { code: "const __component = {};", bindings: {} };
  const script = compileScript(descriptor, { id, inlineTemplate: true, genDefaultAs: "__component" });
  if (script.lang && !["js", "ts"].includes(script.lang)) {
    throw new Error(`${path} is written in ${script.lang}, which a preview does not compile`);
  }
  const code = script.lang === "ts" ? await javascript(path, script.content) : script.content;
  return { code, bindings: script.bindings };
}

/** The function that draws it, where the script does not hold it already. */
function templateOf(
  path: string,
  descriptor: SFCDescriptor,
  id: string,
  scoped: boolean,
  bindings: Bindings,
): string {
  if (!descriptor.template || descriptor.scriptSetup) return "";
  if (descriptor.template.lang && descriptor.template.lang !== "html") {
    throw new Error(
      `the template of ${path} is in ${descriptor.template.lang}, which a preview does not compile`,
    );
  }
  const { code, errors } = compileTemplate({
    source: descriptor.template.content,
    filename: path,
    id,
    scoped,
    ...(bindings ? { compilerOptions: { bindingMetadata: bindings } } : {}),
  });
  if (errors[0]) throw new Error(`${path}: ${typeof errors[0] === "string" ? errors[0] : errors[0].message}`);
  return code.replace("export function render(", "function __render(");
}

function stylesOf(path: string, descriptor: SFCDescriptor, id: string, warn: Warn): string {
  return descriptor.styles
    .map((style) => {
      if (style.src || style.module || (style.lang && style.lang !== "css")) {
        warn(
          `${path}: styles ${style.src ? "from other files" : `in ${style.lang ?? "modules"}`} are left out here`,
        );
        return "";
      }
      const { code, errors } = compileStyle({
        source: style.content,
        filename: path,
        id: `data-v-${id}`,
        scoped: style.scoped ?? false,
      });
      if (errors[0]) throw new Error(`${path}: ${errors[0].message}`);
      return code;
    })
    .join("\n");
}
