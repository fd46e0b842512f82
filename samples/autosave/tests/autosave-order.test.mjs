import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { createAutosave } from "./autosave.mjs";

const settle = () => new Promise((resolve) => setImmediate(resolve));

/** A server whose answers the test gives by hand. */
class Server {
  calls = [];
  running = 0;
  mostRunning = 0;

  save = (text) =>
    new Promise((resolve, reject) => {
      this.running += 1;
      this.mostRunning = Math.max(this.mostRunning, this.running);
      const end = (answer) => () => {
        this.running -= 1;
        answer();
      };
      this.calls.push({ text, store: end(resolve), fail: end(() => reject(new Error(`lost ${text}`))) });
    });

  get texts() {
    return this.calls.map((call) => call.text);
  }
}

let server;
let autosave;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  server = new Server();
  autosave = createAutosave({ save: server.save, delayMs: 500 });
});

async function quiet() {
  mock.timers.tick(500);
  await settle();
}

test("two saves are never under way together", async () => {
  autosave.change("one");
  await quiet();
  autosave.change("two");
  await quiet();
  await quiet();
  assert.equal(server.mostRunning, 1);
  server.calls[0].store();
  await settle();
  assert.deepEqual(server.texts, ["one", "two"]);
});

test("flush waits for the save that is under way", async () => {
  autosave.change("one");
  await quiet();
  autosave.change("two");
  const flushed = autosave.flush();
  await settle();
  assert.equal(server.mostRunning, 1);
  let done = false;
  flushed.then(() => (done = true));
  server.calls[0].store();
  await settle();
  assert.equal(done, false, "resolved although only an older text was stored");
  assert.deepEqual(server.texts, ["one", "two"]);
  server.calls[1].store();
  await flushed;
  assert.equal(autosave.status, "saved");
});

test("flush of the text that is being saved does not save it twice", async () => {
  autosave.change("one");
  await quiet();
  const flushed = autosave.flush();
  await settle();
  assert.deepEqual(server.texts, ["one"]);
  server.calls[0].store();
  await flushed;
  await quiet();
  assert.deepEqual(server.texts, ["one"]);
});

test("a text changed during a save is saved when that has ended, without another change", async () => {
  autosave.change("one");
  await quiet();
  autosave.change("two");
  autosave.change("three");
  server.calls[0].store();
  await settle();
  await quiet();
  assert.deepEqual(server.texts, ["one", "three"]);
});

test("the status is not saved while a newer text waits", async () => {
  const seen = [];
  const watched = createAutosave({ save: server.save, delayMs: 500, onStatus: (status) => seen.push(status) });
  watched.change("one");
  await quiet();
  watched.change("two");
  server.calls[0].store();
  await settle();
  assert.ok(!seen.includes("saved"), `saw ${seen.join(", ")}`);
  await quiet();
  server.calls[1].store();
  await settle();
  assert.equal(watched.status, "saved");
});
