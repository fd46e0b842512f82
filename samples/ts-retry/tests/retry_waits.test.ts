import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { afterEach, beforeEach, mock, test } from "node:test";

import { retry } from "./retry.ts";

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Milliseconds asked of setTimeout and not cleared yet, by timer. */
let waiting: Map<object, { delay: number; fire: () => void }>;
let delays: number[];

beforeEach(() => {
  waiting = new Map();
  delays = [];
  mock.method(globalThis, "setTimeout", (fire: () => void, delay = 0) => {
    const timer = { unref: () => timer, ref: () => timer };
    waiting.set(timer, { delay, fire });
    delays.push(delay);
    return timer;
  });
  mock.method(globalThis, "clearTimeout", (timer: object) => waiting.delete(timer));
});

afterEach(() => mock.restoreAll());

/** Ends every wait at once, until no new one begins. */
async function elapse(): Promise<void> {
  for (await settle(); waiting.size > 0; await settle()) {
    for (const [timer, { fire }] of [...waiting]) {
      waiting.delete(timer);
      fire();
    }
  }
}

const fail = async (attempt: number): Promise<never> => {
  throw new Error(`failure ${attempt}`);
};

test("waits double up to the cap, and the last failure is not waited for", async () => {
  const result = retry(fail, { attempts: 6, baseDelayMs: 100, maxDelayMs: 500, random: () => 1 }).catch(String);
  await elapse();
  assert.match(await result, /failure 6/);
  assert.deepEqual(delays, [100, 200, 400, 500, 500]);
});

test("jitter takes part of the capped delay", async () => {
  const result = retry(fail, { attempts: 4, baseDelayMs: 100, maxDelayMs: 300, random: () => 0.5 }).catch(String);
  await elapse();
  await result;
  assert.deepEqual(delays, [50, 100, 150]);
});

test("many attempts do not make endless delays", async () => {
  const result = retry(fail, { attempts: 60, baseDelayMs: 100, maxDelayMs: 1000, random: () => 1 }).catch(String);
  await elapse();
  assert.match(await result, /failure 60/);
  assert.equal(Math.max(...delays), 1000);
});

test("an abort ends the wait at once, and its timer", async () => {
  const controller = new AbortController();
  let calls = 0;
  const work = async (): Promise<never> => {
    calls += 1;
    throw new Error("failure");
  };
  const result = retry(work, { attempts: 5, baseDelayMs: 100, maxDelayMs: 100, signal: controller.signal }).catch(String);
  await settle();
  assert.equal(waiting.size, 1);
  controller.abort(new Error("closed"));
  let answer: unknown = "still waiting";
  void result.then((value) => (answer = value));
  await settle();
  assert.equal(answer, "Error: closed");
  assert.equal(waiting.size, 0, "the timer is left");
  assert.equal(calls, 1);
});

test("an abort during an attempt prevents the next", async () => {
  const controller = new AbortController();
  let calls = 0;
  const work = async (): Promise<never> => {
    calls += 1;
    controller.abort(new Error("closed"));
    throw new Error("failure");
  };
  const result = retry(work, { attempts: 5, baseDelayMs: 1, maxDelayMs: 1, signal: controller.signal }).catch(String);
  await elapse();
  assert.equal(await result, "Error: closed");
  assert.equal(calls, 1);
});

test("no listener is left on a signal that lives on", async () => {
  const { signal } = new AbortController();
  for (let page = 0; page < 5; page++) {
    const work = async (attempt: number): Promise<number> => (attempt < 3 ? fail(attempt) : attempt);
    const result = retry(work, { attempts: 3, baseDelayMs: 1, maxDelayMs: 1, signal });
    await elapse();
    assert.equal(await result, 3);
  }
  assert.equal(getEventListeners(signal, "abort").length, 0);
});

test("a synchronous throw counts as a failure", async () => {
  const work = (attempt: number): Promise<number> => {
    if (attempt === 1) throw new Error("not even a promise");
    return Promise.resolve(attempt);
  };
  const result = retry(work, { attempts: 2, baseDelayMs: 1, maxDelayMs: 1 });
  await elapse();
  assert.equal(await result, 2);
});
