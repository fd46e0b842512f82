import assert from "node:assert/strict";
import { test } from "node:test";

import { retry } from "./retry.ts";

const quick = { attempts: 3, baseDelayMs: 0, maxDelayMs: 0 };

function failing(times: number) {
  const attempts: number[] = [];
  const work = async (attempt: number): Promise<string> => {
    attempts.push(attempt);
    if (attempt <= times) throw new Error(`failure ${attempt}`);
    return "done";
  };
  return { attempts, work };
}

test("returns the value of the first success", async () => {
  const { attempts, work } = failing(0);
  assert.equal(await retry(work, quick), "done");
  assert.deepEqual(attempts, [1]);
});

test("tries again after failures", async () => {
  const { attempts, work } = failing(2);
  assert.equal(await retry(work, quick), "done");
  assert.deepEqual(attempts, [1, 2, 3]);
});

test("throws the last error when the attempts are used up", async () => {
  const { attempts, work } = failing(9);
  await assert.rejects(retry(work, quick), /failure 3/);
  assert.deepEqual(attempts, [1, 2, 3]);
});

test("does not try again what cannot succeed", async () => {
  const { attempts, work } = failing(9);
  await assert.rejects(retry(work, { ...quick, isRetryable: () => false }), /failure 1/);
  assert.deepEqual(attempts, [1]);
});

test("a signal that is aborted already", async () => {
  const { attempts, work } = failing(0);
  await assert.rejects(retry(work, { ...quick, signal: AbortSignal.abort(new Error("closed")) }), /closed/);
  assert.deepEqual(attempts, []);
});

test("refuses to try less than once", async () => {
  await assert.rejects(retry(failing(0).work, { ...quick, attempts: 0 }), RangeError);
});
