import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Answer } from "./client.ts";
import { followRun, proofText } from "./runs.ts";
import type { RunRequest, RunState } from "./types.ts";

const request: RunRequest = { kind: "reproducer", candidate: "A", finding_id: "f", code: "assert False" };
function run(values: Partial<RunState>): RunState {
  const nothing = {
    outcome: null,
    proof: null,
    passed: 0,
    total: 0,
    tests: [],
    output: "",
    reason: "",
    tried: {},
  };
  return { id: "r", kind: "reproducer", state: "queued", candidate: "A", wall_s: 0, ...nothing, ...values };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Answers in turn; the last one is repeated. */
async function follow(started: Answer<RunState>, ...later: Answer<RunState>[]) {
  const seen: string[] = [];
  let asked = 0;
  const client = {
    run: async () => started,
    runState: async () => later[Math.min(asked++, later.length - 1)] ?? started,
  };
  const ended = followRun(client, request, (state) => seen.push(state.state));
  await vi.runAllTimersAsync();
  return { answer: await ended, seen, asked };
}
const ok = (values: Partial<RunState>): Answer<RunState> => ({ kind: "ok", value: run(values) });

test("a run is followed to its end", async () => {
  const { answer, seen } = await follow(ok({}), ok({ state: "running" }), ok({ state: "done", wall_s: 2 }));
  expect(seen).toEqual(["queued", "running", "done"]);
  expect(answer).toMatchObject({ kind: "ok", value: { state: "done", wall_s: 2 } });
});

test("a run that could not start is not followed", async () => {
  const { answer, asked } = await follow({ kind: "gone", detail: "lease" });
  expect([answer.kind, asked]).toEqual(["gone", 0]);
});

test("a lost answer is asked for again, but not for ever", async () => {
  const back = await follow(ok({}), { kind: "offline" }, { kind: "offline" }, ok({ state: "done" }));
  expect(back.answer.kind).toBe("ok");
  const lost = await follow(ok({}), { kind: "offline" });
  expect(lost.answer.kind).toBe("offline");
});

test.each([
  ["demonstrated", "Defect reproduced · 1.84 s", "good"],
  ["proven", "Defect proven: passes once corrected · 1.84 s", "good"],
  ["refuted", "Not reproduced: it passes on A · 1.84 s", "bad"],
  ["unproven", "Nothing shown: sandbox is missing · 1.84 s", "muted"],
] as const)("a %s run says so", (proof, text, tone) => {
  const done = run({ state: "done", proof, wall_s: 1.84, reason: "sandbox is missing" });
  expect(proofText(done)).toEqual({ text, tone });
});

test("a run that was stopped says that it did not end", () => {
  const stopped = run({ state: "done", proof: "demonstrated", outcome: "timed_out", wall_s: 10.08 });
  expect(proofText(stopped).text).toBe("Reproduced: it does not end · stopped after 10.08 s");
});
