import { expect, test } from "vitest";
import { heard, MOST_LINES } from "./console.ts";

const say = (text: unknown, level: unknown = "log") => ({ assay: "console", level, text });

test("what a page prints becomes a line", () => {
  expect(heard([], say("ready", "warn"))).toEqual([{ level: "warn", text: "ready" }]);
});

test.each([null, "text", 3, {}, say(3), say("x", "shout"), { level: "log", text: "x" }])(
  "%j is not what a console sends",
  (message) => expect(heard([], message)).toEqual([]),
);

test("a page that prints without end costs only so many lines, and long ones are cut", () => {
  let lines = heard([], say("first"));
  for (let at = 0; at < MOST_LINES; at += 1) lines = heard(lines, say("x".repeat(5_000)));
  expect(lines).toHaveLength(MOST_LINES);
  expect(lines[0]?.text).toHaveLength(2_000);
});
