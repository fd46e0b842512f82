// Runs inside the sandbox: calls one function with each input; a JSON line per call on descriptor 3.
// Values are tagged as in ../_python/codec.py. Undefined is an object of its own, unlike null.
import fs from "node:fs";
import { inspect } from "node:util";
import vm from "node:vm";
import { pathToFileURL } from "node:url";

const REPORT = 3;
const MOST_LATE = 3;
const MOST_PRINTED = 10_000;
const MOST_VALUES = 20_000;
const DEEPEST = 40;

const asked = JSON.parse(fs.readFileSync(0, "utf8"));
let printed = "";
const write = (chunk) => {
  if (printed.length < MOST_PRINTED) printed += String(chunk);
  return true;
};
process.stdout.write = write;
process.stderr.write = () => true;

function tell(told) {
  fs.writeSync(REPORT, `${JSON.stringify(told)}\n`);
}

function encoder() {
  let count = 0;
  const form = (value, depth) => {
    count += 1;
    if (depth > DEEPEST || count > MOST_VALUES) return ["x"];
    if (value === null) return ["n"];
    switch (typeof value) {
      case "boolean":
        return ["b", value];
      case "bigint":
        return ["i", String(value)];
      case "number":
        return Number.isInteger(value) ? ["i", String(BigInt(value))] : ["f", real(value)];
      case "string":
        return value.length <= MOST_VALUES ? ["s", value.toWellFormed()] : ["x"];
      case "object":
        return structure(value, depth + 1);
      default:
        return ["o", typeof value, inspect(value).slice(0, 2000)];
    }
  };
  const structure = (value, depth) => {
    if (Array.isArray(value)) return ["l", Array.from(value, (part) => form(part, depth))];
    if (value instanceof Set) return ["S", [...value].map((part) => form(part, depth)).sort(byText)];
    if (value instanceof Map) return ["d", [...value].map(([key, part]) => [form(key, depth), form(part, depth)])];
    const parent = Object.getPrototypeOf(value);
    if (parent === Object.prototype || parent === null)
      return ["d", Object.entries(value).map(([key, part]) => [["s", key], form(part, depth)])];
    return ["o", String(parent.constructor?.name), inspect(value, { depth: 6 }).slice(0, 2000)];
  };
  return (value) => form(value, 0);
}

function byText(one, other) {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}

function real(value) {
  if (Number.isNaN(value)) return "nan";
  return Number.isFinite(value) ? String(value) : value > 0 ? "inf" : "-inf";
}

function decode([tag, content]) {
  switch (tag) {
    case "n":
      return null;
    case "i":
      return Number(content);
    case "f":
      return content === "nan" ? NaN : Number(content.replace("inf", "Infinity"));
    case "l":
    case "t":
      return content.map(decode);
    case "S":
      return new Set(content.map(decode));
    case "d":
      return content.every(([key]) => key[0] === "s")
        ? Object.fromEntries(content.map(([key, part]) => [key[1], decode(part)]))
        : new Map(content.map(([key, part]) => [decode(key), decode(part)]));
    default:
      return content;
  }
}

const LATE = Symbol("late");

async function settled(value, seconds) {
  if (typeof value?.then === "function") {
    let timer;
    const late = new Promise((resolve) => (timer = setTimeout(resolve, 5000 * seconds, LATE)));
    try {
      return await Promise.race([value, late]);
    } finally {
      clearTimeout(timer);
    }
  }
  return typeof value?.next === "function" && typeof value?.[Symbol.iterator] === "function" ? [...value] : value;
}

const script = new vm.Script("globalThis.__assayCall()");

async function call(work, given, seconds) {
  const values = given.map(decode);
  printed = "";
  globalThis.__assayCall = () => work(...values);
  const told = {};
  try {
    const value = await settled(script.runInThisContext({ timeout: Math.ceil(1000 * seconds) }), seconds);
    if (value === LATE) return { ended: "timed out" };
    Object.assign(told, { ended: "returned", value: encoder()(value) });
  } catch (error) {
    if (error?.code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return { ended: "timed out" };
    const thrown = error instanceof Error ? error.name : `thrown ${typeof error}`;
    Object.assign(told, { ended: "raised", error: thrown, message: String(error?.message ?? error).slice(0, 300) });
  }
  const after = values.map((value) => encoder()(value));
  const before = given.map((one) => encoder()(decode(one)));
  if (JSON.stringify(after) !== JSON.stringify(before)) told.changed = after;
  if (printed) told.printed = printed.slice(0, MOST_PRINTED);
  return told;
}

let work;
try {
  await import(pathToFileURL(asked.path).href);
  work = globalThis.__assayEntry;
} catch (error) {
  const told = { ended: "raised", error: `on import: ${error?.name}`, message: String(error?.message).slice(0, 300) };
  for (const _ of asked.inputs) tell(told);
  process.exit(0);
}
let late = 0;
for (const given of asked.inputs) {
  const told = late < MOST_LATE ? await call(work, given, asked.seconds) : { ended: "unknown" };
  if (told.ended === "timed out") late += 1;
  tell(told);
}
process.exit(0);
