// Runs inside the sandbox: the candidate's names at hand, a snippet is run; one JSON line on descriptor 3.
import fs from "node:fs";
import { pathToFileURL } from "node:url";
import { inspect, isDeepStrictEqual } from "node:util";

const REPORT = 3;
const LONGEST = 4000;
const asked = JSON.parse(fs.readFileSync(0, "utf8"));
const AsyncFunction = (async () => {}).constructor;

function parses(code) {
  try {
    new AsyncFunction(code);
    return true;
  } catch {
    return false;
  }
}

/** Everything before the last expression, and that expression; the latter is empty when there is none. */
function parts(code) {
  const text = code.trimEnd().replace(/;+$/, "");
  const cuts = [...text.matchAll(/[;\n]/g)].map((found) => found.index + 1);
  for (const cut of [...cuts.reverse(), 0]) {
    const [head, last] = [text.slice(0, cut), text.slice(cut).trim()];
    if (last && !last.startsWith("//") && parses(`return (${last}\n)`) && parses(head)) return { setup: head, last };
  }
  return { setup: code, last: "" };
}

function literal(value) {
  if (value === undefined) return "undefined";
  try {
    const text = JSON.stringify(value);
    return text.length <= LONGEST && isDeepStrictEqual(JSON.parse(text), value) ? text : "";
  } catch {
    return "";
  }
}

function raised(error) {
  const name = error instanceof Error ? error.name : `thrown ${typeof error}`;
  const told = { ended: "raised", error: name, message: String(error?.message ?? error).slice(0, LONGEST) };
  const here = pathToFileURL(process.cwd()).href;
  for (const line of String(error?.stack ?? "").split("\n")) {
    const found = /((?:file:\/\/)?\/[^()]*?):(\d+):\d+\)?$/.exec(line);
    const path = found?.[1].replace(`${here}/`, "").replace(`${process.cwd()}/`, "");
    if (path && asked.paths.includes(path)) return { ...told, path, line: Number(found[2]) };
  }
  return told;
}

async function settled(value) {
  const awaited = await value;
  return typeof awaited?.next === "function" && typeof awaited?.[Symbol.iterator] === "function"
    ? [...awaited]
    : awaited;
}

async function bring() {
  for (const path of asked.paths) {
    const module = await import(pathToFileURL(path).href);
    const inner = module.default;
    if (typeof inner === "function" && inner.name) globalThis[inner.name] ??= inner;
    else if (typeof inner === "object" && inner !== null) Object.assign(globalThis, inner);
    for (const [name, value] of Object.entries(module)) if (name !== "default") globalThis[name] = value;
  }
}

const tell = (told) => fs.writeSync(REPORT, `${JSON.stringify(told)}\n`);

let told;
const { setup, last } = parts(asked.code);
tell({ setup, last });
try {
  await bring();
  const run = new AsyncFunction(last ? `${setup}\nreturn (${last}\n)` : setup);
  const value = await settled(run());
  told = { ended: "returned" };
  if (last) Object.assign(told, { value: inspect(value, { depth: 6 }).slice(0, LONGEST), literal: literal(value) });
} catch (error) {
  told = raised(error);
}
tell(told);
process.exit(0);
