/** An order of candidates, best first; the letters of one group are tied. */
import type { Letter } from "../api/types.ts";

export type Order = readonly (readonly Letter[])[];

export function startingOrder(letters: readonly Letter[]): Letter[][] {
  return letters.map((letter) => [letter]);
}

const copy = (order: Order): Letter[][] => order.map((group) => [...group]);
const groupOf = (order: Order, letter: Letter): number => order.findIndex((group) => group.includes(letter));

function shift(order: Order, letter: Letter, step: -1 | 1): Letter[][] {
  const groups = copy(order);
  const at = groupOf(groups, letter);
  const group = groups[at];
  if (!group) return groups;
  if (group.length > 1) {
    const rest = group.filter((other) => other !== letter);
    groups.splice(at, 1, ...(step < 0 ? [[letter], rest] : [rest, [letter]]));
    return groups;
  }
  const other = groups[at + step];
  if (!other) return groups;
  groups[at] = other;
  groups[at + step] = group;
  return groups;
}

/** One place better: out of its tie first, then past the group above. */
export const moveUp = (order: Order, letter: Letter): Letter[][] => shift(order, letter, -1);
/** One place worse: out of its tie first, then past the group below. */
export const moveDown = (order: Order, letter: Letter): Letter[][] => shift(order, letter, 1);

/** Ties the letter with the one above it, or parts them when they are tied. The first letter stays alone. */
export function toggleTie(order: Order, letter: Letter): Letter[][] {
  const groups = copy(order);
  const at = groupOf(groups, letter);
  const group = groups[at];
  if (!group) return groups;
  const inside = group.indexOf(letter);
  if (inside > 0) {
    groups.splice(at, 1, group.slice(0, inside), group.slice(inside));
  } else if (at > 0) {
    groups.splice(at - 1, 2, [...(groups[at - 1] ?? []), ...group]);
  }
  return groups;
}

/** Takes a letter out and puts it before another one (into that one's tie when it lands inside), or last. */
export function place(order: Order, letter: Letter, before: Letter | null): Letter[][] {
  if (letter === before) return copy(order);
  const groups = copy(order)
    .map((group) => group.filter((other) => other !== letter))
    .filter((group) => group.length > 0);
  const at = before === null ? -1 : groupOf(groups, before);
  const group = groups[at];
  if (!group || before === null) return [...groups, [letter]];
  const inside = group.indexOf(before);
  if (inside > 0) group.splice(inside, 0, letter);
  else groups.splice(at, 0, [letter]);
  return groups;
}

/** How much better one place is than the next, as people say it. */
export const strengthWords = { 1: "slightly better than", 2: "better than", 3: "much better than" } as const;
export type Strength = keyof typeof strengthWords;
const PLAIN: Strength = 2;

export interface Ranked {
  order: Order;
  strengths?: readonly number[];
}

const asStrength = (value: number | undefined): Strength => (value === 1 || value === 3 ? value : PLAIN);
const step = (above: readonly Letter[], below: readonly Letter[]): string =>
  [above, below].map((group) => [...group].sort().join("")).join(">");

/** The steps of a new order: those between the same neighbours stay as they were, others are plain. */
export function strengthsOf(before: Ranked | null, next: Order): Strength[] {
  const known = new Map<string, Strength>();
  before?.order.slice(1).forEach((group, index) => {
    known.set(step(before.order[index] ?? [], group), asStrength(before.strengths?.[index]));
  });
  return next.slice(1).map((group, index) => known.get(step(next[index] ?? [], group)) ?? PLAIN);
}

/** The steps with another one above this letter's group; the first group has none. */
export function withStrength(ranked: Ranked, letter: Letter, strength: number): Strength[] {
  const at = groupOf(ranked.order, letter) - 1;
  const bounded = asStrength(Math.max(1, Math.min(3, strength)));
  return strengthsOf(ranked, ranked.order).map((known, index) => (index === at ? bounded : known));
}

export interface Row {
  letter: Letter;
  /** 1 for the best; tied letters share one. */
  rank: number;
  tiedWithAbove: boolean;
  /** Which group it is in, from 0. */
  group: number;
}

export function rows(order: Order): Row[] {
  let before = 0;
  return order.flatMap((group, at) => {
    const rank = before + 1;
    before += group.length;
    return group.map((letter, index) => ({ letter, rank, tiedWithAbove: index > 0, group: at }));
  });
}
