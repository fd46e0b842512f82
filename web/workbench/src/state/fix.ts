/** What a suggested fix would change, file by file: the lines that go, those that come, and some around them. */
import type { SourceFile, Suggestion } from "../api/types.ts";

export interface FixLine {
  kind: "kept" | "gone" | "new";
  /** 1-based in the candidate's file; null for a line that comes. */
  number: number | null;
  text: string;
}

export interface FixPart {
  path: string;
  /** Why this part cannot be applied; empty when it can. */
  problem: string;
  lines: readonly FixLine[];
}

const AROUND = 2;

const textLines = (text: string): string[] => (text === "" ? [] : text.replace(/\n$/, "").split("\n"));

/** How many lines are equal at the start of both. */
function alike(one: readonly string[], other: readonly string[]): number {
  const differs = one.findIndex((line, index) => line !== other[index]);
  return differs < 0 ? Math.min(one.length, other.length) : differs;
}

function problemOf(
  part: Suggestion,
  lines: readonly string[] | undefined,
  before: Suggestion | undefined,
): string {
  if (!lines) return "The candidate has no such file.";
  if (part.end_line > lines.length || part.start_line > lines.length + 1)
    return `The file has ${lines.length} lines only.`;
  if (before && part.start_line <= before.end_line)
    return `Overlaps with the change of lines ${before.start_line} to ${before.end_line}.`;
  return "";
}

function change(part: Suggestion, lines: readonly string[]): FixLine[] {
  const gone = lines.slice(part.start_line - 1, part.end_line);
  const come = textLines(part.text);
  const head = alike(gone, come);
  const tail = alike(gone.slice(head).reverse(), come.slice(head).reverse());
  const from = part.start_line - 1 + head;
  const to = part.start_line - 1 + gone.length - tail;
  const old = (kind: "kept" | "gone", start: number, end: number): FixLine[] =>
    lines.slice(start, end).map((text, index) => ({ kind, number: start + index + 1, text }));
  const added = come.slice(head, come.length - tail);
  if (from === to && added.length === 0) return [];
  return [
    ...old("kept", Math.max(0, from - AROUND), from),
    ...old("gone", from, to),
    ...added.map((text): FixLine => ({ kind: "new", number: null, text })),
    ...old("kept", to, to + AROUND),
  ];
}

/** Parts in the order of the files and their lines; a part that changes nothing has no lines. */
export function previewFix(files: readonly SourceFile[], suggestion: readonly Suggestion[]): FixPart[] {
  const texts = new Map(files.map(({ path, text }) => [path, textLines(text.replaceAll("\r\n", "\n"))]));
  const inOrder = [...suggestion].sort(
    (one, other) => one.path.localeCompare(other.path) || one.start_line - other.start_line,
  );
  return inOrder.map((part, index) => {
    const lines = texts.get(part.path);
    const before = inOrder[index - 1];
    const problem = problemOf(part, lines, before?.path === part.path ? before : undefined);
    return { path: part.path, problem, lines: problem === "" && lines ? change(part, lines) : [] };
  });
}
