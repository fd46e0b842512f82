/** Two versions of one draft: do they differ, and where. */
import type { DraftBody } from "../api/types.ts";

/** Deep equality of JSON values; the order of keys does not matter. */
export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every(
    (key) =>
      Object.hasOwn(other, key) &&
      same((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]),
  );
}

/** The same work by the reviewer; proofs are the server's word and do not count. */
export function sameWork(mine: DraftBody, theirs: DraftBody): boolean {
  const own = (draft: DraftBody): DraftBody => ({
    ...draft,
    findings: draft.findings.map((finding) => ({ ...finding, proof: "unproven", proof_run: null })),
  });
  return same(own(mine), own(theirs));
}

export interface Difference {
  part: string;
  mine: string;
  theirs: string;
}

const none = "–";

function findingDifferences(mine: DraftBody, theirs: DraftBody): Difference[] {
  const ids = new Set([...mine.findings, ...theirs.findings].map((finding) => finding.id));
  return [...ids].flatMap((id) => {
    const one = mine.findings.find((finding) => finding.id === id);
    const other = theirs.findings.find((finding) => finding.id === id);
    if (same(one, other)) return [];
    const known = one ?? other;
    const text = (finding: typeof one): string =>
      finding ? `${finding.severity}: ${finding.explanation}` : none;
    return [
      { part: `Finding ${known?.candidate}:${known?.start_line}`, mine: text(one), theirs: text(other) },
    ];
  });
}

/** A value as words: `A 2, B 5`; tied candidates stand together. */
function plain(value: unknown): string {
  if (value === undefined || value === null || value === "") return none;
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return value.map((group) => [group].flat().join(" = ")).join(", then ");
  const parts = Object.entries(value).filter(([, part]) => plain(part) !== none);
  return parts.map(([key, part]) => `${key} ${plain(part)}`).join(", ");
}

function keyed(name: string, mine: Record<string, unknown>, theirs: Record<string, unknown>): Difference[] {
  const keys = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
  return [...keys]
    .filter((key) => !same(mine[key], theirs[key]))
    .map((key) => ({ part: `${name} ${key}`, mine: plain(mine[key]), theirs: plain(theirs[key]) }));
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
    ...keyed("Ranking", { ...mine.ranking }, { ...theirs.ranking }),
    ...keyed("Correction", correctionTexts(mine), correctionTexts(theirs)),
  ];
}
