/** What a review still lacks, section by section. The server asks the same before it accepts a submission. */
import type { DraftBody, EvidenceFinding, Finding, Problem, SectionName, Workbench } from "../api/types.ts";
import { evidenceList } from "./evidence.ts";

export type Progress = "none" | "some" | "done";

type Asked = Pick<Workbench, "assignment" | "task" | "project" | "rubric" | "candidates" | "evidence">;

/** Evidence this bad has to be judged before a review can be submitted. */
export const mustJudge = (finding: EvidenceFinding): boolean =>
  finding.severity === "blocker" || finding.severity === "major";

/** Characters as the server counts them: code points, without white space around. */
export const written = (text: string): number => [...text.trim()].length;

/** How a justification names a finding: its candidate and line. */
export const citation = (finding: Pick<Finding, "candidate" | "start_line">): string =>
  `${finding.candidate}:${finding.start_line}`;

/** The findings that the justification names. */
export function cited(draft: DraftBody): Finding[] {
  const places = [...(draft.ranking?.justification ?? "").matchAll(/\b([A-Z]):(\d{1,9})\b/g)];
  return draft.findings.filter((finding) =>
    places.some(
      ([, letter, line]) =>
        letter === finding.candidate &&
        finding.start_line <= Number(line) &&
        Number(line) <= finding.end_line,
    ),
  );
}

function rubricProblems(asked: Asked, draft: DraftBody): Problem[] {
  return asked.rubric.criteria.flatMap((criterion) => {
    const open = asked.candidates.filter(({ letter }) => draft.ratings[criterion.id]?.[letter] === undefined);
    if (open.length === 0) return [];
    const letters = open.map(({ letter }) => letter).join(", ");
    return [
      {
        section: "rubric",
        message: `${criterion.title}: no score for ${letters}`,
        anchor: `${criterion.id}-${open[0]?.letter ?? ""}`,
      } as const,
    ];
  });
}

function rankingProblems(asked: Asked, draft: DraftBody): Problem[] {
  if (!asked.task.aspects.includes("ranking")) return [];
  const problems: Problem[] = [];
  const ranked = new Set(draft.ranking?.order.flat());
  if (!asked.candidates.every(({ letter }) => ranked.has(letter))) {
    problems.push({ section: "ranking", message: "The candidates are not ranked yet", anchor: null });
  }
  const length = written(draft.ranking?.justification ?? "");
  const least = asked.project.justification_min;
  if (length < least) {
    problems.push({
      section: "ranking",
      message: `The justification has ${length} of at least ${least} characters`,
      anchor: "justification",
    });
  } else if (least > 0 && draft.findings.length > 0 && cited(draft).length === 0) {
    const [first] = draft.findings;
    problems.push({
      section: "ranking",
      message: `The justification cites no finding; name one as ${first ? citation(first) : "A:1"}`,
      anchor: "justification",
    });
  }
  return problems;
}

function evidenceProblems(asked: Asked, draft: DraftBody): Problem[] {
  if (asked.project.evidence_policy === "never") return [];
  if (asked.project.evidence_policy === "after_first_pass" && asked.assignment.state === "first_pass") {
    return [{ section: "evidence", message: "The first pass is not locked yet", anchor: "lock" }];
  }
  return evidenceList(asked.evidence)
    .filter(({ finding }) => mustJudge(finding) && draft.evidence[finding.id] === undefined)
    .map(({ letter, finding }) => ({
      section: "evidence",
      message: `${letter} line ${finding.start_line}: judge “${finding.title}” real or false`,
      anchor: finding.id,
    }));
}

function findingProblems(draft: DraftBody): Problem[] {
  return draft.findings
    .filter((finding) => finding.explanation.trim() === "" && finding.title.trim() === "")
    .map((finding) => ({
      section: "findings",
      message: `${finding.candidate} line ${finding.start_line}: the finding does not say what is wrong`,
      anchor: finding.id,
    }));
}

function verdictProblems(asked: Asked, draft: DraftBody): Problem[] {
  return asked.candidates
    .filter(({ letter }) => draft.verdicts[letter] === undefined)
    .map(({ letter }) => ({
      section: "verdict",
      message: `No verdict for ${letter}`,
      anchor: letter,
    }));
}

function correctionProblems(draft: DraftBody): Problem[] {
  return Object.entries(draft.corrections)
    .filter(([, correction]) => correction.run === null)
    .map(([letter]) => ({
      section: "correction",
      message: `The correction of ${letter} was changed after its tests last ran`,
      anchor: letter,
    }));
}

/** Everything that is missing, in the order of the workbench's sections; empty when the review can be submitted. */
export function missing(asked: Asked, draft: DraftBody): Problem[] {
  return [
    ...findingProblems(draft),
    ...evidenceProblems(asked, draft),
    ...rubricProblems(asked, draft),
    ...verdictProblems(asked, draft),
    ...rankingProblems(asked, draft),
    ...correctionProblems(draft),
  ];
}

function touched(asked: Asked, draft: DraftBody, section: SectionName): boolean {
  switch (section) {
    case "findings":
      return draft.findings.length > 0;
    case "evidence":
      return asked.evidence?.state === "ready";
    case "rubric":
      return Object.keys(draft.ratings).length > 0;
    case "verdict":
      return Object.keys(draft.verdicts).length > 0;
    case "ranking":
      return draft.ranking !== null;
    case "correction":
      return Object.keys(draft.corrections).length > 0;
  }
}

/**
 * How far a section is, for the ring in the top bar. Findings are done when every candidate was read or found at fault.
 * What is {@link missing} from the draft can be handed over where it is known.
 */
export function progress(
  asked: Asked,
  draft: DraftBody,
  section: SectionName,
  lacks: readonly Problem[] = missing(asked, draft),
): Progress {
  const problems = lacks.filter((problem) => problem.section === section);
  if (section === "findings") {
    const seen = asked.candidates.filter(
      ({ letter, files }) =>
        draft.findings.some((finding) => finding.candidate === letter) ||
        files.every((file) => draft.read[letter]?.includes(file.path)),
    );
    if (seen.length === asked.candidates.length && problems.length === 0) return "done";
    return seen.length > 0 ? "some" : "none";
  }
  if (problems.length === 0) return touched(asked, draft, section) ? "done" : "none";
  return touched(asked, draft, section) ? "some" : "none";
}
