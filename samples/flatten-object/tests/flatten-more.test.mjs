import assert from "node:assert/strict";
import { test } from "node:test";

import { flatten } from "./load.mjs";

test("objects in lists", () => {
  assert.deepEqual(flatten({ a: [{ b: 1 }, { b: 2, c: [3] }] }), { "a.0.b": 1, "a.1.b": 2, "a.1.c.0": 3 });
});

test("lists in lists", () => {
  assert.deepEqual(flatten({ a: [[1, 2], [3]] }), { "a.0.0": 1, "a.0.1": 2, "a.1.0": 3 });
});

test("null is a simple value", () => {
  assert.deepEqual(flatten({ a: null, b: { c: null }, d: [null, 1] }), { a: null, "b.c": null, "d.0": null, "d.1": 1 });
});

test("false, zero and the empty string are kept", () => {
  assert.deepEqual(flatten({ a: false, b: { c: 0 }, d: [""] }), { a: false, "b.c": 0, "d.0": "" });
});

test("nothing in, nothing out", () => {
  assert.deepEqual(flatten({}), {});
});
