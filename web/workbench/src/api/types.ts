/** The JSON that the server and the workbench exchange (/api/v1, snake_case). Lines and columns are 1-based. */

export type Uuid = string;
/** A candidate as this reviewer sees it: "A", "B", … */
export type Letter = string;

export type AssignmentState =
  "first_pass" | "second_pass" | "submitted" | "accepted" | "returned" | "released" | "expired";
export type Severity = "blocker" | "major" | "minor" | "nit" | "good";
export type Proof = "unproven" | "demonstrated" | "proven" | "refuted";
export type Verdict = "accept" | "accept-with-changes" | "reject";
export type SectionName = "findings" | "evidence" | "rubric" | "ranking" | "correction" | "verdict";

export interface SourceFile {
  path: string;
  text: string;
}

export interface Suggestion {
  path: string;
  start_line: number;
  /** Inclusive; one less than start_line inserts before it. */
  end_line: number;
  text: string;
}

export interface Finding {
  id: Uuid;
  candidate: Letter;
  path: string;
  start_line: number;
  end_line: number;
  aspect: string;
  severity: Severity;
  category: string;
  cwe: number | null;
  title: string;
  explanation: string;
  impact: string;
  suggestion: Suggestion[];
  reproducer: { code: string; path: string } | null;
  /** Written by the server from the stored run; what the workbench sends is not believed. */
  proof: Proof;
  proof_run: Uuid | null;
  from_evidence: Uuid | null;
}

export interface EvidenceJudgement {
  verdict: "real" | "false";
  reason: string | null;
  note: string;
}

/** Best first; the letters of one group are tied. */
export interface Ranking {
  order: Letter[][];
  justification: string;
  /** How much better each group is than the next: 1 slightly, 2 plainly, 3 by far; none where nothing was said. */
  strengths?: number[];
}

export interface Correction {
  files: SourceFile[];
  run: Uuid | null;
}

export interface DraftBody {
  findings: Finding[];
  evidence: Record<Uuid, EvidenceJudgement>;
  ratings: Record<string, Record<Letter, number>>;
  ranking: Ranking | null;
  corrections: Record<Letter, Correction>;
  verdicts: Record<Letter, Verdict>;
  read: Record<Letter, string[]>;
}

export interface TestResult {
  id: string;
  outcome: string;
  message: string;
}

export interface EvidenceSource {
  kind: "reviewer" | "analyzer" | "probe" | "critic";
  name: string;
  version: string | null;
  rule: string | null;
}

export interface EvidenceFinding {
  id: Uuid;
  path: string;
  start_line: number;
  start_column: number | null;
  end_line: number;
  /** Exclusive. */
  end_column: number | null;
  aspect: string;
  category: string;
  severity: Severity;
  cwe: number | null;
  title: string;
  explanation: string;
  source: EvidenceSource;
  witnesses: EvidenceSource[];
  confidence: number | null;
}

export interface EvidenceTests {
  outcome: string;
  passed: number;
  total: number;
  reason: string;
  results: TestResult[];
  forgeable: boolean;
  evidence_class: string | null;
}

export interface CandidateEvidence {
  tests: EvidenceTests | null;
  findings: EvidenceFinding[];
  /** Why the machines could not look at it, if they could not. */
  problem?: string | null;
}

export interface Evidence {
  state: "pending" | "ready";
  candidates: Record<Letter, CandidateEvidence>;
}

export interface Criterion {
  id: string;
  title: string;
  question: string;
  /** Scores run from 1 to this. */
  scale: number;
  weight: number;
  anchors: { score: number; text: string }[];
}

/** Lines `[from, to)` of one text became lines `[from, to)` of another; 0-based. */
export type Hunk = [number, number, number, number];

/** How a file of one candidate becomes that of another. */
export interface Alignment {
  first: Letter;
  first_path: string;
  second: Letter;
  second_path: string;
  hunks: Hunk[];
}

export interface Workbench {
  assignment: {
    id: Uuid;
    state: AssignmentState;
    lease_expires_at: string | null;
    /** Until nothing more is taken in; null where saving renews the lease. */
    seconds_left?: number | null;
    /** Where the workbench leads back to; the queue, if nothing is said. */
    back?: string;
    price: { amount_minor: number; currency: string };
  };
  task: {
    code: string;
    title: string;
    language: string;
    aspects: string[];
    entry_point: string | null;
    prompt_html: string;
    base_files: SourceFile[];
    visible_tests: SourceFile[];
  };
  project: {
    name: string;
    slug: string;
    guidelines_html: string;
    evidence_policy: "after_first_pass" | "always" | "never";
    justification_min: number;
  };
  rubric: { id: string; version: number; title: string; criteria: Criterion[] };
  candidates: { letter: Letter; files: SourceFile[]; changes: Record<string, Hunk[]> }[];
  alignments: Alignment[];
  /** Pages of front-end candidates: `root` + letter + "/" + path is the address of one. */
  previews: { root: string; pages: Record<Letter, string[]> } | null;
  draft: { version: number; body: DraftBody; saved_at: string | null };
  evidence: Evidence | null;
  vocabulary: {
    severities: string[];
    categories: string[];
    verdicts: string[];
    false_reasons: string[];
    cwes: { id: number; name: string }[];
  };
  first_pass: DraftBody | null;
}

export interface Table {
  title: string;
  columns: string[];
  rows: unknown[][];
  /** Rows that were left out. */
  more: number;
}

/** What one candidate made of something that was tried. */
export interface Tried {
  ended: "returned" | "raised" | "timed-out" | "died" | "not-run";
  value: string;
  error: string;
  message: string;
  path: string;
  line: number | null;
  output: string;
  tables: Table[];
  plan: string;
  /** First part of a test of this candidate. */
  opening: string;
  /** The rest of a test, of any candidate: what was tried gives this answer. */
  claim: string;
  wall_s: number;
}

export interface RunState {
  id: Uuid;
  kind: "reproducer" | "correction" | "trial";
  state: "queued" | "running" | "done";
  candidate: Letter;
  outcome: string | null;
  proof: Proof | null;
  passed: number;
  total: number;
  tests: TestResult[];
  output: string;
  wall_s: number;
  reason: string;
  /** Of a trial: answers so far. */
  tried: Record<Letter, Tried>;
}

export type RunRequest =
  | { kind: "trial"; code: string }
  | { kind: "reproducer"; candidate: Letter; finding_id: Uuid; code: string; path?: string }
  | { kind: "correction"; candidate: Letter; files: SourceFile[] };

export interface Problem {
  section: SectionName;
  message: string;
  anchor?: string | null;
}
