/** Changes to a draft. Each takes a draft and gives a new one; the old one stays as it was. */
import type {
  Correction,
  DraftBody,
  EvidenceJudgement,
  Finding,
  Letter,
  Proof,
  Ranking,
  SourceFile,
  Uuid,
  Verdict,
} from "../api/types.ts";

export function emptyDraft(): DraftBody {
  return {
    findings: [],
    evidence: {},
    ratings: {},
    ranking: null,
    corrections: {},
    verdicts: {},
    read: {},
  };
}

function without<T>(record: Record<string, T>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

/** Adds the finding, or puts it in the place of the one with its id. */
export function putFinding(draft: DraftBody, finding: Finding): DraftBody {
  const known = draft.findings.some((other) => other.id === finding.id);
  const findings = known
    ? draft.findings.map((other) => (other.id === finding.id ? finding : other))
    : [...draft.findings, finding];
  return { ...draft, findings };
}

/** Removes a finding; machine evidence that it was made from is open again. */
export function removeFinding(draft: DraftBody, id: Uuid): DraftBody {
  const gone = draft.findings.find((finding) => finding.id === id);
  const evidence = gone?.from_evidence ? without(draft.evidence, gone.from_evidence) : draft.evidence;
  return { ...draft, evidence, findings: draft.findings.filter((finding) => finding.id !== id) };
}

/** Notes what a run of the finding's reproducer showed. */
export function proveFinding(draft: DraftBody, id: Uuid, run: Uuid, proof: Proof): DraftBody {
  const finding = draft.findings.find((other) => other.id === id);
  return finding ? putFinding(draft, { ...finding, proof, proof_run: run }) : draft;
}

export function judgeEvidence(draft: DraftBody, id: Uuid, judgement: EvidenceJudgement): DraftBody {
  return { ...draft, evidence: { ...draft.evidence, [id]: judgement } };
}

/** Opens a piece of evidence again; a finding made from it is kept, but no longer points to it. */
export function reopenEvidence(draft: DraftBody, id: Uuid): DraftBody {
  const findings = draft.findings.map((finding) =>
    finding.from_evidence === id ? { ...finding, from_evidence: null } : finding,
  );
  return { ...draft, findings, evidence: without(draft.evidence, id) };
}

export function rate(draft: DraftBody, criterion: string, letter: Letter, score: number): DraftBody {
  const scores = { ...draft.ratings[criterion], [letter]: score };
  return { ...draft, ratings: { ...draft.ratings, [criterion]: scores } };
}

export function decide(draft: DraftBody, letter: Letter, verdict: Verdict): DraftBody {
  return { ...draft, verdicts: { ...draft.verdicts, [letter]: verdict } };
}

export function setRanking(draft: DraftBody, ranking: Ranking | null): DraftBody {
  return { ...draft, ranking };
}

/** Marks a file read, or unread when it was. */
export function toggleRead(draft: DraftBody, letter: Letter, path: string): DraftBody {
  const paths = draft.read[letter] ?? [];
  const next = paths.includes(path) ? paths.filter((other) => other !== path) : [...paths, path];
  return { ...draft, read: { ...draft.read, [letter]: next } };
}

/** Text of a candidate's file as corrected so far. */
export function correctedText(draft: DraftBody, letter: Letter, original: SourceFile): string {
  const files = draft.corrections[letter]?.files ?? [];
  return files.find((file) => file.path === original.path)?.text ?? original.text;
}

/**
 * Puts an edited file into the candidate's correction, which always holds every file of the candidate.
 * A changed text has not been run; a correction equal to the candidate is no correction.
 */
export function correctFile(
  draft: DraftBody,
  letter: Letter,
  originals: readonly SourceFile[],
  edited: SourceFile,
): DraftBody {
  const files = originals.map((file) =>
    file.path === edited.path ? edited : { path: file.path, text: correctedText(draft, letter, file) },
  );
  const changed = files.some((file, index) => file.text !== originals[index]?.text);
  if (!changed) return { ...draft, corrections: without(draft.corrections, letter) };
  const before = draft.corrections[letter];
  const same = before?.files.every((file, index) => file.text === files[index]?.text) ?? false;
  const correction: Correction = { files, run: same ? (before?.run ?? null) : null };
  return { ...draft, corrections: { ...draft.corrections, [letter]: correction } };
}

export function setCorrectionRun(draft: DraftBody, letter: Letter, run: Uuid): DraftBody {
  const correction = draft.corrections[letter];
  return correction
    ? { ...draft, corrections: { ...draft.corrections, [letter]: { ...correction, run } } }
    : draft;
}
