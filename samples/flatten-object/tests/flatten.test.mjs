import assert from "node:assert/strict";
import { test } from "node:test";

import { flatten } from "./load.mjs";

test("simple values stay", () => {
  assert.deepEqual(flatten({ a: 1, b: "two", c: true }), { a: 1, b: "two", c: true });
});

test("objects are merged into their parent", () => {
  assert.deepEqual(flatten({ a: 1, b: { c: 2, d: { e: 3 } } }), { a: 1, "b.c": 2, "b.d.e": 3 });
});

test("lists are merged with their indices", () => {
  assert.deepEqual(flatten({ a: [5, 6], b: 7 }), { "a.0": 5, "a.1": 6, b: 7 });
});
