import { expect, test } from "vitest";
import { giveBack, IDLE_MS, noActivity, noticed, take } from "./activity.ts";

const at = (...times: number[]) => times.reduce(noticed, noActivity);

test("time between signs of life counts", () => {
  expect(at(1_000, 4_000, 9_000).pending).toBe(8_000);
});

test("a pause longer than a minute does not count, one of a minute does", () => {
  expect(at(0, IDLE_MS).pending).toBe(IDLE_MS);
  expect(at(0, IDLE_MS + 1).pending).toBe(0);
  expect(at(0, 500_000, 501_000).pending).toBe(1_000);
});

test("a clock that goes back takes nothing away", () => {
  expect(at(5_000, 2_000, 6_000).pending).toBe(1_000);
});

test("what is sent is whole milliseconds, and the rest stays", () => {
  const [sent, rest] = take(at(0, 10.75));
  expect(sent).toBe(10);
  expect(rest.pending).toBeCloseTo(0.75);
  expect(take(rest)[0]).toBe(0);
});

test("what could not be sent is sent next time", () => {
  const [sent, rest] = take(at(0, 700));
  expect(take(giveBack(rest, sent))[0]).toBe(700);
});
