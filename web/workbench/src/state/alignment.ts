/** Lines of one candidate that stand where another's do, from hunks that the server worked out. Lines are 0-based here. */
import type { Alignment, Hunk, Letter } from "../api/types.ts";

/** A place in a file: whole lines, and how far into the line. */
export type Position = number;

/** Where a position of the first text stands in the second: between hunks moved along, inside one in proportion. */
export function across(hunks: readonly Hunk[], position: Position): Position {
  let moved = 0;
  for (const [from, to, otherFrom, otherTo] of hunks) {
    if (position < from) break;
    if (position < to) {
      const part = (position - from) / (to - from);
      return otherFrom + part * (otherTo - otherFrom);
    }
    moved = otherTo - to;
  }
  return position + moved;
}

export const inverted = (hunks: readonly Hunk[]): Hunk[] =>
  hunks.map(([from, to, otherFrom, otherTo]) => [otherFrom, otherTo, from, to]);

export interface Shown {
  letter: Letter;
  path: string;
}

/** Where a position of one shown file stands in another; null when the server did not compare them. */
export function follow(
  alignments: readonly Alignment[],
  from: Shown,
  to: Shown,
  position: Position,
): Position | null {
  const root = (shown: Shown): Alignment | undefined =>
    alignments.find((one) => one.second === shown.letter && one.second_path === shown.path);
  const is = (shown: Shown, one: Alignment): boolean =>
    one.first === shown.letter && one.first_path === shown.path;
  const [mine, theirs] = [root(from), root(to)];
  if (mine && is(to, mine)) return across(inverted(mine.hunks), position);
  if (theirs && is(from, theirs)) return across(theirs.hunks, position);
  if (!mine || !theirs || mine.first !== theirs.first || mine.first_path !== theirs.first_path) return null;
  return across(theirs.hunks, across(inverted(mine.hunks), position));
}

/** The 1-based first line of the change after (or before) a 1-based line, going round; null without changes. */
export function stepChange(hunks: readonly Hunk[], line: number, by: 1 | -1): number | null {
  const starts = hunks.map(([, , from]) => from + 1);
  if (starts.length === 0) return null;
  const next = by > 0 ? starts.find((start) => start > line) : starts.findLast((start) => start < line);
  return next ?? (by > 0 ? starts[0] : starts.at(-1)) ?? null;
}

/** Stretches of unchanged lines of the second text (0-based, half open) that are long enough to fold away. */
export function unchanged(hunks: readonly Hunk[], lines: number, around = 4, least = 8): [number, number][] {
  const found: [number, number][] = [];
  let from = 0;
  for (const [, , start, end] of [...hunks, [0, 0, lines + around, lines + around] as const]) {
    const first = from === 0 ? 0 : from + around;
    const last = Math.min(lines, start - around);
    if (last - first >= least) found.push([first, last]);
    from = end;
  }
  return found;
}
