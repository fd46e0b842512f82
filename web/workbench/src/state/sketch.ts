/**
 * The life of a finding while it is written. A sketch is what the editor holds; it becomes a finding as soon as it
 * says what is wrong, and from then on each change is part of the draft. Before that it stays on this device.
 */
import type { EvidenceFinding, Finding, Letter, Severity, Uuid } from "../api/types.ts";

export interface Place {
  candidate: Letter;
  path: string;
  start_line: number;
  end_line: number;
}

/** A finding that may not say anything yet; `titled` is true when the title is the writer's own. */
export interface Sketch extends Finding {
  titled: boolean;
}

export const TITLE_LIMIT = 300;

const aspectOfCategory: Record<string, string> = {
  logic: "correctness",
  validation: "correctness",
  concurrency: "correctness",
  resource: "security",
  "error-handling": "security",
  security: "security",
  performance: "quality",
  style: "quality",
  documentation: "quality",
  test: "quality",
};

/** Reliability (resources, error handling) counts as security, as long as the task asks for that aspect. */
export function aspectFor(category: string, aspects: readonly string[]): string {
  const wanted = aspectOfCategory[category] ?? "correctness";
  if (aspects.includes(wanted)) return wanted;
  return aspects.find((aspect) => aspect !== "ranking") ?? wanted;
}

/** First line that holds anything, cut to what a title may have. */
export function firstLine(text: string): string {
  const line = text
    .split("\n")
    .map((part) => part.trim())
    .find((part) => part !== "");
  if (line === undefined) return "";
  return line.length <= TITLE_LIMIT ? line : `${line.slice(0, TITLE_LIMIT - 1)}…`;
}

export function newSketch(id: Uuid, place: Place, aspects: readonly string[]): Sketch {
  return {
    id,
    candidate: place.candidate,
    path: place.path,
    start_line: place.start_line,
    end_line: place.end_line,
    aspect: aspectFor("logic", aspects),
    severity: "major",
    category: "logic",
    cwe: null,
    title: "",
    explanation: "",
    impact: "",
    suggestion: [],
    reproducer: null,
    proof: "unproven",
    proof_run: null,
    from_evidence: null,
    titled: false,
  };
}

/** A sketch that says what the machine said, for the reviewer to check and put in better words. */
export function sketchFromEvidence(id: Uuid, candidate: Letter, evidence: EvidenceFinding): Sketch {
  const explanation = evidence.explanation.trim() || evidence.title;
  return {
    ...newSketch(id, { ...evidence, candidate }, [evidence.aspect]),
    aspect: evidence.aspect,
    severity: evidence.severity,
    category: evidence.category,
    cwe: evidence.cwe,
    title: evidence.title,
    explanation,
    from_evidence: evidence.id,
    titled: evidence.title !== firstLine(explanation),
  };
}

export function reopen(finding: Finding): Sketch {
  return { ...finding, titled: finding.title !== firstLine(finding.explanation) };
}

/** Applies an edit; a changed reproducer has not been run. */
export function edit(sketch: Sketch, change: Partial<Sketch>): Sketch {
  const next = { ...sketch, ...change };
  if (!next.titled) next.title = firstLine(next.explanation);
  const rerun =
    sketch.reproducer?.code !== next.reproducer?.code || sketch.reproducer?.path !== next.reproducer?.path;
  return rerun ? { ...next, proof: "unproven", proof_run: null } : next;
}

/** The finding that the sketch stands for, or what it still lacks. */
export function settle(sketch: Sketch): { finding: Finding } | { lacks: "explanation" } {
  if (sketch.explanation.trim() === "") return { lacks: "explanation" };
  const { titled, ...finding } = sketch;
  const title = titled && finding.title.trim() !== "" ? finding.title.trim() : firstLine(finding.explanation);
  return { finding: { ...finding, title: title.slice(0, TITLE_LIMIT) } };
}

/** Whether anything was written that is worth keeping. */
export function isBlank(sketch: Sketch): boolean {
  return (
    [sketch.explanation, sketch.impact, sketch.reproducer?.code ?? ""].every((text) => text.trim() === "") &&
    sketch.suggestion.length === 0 &&
    sketch.cwe === null
  );
}

export const severityOrder: readonly Severity[] = ["blocker", "major", "minor", "nit", "good"];
