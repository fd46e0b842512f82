/** Shows a component in the frame of a preview: compiles it and what it imports, here, where nothing can be reached. */
import { linked, type Files } from "./graph.ts";
import { maker } from "./make.ts";

interface Given {
  entry: string;
  files: Files;
}

/** Not written in place below: the build would take that for files that it should bring along. */
const here = import.meta.url;
const libraries = Object.fromEntries(
  __LIBRARIES__.map((name) => [name, new URL(`./${name.replaceAll("/", "-")}.js`, here).href]),
);

function given(): Given {
  return JSON.parse(document.getElementById("assay-files")?.textContent ?? "{}") as Given;
}

function styled(css: string): void {
  const style = document.createElement("style");
  style.textContent = css;
  document.head.append(style);
}

/** Loads Vue, whose build with warnings greets in the console as if it were the candidate. */
async function loadVue(): Promise<typeof import("vue")> {
  const { info } = console;
  console.info = () => undefined;
  try {
    return (await import(/* @vite-ignore */ libraries["vue"] ?? "")) as typeof import("vue");
  } finally {
    console.info = info;
  }
}

async function show({ entry, files }: Given, target: Element): Promise<void> {
  const vue = entry.endsWith(".vue") ? await loadVue() : null;
  const make = maker((text) => console.warn(text));
  const of = (code: string): string => URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  const address = await linked(files, entry, make, { of, libraries }, styled);
  const { default: component } = (await import(/* @vite-ignore */ address)) as { default: unknown };
  if (vue) {
    vue.createApp(component as Parameters<typeof vue.createApp>[0]).mount(target);
  } else {
    const { mount } = (await import(/* @vite-ignore */ libraries["svelte"] ?? "")) as typeof import("svelte");
    mount(component as Parameters<typeof mount>[0], { target });
  }
}

const target = document.getElementById("assay-component");
if (target) show(given(), target).catch((error: unknown) => console.error(error));
