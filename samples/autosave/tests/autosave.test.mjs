import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { createAutosave } from "./autosave.mjs";

/** Lets everything that is ready to run go on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

let saved;
let autosave;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  saved = [];
  autosave = createAutosave({ save: async (text) => void saved.push(text), delayMs: 500 });
});

test("saves after the quiet time", async () => {
  autosave.change("one");
  mock.timers.tick(499);
  await settle();
  assert.deepEqual(saved, []);
  mock.timers.tick(1);
  await settle();
  assert.deepEqual(saved, ["one"]);
});

test("each change starts the quiet time anew, and only the newest text is saved", async () => {
  autosave.change("one");
  mock.timers.tick(400);
  autosave.change("two");
  mock.timers.tick(400);
  await settle();
  assert.deepEqual(saved, []);
  mock.timers.tick(100);
  await settle();
  assert.deepEqual(saved, ["two"]);
});

test("flush saves at once and only once", async () => {
  autosave.change("one");
  await autosave.flush();
  assert.deepEqual(saved, ["one"]);
  mock.timers.tick(1000);
  await settle();
  assert.deepEqual(saved, ["one"]);
});

test("flush with nothing unsaved does not save", async () => {
  await autosave.flush();
  assert.deepEqual(saved, []);
});

test("flush rejects with the error of its save", async () => {
  const failing = createAutosave({ save: () => Promise.reject(new Error("offline")), delayMs: 500 });
  failing.change("one");
  await assert.rejects(failing.flush(), /offline/);
  assert.equal(failing.status, "error");
  failing.dispose();
});

test("the status follows the text", async () => {
  const seen = [];
  const watched = createAutosave({ save: async () => {}, delayMs: 500, onStatus: (status) => seen.push(status) });
  assert.equal(watched.status, "saved");
  watched.change("one");
  assert.equal(watched.status, "unsaved");
  mock.timers.tick(500);
  await settle();
  assert.equal(watched.status, "saved");
  assert.deepEqual(seen, ["unsaved", "saving", "saved"]);
});

test("nothing is saved after dispose", async () => {
  autosave.change("one");
  autosave.dispose();
  autosave.change("two");
  mock.timers.tick(5000);
  await settle();
  assert.deepEqual(saved, []);
});
