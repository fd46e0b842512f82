/** Reading what the candidates made of one input: who answers alike, and how a difference becomes a reproducer. */
import type { Letter, SourceFile, Tried } from "../api/types.ts";

export type Answers = Readonly<Record<Letter, Tried>>;

/** What counts as the same answer: the end, the value, the exception, the rows; not how long it took. */
function essence({ ended, value, error, output, tables }: Tried): string {
  return JSON.stringify([ended, value, error, output, tables.map(({ columns, rows }) => [columns, rows])]);
}

/** Letters that answer alike, largest group first; in a tie the one with the first letter. */
export function groups(answers: Answers): Letter[][] {
  const found = new Map<string, Letter[]>();
  for (const letter of Object.keys(answers).sort()) {
    const answer = answers[letter];
    if (!answer || answer.ended === "not-run") continue;
    const key = essence(answer);
    found.set(key, [...(found.get(key) ?? []), letter]);
  }
  return [...found.values()].sort((one, other) => other.length - one.length);
}

/** Whose answer should hold for `target`: the chosen one, else that of the largest group which answers otherwise. */
export function expected(answers: Answers, target: Letter, chosen: Letter | null): Letter | null {
  if (chosen !== null && chosen !== target && answers[chosen]) return chosen;
  const others = groups(answers).filter((group) => !group.includes(target));
  const telling = others.find((group) => answers[group[0] ?? ""]?.ended === "returned") ?? others[0];
  return telling?.[0] ?? null;
}

/**
 * A test of `target` that claims another's answer, or for want of one its own, to be changed by hand; null where the
 * language cannot write one.
 */
export function reproducer(answers: Answers, target: Letter, right: Letter | null): string | null {
  const opening = answers[target]?.opening ?? "";
  if (opening === "") return null;
  return opening + (answers[right ?? target]?.claim ?? "");
}

/** An answer in a few words. */
export function told(answer: Tried): string {
  switch (answer.ended) {
    case "returned":
      return answer.value === "" ? "runs to its end" : `gives ${firstLine(answer.value)}`;
    case "raised":
      return `raises ${answer.error}${answer.message ? `: ${firstLine(answer.message)}` : ""}`;
    case "timed-out":
      return "does not come to an end";
    case "died":
      return `ends its process (${firstLine(answer.message)})`;
    case "not-run":
      return firstLine(answer.message);
  }
}

const firstLine = (text: string): string => {
  const line = text.split("\n", 1)[0] ?? "";
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
};

/** What a finding says of a difference, for the reviewer to put in better words. */
export function explanation(code: string, answers: Answers, target: Letter, right: Letter | null): string {
  const asked = code.trim() === "" ? "On the seed data" : `With \`${code.trim().split("\n").at(-1)}\``;
  const mine = answers[target];
  const theirs = right === null ? undefined : answers[right];
  const said = mine ? `${asked}, ${target} ${told(mine)}` : asked;
  return theirs ? `${said}; ${right} ${told(theirs)}.` : `${said}.`;
}

const defines = ["def", "class", "function", "func", "fn", "const", "let", "interface", "struct"];

/** Where a finding about `name` belongs: the line that defines it, else the start of the first file. */
export function definition(
  files: readonly SourceFile[],
  name: string | null,
): { path: string; line: number } {
  const word = name?.split(".").at(-1) ?? "";
  for (const { path, text } of word ? files : []) {
    const line = text
      .split("\n")
      .findIndex(
        (row) => row.includes(word) && defines.some((keyword) => row.includes(`${keyword} ${word}`)),
      );
    if (line >= 0) return { path, line: line + 1 };
  }
  return { path: files[0]?.path ?? "", line: 1 };
}
