/** Two versions of one draft that differ: where, and what they are together. */
import type { DraftBody, Ranking } from "../api/types.ts";
import { same } from "./same.ts";

export type Choice = "mine" | "theirs";

export interface Difference {
  key: string;
  part: string;
  mine: string;
  theirs: string;
  /** What loses nothing: the one that says something, mine if both do. */
  fuller: Choice;
}

const none = "–";

const difference = (key: string, part: string, mine: string, theirs: string): Difference => ({
  key,
  part,
  mine,
  theirs,
  fuller: mine === none ? "theirs" : "mine",
});

function findingDifferences(mine: DraftBody, theirs: DraftBody): Difference[] {
  const ids = new Set([...mine.findings, ...theirs.findings].map((finding) => finding.id));
  return [...ids].flatMap((id) => {
    const one = mine.findings.find((finding) => finding.id === id);
    const other = theirs.findings.find((finding) => finding.id === id);
    if (same(one, other)) return [];
    const known = one ?? other;
    const text = (finding: typeof one): string =>
      finding ? `${finding.severity}: ${finding.explanation}` : none;
    const part = `Finding ${known?.candidate}:${known?.start_line}`;
    return [difference(`finding/${id}`, part, text(one), text(other))];
  });
}

/** A value as words: `A 2, B 5`. */
function plain(value: unknown): string {
  if (value === undefined || value === null || value === "") return none;
  if (typeof value !== "object") return String(value);
  const parts = Object.entries(value).filter(([, part]) => plain(part) !== none);
  return parts.map(([key, part]) => `${key} ${plain(part)}`).join(", ");
}

function keyed(name: string, mine: Record<string, unknown>, theirs: Record<string, unknown>): Difference[] {
  const keys = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
  return [...keys]
    .filter((key) => !same(mine[key], theirs[key]))
    .map((key) =>
      difference(`${name.toLowerCase()}/${key}`, `${name} ${key}`, plain(mine[key]), plain(theirs[key])),
    );
}

/** The order with its steps, which belong together, and the justification. */
function rankingParts(ranking: Ranking | null): Record<string, string> {
  if (!ranking) return {};
  const words = ranking.order.map((group, index) => {
    const strength = ranking.strengths?.[index];
    const better = index < ranking.order.length - 1 && strength !== undefined && strength !== 2;
    return `${group.join(" = ")}${better ? (strength === 3 ? " (by far)" : " (slightly)") : ""}`;
  });
  return { order: words.join(", then "), justification: ranking.justification };
}

/** Where two drafts differ, in words for the person who has to choose. */
export function differences(mine: DraftBody, theirs: DraftBody): Difference[] {
  const correctionTexts = (draft: DraftBody): Record<string, string> =>
    Object.fromEntries(
      Object.entries(draft.corrections).map(([letter, { files }]) => [
        letter,
        files.map((file) => `${file.path}\n${file.text}`).join("\n\n"),
      ]),
    );
  return [
    ...findingDifferences(mine, theirs),
    ...keyed("Evidence", mine.evidence, theirs.evidence),
    ...keyed("Rating", mine.ratings, theirs.ratings),
    ...keyed("Verdict", mine.verdicts, theirs.verdicts),
    ...keyed("Ranking", rankingParts(mine.ranking), rankingParts(theirs.ranking)),
    ...keyed("Correction", correctionTexts(mine), correctionTexts(theirs)),
  ];
}

type Chosen = (key: string) => Choice;

function mergedRecord<T>(
  name: string,
  mine: Record<string, T>,
  theirs: Record<string, T>,
  chosen: Chosen,
): Record<string, T> {
  const keys = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = (chosen(`${name}/${key}`) === "theirs" ? theirs : mine)[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

function mergedRanking(mine: Ranking | null, theirs: Ranking | null, chosen: Chosen): Ranking | null {
  const order = chosen("ranking/order") === "theirs" ? theirs : mine;
  const reason = chosen("ranking/justification") === "theirs" ? theirs : mine;
  if (order === null && reason === null) return null;
  return {
    order: order?.order ?? [],
    justification: reason?.justification ?? "",
    strengths: order?.strengths ?? [],
  };
}

/** One draft of two: of each difference what was chosen, mine where nothing was. What either has read is read. */
export function merged(
  mine: DraftBody,
  theirs: DraftBody,
  choices: Readonly<Record<string, Choice>>,
): DraftBody {
  const chosen: Chosen = (key) => choices[key] ?? "mine";
  const ids = [...new Set([...mine.findings, ...theirs.findings].map(({ id }) => id))];
  const read = [...new Set([...Object.keys(mine.read), ...Object.keys(theirs.read)])];
  return {
    findings: ids.flatMap((id) => {
      const from = chosen(`finding/${id}`) === "theirs" ? theirs : mine;
      return from.findings.filter((finding) => finding.id === id);
    }),
    evidence: mergedRecord("evidence", mine.evidence, theirs.evidence, chosen),
    ratings: mergedRecord("rating", mine.ratings, theirs.ratings, chosen),
    ranking: mergedRanking(mine.ranking, theirs.ranking, chosen),
    corrections: mergedRecord("correction", mine.corrections, theirs.corrections, chosen),
    verdicts: mergedRecord("verdict", mine.verdicts, theirs.verdicts, chosen),
    read: Object.fromEntries(
      read.map((letter) => [
        letter,
        [...new Set([...(mine.read[letter] ?? []), ...(theirs.read[letter] ?? [])])],
      ]),
    ),
  };
}
