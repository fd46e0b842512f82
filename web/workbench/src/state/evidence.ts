/** Reading machine evidence: one list in the order of the code, counts for the pane headers. */
import type { Evidence, EvidenceFinding, Letter } from "../api/types.ts";

export interface Item {
  letter: Letter;
  finding: EvidenceFinding;
}

/** All evidence: by candidate, then file, then line. */
export function evidenceList(evidence: Evidence | null): Item[] {
  if (!evidence) return [];
  return Object.keys(evidence.candidates)
    .sort()
    .flatMap((letter) =>
      [...(evidence.candidates[letter]?.findings ?? [])]
        .sort(
          (one, other) =>
            one.path.localeCompare(other.path) ||
            one.start_line - other.start_line ||
            one.id.localeCompare(other.id),
        )
        .map((finding) => ({ letter, finding })),
    );
}

/** The item after (or before) the current one, going round; the first of what is left when none is current. */
export function step(items: readonly Item[], current: string | null, by: 1 | -1): Item | null {
  if (items.length === 0) return null;
  const at = items.findIndex(({ finding }) => finding.id === current);
  if (at < 0) return (by > 0 ? items[0] : items.at(-1)) ?? null;
  return items[(at + by + items.length) % items.length] ?? null;
}

export interface Counts {
  tests: { passed: number; total: number; outcome: string } | null;
  probes: number;
  analyzers: number;
  critics: number;
}

export function counts(evidence: Evidence | null, letter: Letter): Counts | null {
  const found = evidence?.candidates[letter];
  if (!found) return null;
  const of = (kind: string) => found.findings.filter((finding) => finding.source.kind === kind).length;
  const probes = of("probe");
  const critics = of("critic");
  const { tests } = found;
  return {
    tests: tests && { passed: tests.passed, total: tests.total, outcome: tests.outcome },
    probes,
    analyzers: found.findings.length - probes - critics,
    critics,
  };
}

/** The drawing that stands for a source in lists. */
export function sourceIcon(kind: EvidenceFinding["source"]["kind"]): string {
  return kind === "probe" ? "zap" : kind === "analyzer" ? "shield-alert" : kind === "critic" ? "bot" : "info";
}
