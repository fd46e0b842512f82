/** What a previewed page prints, as far as it looks like that: the page can send anything. */

export type Level = "log" | "info" | "warn" | "error" | "debug" | "refused";

export interface Line {
  level: Level;
  text: string;
}

export const MOST_LINES = 200;
const LONGEST = 2_000;
const levels: readonly unknown[] = ["log", "info", "warn", "error", "debug", "refused"];

/** The lines with what a message says; the oldest go when there are too many. */
export function heard(lines: readonly Line[], message: unknown): readonly Line[] {
  if (typeof message !== "object" || message === null) return lines;
  const { assay, level, text } = message as Record<string, unknown>;
  if (assay !== "console" || typeof text !== "string" || !levels.includes(level)) return lines;
  return [...lines, { level: level as Level, text: text.slice(0, LONGEST) }].slice(-MOST_LINES);
}
