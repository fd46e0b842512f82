import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { createAutosave } from "./autosave.mjs";

const settle = () => new Promise((resolve) => setImmediate(resolve));

let attempts;
let offline;
let autosave;
let unhandled;
const note = (error) => unhandled.push(error.message);

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", note);
  attempts = [];
  unhandled = [];
  offline = true;
  autosave = createAutosave({
    save: async (text) => {
      attempts.push(text);
      if (offline) throw new Error("offline");
    },
    delayMs: 500,
  });
});

afterEach(() => autosave.dispose());

async function quiet() {
  mock.timers.tick(500);
  await settle();
  await settle();
}

test("a failed save is no unhandled rejection", async () => {
  autosave.change("one");
  await quiet();
  assert.deepEqual(unhandled, []);
  assert.equal(autosave.status, "error");
});

test("a failed save is tried again", async () => {
  autosave.change("one");
  await quiet();
  offline = false;
  await quiet();
  assert.deepEqual(attempts, ["one", "one"]);
  assert.equal(autosave.status, "saved");
});

test("after a failure the newest text is saved", async () => {
  autosave.change("one");
  await quiet();
  autosave.change("two");
  offline = false;
  await quiet();
  await quiet();
  assert.deepEqual(attempts, ["one", "two"]);
  assert.equal(autosave.status, "saved");
});

test("a failed flush is tried again", async () => {
  autosave.change("one");
  await assert.rejects(autosave.flush(), /offline/);
  offline = false;
  await quiet();
  assert.deepEqual(attempts, ["one", "one"]);
  assert.deepEqual(unhandled, []);
});

test("nothing is tried again after dispose", async () => {
  autosave.change("one");
  await quiet();
  autosave.dispose();
  await quiet();
  assert.deepEqual(attempts, ["one"]);
});
