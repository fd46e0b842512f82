/** Which candidates and files are on screen, and where the reviewer is. */
import type { Letter } from "../api/types.ts";

export type View = "side" | "single" | "correct";
export type Tab = "findings" | "evidence" | "rubric" | "ranking";
export type Drawer = "prompt" | "guidelines" | "files" | null;

export type Bench = "try" | "preview" | null;

export interface Layout {
  view: View;
  /** Candidates from left to right, each at most once. */
  panes: readonly Letter[];
  focus: Letter;
  /** File on screen per candidate. */
  paths: Readonly<Record<Letter, string>>;
  tab: Tab;
  dock: boolean;
  drawer: Drawer;
  /** Below the code: something tried on all candidates, or their pages. */
  bench: Bench;
  scrollLock: boolean;
  inline: boolean;
  /** What was changed of the base files is shown. */
  diff: boolean;
}

export const MAX_PANES = 6;
const PANE_WIDTH = 430;

/** As many panes as fit at a readable width, two at least where the screen allows side by side at all. */
export function panesThatFit(width: number, candidates: number): number {
  const fitting = Math.max(width >= 900 ? 2 : 1, Math.floor((width - 400) / PANE_WIDTH));
  return Math.max(1, Math.min(fitting, candidates, MAX_PANES));
}

export function startingLayout(
  candidates: readonly { letter: Letter; files: readonly { path: string }[] }[],
  width: number,
): Layout {
  const panes = candidates.slice(0, panesThatFit(width, candidates.length)).map(({ letter }) => letter);
  return {
    view: candidates.length > 1 ? "side" : "single",
    panes,
    focus: panes[0] ?? "A",
    paths: Object.fromEntries(candidates.map(({ letter, files }) => [letter, files[0]?.path ?? ""])),
    tab: "findings",
    dock: true,
    drawer: null,
    bench: null,
    scrollLock: false,
    inline: true,
    diff: true,
  };
}

/** What is on screen now. */
export function shownPanes(layout: Layout): readonly Letter[] {
  return layout.view === "side" ? layout.panes : [layout.focus];
}

/** Focuses the candidate, bringing it into the focused pane when it is not on screen. */
export function showCandidate(layout: Layout, letter: Letter): Layout {
  if (layout.panes.includes(letter)) return { ...layout, focus: letter };
  return {
    ...layout,
    focus: letter,
    panes: layout.panes.map((shown) => (shown === layout.focus ? letter : shown)),
  };
}

export function focusNeighbour(layout: Layout, step: 1 | -1): Layout {
  const at = layout.panes.indexOf(layout.focus) + step;
  const letter = layout.panes[Math.max(0, Math.min(layout.panes.length - 1, at))];
  return letter === undefined ? layout : { ...layout, focus: letter };
}

export function toggleSingle(layout: Layout): Layout {
  return { ...layout, view: layout.view === "single" ? "side" : "single" };
}

/** One pane more (the first candidate not on screen) or one less (never the focused one). */
export function changePanes(layout: Layout, letters: readonly Letter[], by: 1 | -1): Layout {
  if (by > 0) {
    const next = letters.find((letter) => !layout.panes.includes(letter));
    if (next === undefined || layout.panes.length >= MAX_PANES) return layout;
    return { ...layout, view: "side", panes: [...layout.panes, next] };
  }
  const last = layout.panes.findLast((letter) => letter !== layout.focus);
  if (last === undefined) return layout;
  return { ...layout, panes: layout.panes.filter((letter) => letter !== last) };
}

export function showFile(layout: Layout, letter: Letter, path: string): Layout {
  const shown = showCandidate(layout, letter);
  return { ...shown, paths: { ...shown.paths, [letter]: path } };
}

/** The file after or before the one on screen, going round. */
export function stepFile(layout: Layout, paths: readonly string[], step: 1 | -1): Layout {
  const at = paths.indexOf(layout.paths[layout.focus] ?? "");
  const path = paths[(at + step + paths.length) % paths.length];
  return path === undefined ? layout : showFile(layout, layout.focus, path);
}

export function showTab(layout: Layout, tab: Tab): Layout {
  return { ...layout, tab, dock: true };
}

export function toggleDrawer(layout: Layout, drawer: Exclude<Drawer, null>): Layout {
  return { ...layout, drawer: layout.drawer === drawer ? null : drawer };
}

export function toggleBench(layout: Layout, bench: Exclude<Bench, null>): Layout {
  return { ...layout, bench: layout.bench === bench ? null : bench };
}
