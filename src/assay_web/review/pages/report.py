"""A submitted review, worked out for reading: findings at their lines, ratings as a table, corrections as differences.

Pure: from the records to frozen values that the template only lays out. Leads see origins here; reviewers never
reach this page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assay.domain.finding import Finding, Proof, SourceKind, Suggestion
from assay.domain.review import CandidateVerdict, Correction, EvidenceJudgement, EvidenceVerdict, Rating, Review
from assay.domain.rubric import Criterion, Rubric
from assay.domain.task import Candidate, Task
from assay_web.kit.code import CodeLine, code_lines, excerpt
from assay_web.kit.differences import FileDiff, file_diffs


@dataclass(frozen=True, slots=True)
class ReportedFinding:
    """One finding with the code it is about, its suggested change and its reproducer as shown lines."""

    finding: Finding
    letter: str
    code: list[CodeLine]
    suggestion: list[FileDiff]
    reproducer: list[tuple[str, list[CodeLine]]]


@dataclass(frozen=True, slots=True)
class ReportedEvidence:
    """One machine finding, where it is, and what the reviewer said of it."""

    judgement: EvidenceJudgement
    letter: str


@dataclass(frozen=True, slots=True)
class ReportedCandidate:
    """Everything said about one candidate, in the order of its lines."""

    letter: str
    candidate: Candidate
    verdict: CandidateVerdict | None
    findings: list[ReportedFinding]
    correction: Correction | None
    correction_diffs: list[FileDiff]


@dataclass(frozen=True, slots=True)
class RatedCriterion:
    """One row of the table of ratings: for each candidate the score and its note, None where there is none."""

    criterion: Criterion
    scores: list[Score | None]


@dataclass(frozen=True, slots=True)
class Score:
    """A score on a scale, what its anchor says, and the reviewer's note."""

    value: int
    scale: int
    anchor: str
    note: str

    @property
    def steps(self) -> list[bool]:
        """One per step of the scale: whether the score reaches it."""
        return [step <= self.value for step in range(1, self.scale + 1)]


_BETTER = {1: "slightly better", 2: "better", 3: "much better"}


@dataclass(frozen=True, slots=True)
class Report:
    """The whole page. Letters are those that this reviewer saw."""

    candidates: list[ReportedCandidate]
    ratings: list[RatedCriterion]
    ranking: list[list[str]]
    evidence: list[ReportedEvidence]
    open_s: float
    """Seconds from claim to submit, pauses included."""
    strengths: tuple[int, ...] = ()

    @property
    def places(self) -> list[tuple[list[str], str]]:
        """Groups of the ranking, each with how much better it is than the next; empty where that was not said."""
        said = [_BETTER[one] for one in self.strengths]
        return list(zip(self.ranking, [*said, *[""] * len(self.ranking)], strict=False))

    @property
    def finding_count(self) -> int:
        """Findings about any of the candidates, praise included."""
        return sum(len(one.findings) for one in self.candidates)

    @property
    def proven_count(self) -> int:
        """How many of them have a reproducer that fails on the candidate."""
        shown = {Proof.DEMONSTRATED, Proof.PROVEN}
        return sum(item.finding.proof in shown for one in self.candidates for item in one.findings)

    @property
    def real_count(self) -> int:
        """How much of the machine evidence the reviewer called real."""
        return sum(one.judgement.verdict is EvidenceVerdict.REAL for one in self.evidence)


def letters_of(task: Task, review: Review) -> dict[str, str]:
    """Candidate id to letter, in the order this reviewer saw; candidates unknown to the review come last."""
    known = list(review.presented) + [one.id for one in task.candidates if one.id not in review.presented]
    return {candidate: chr(ord("A") + position) for position, candidate in enumerate(known)}


def report(task: Task, review: Review, rubric: Rubric | None) -> Report:
    """Lay out ``review`` of ``task``. A claim about a candidate that is no longer in the task is left out."""
    letters = letters_of(task, review)
    candidates = sorted(task.candidates, key=lambda one: letters[one.id])
    return Report(
        candidates=[_candidate(task, review, one, letters[one.id]) for one in candidates],
        ratings=_ratings(review, rubric, [one.id for one in candidates]),
        ranking=[
            sorted(letters[name] for name in group if name in letters)
            for group in (review.ranking.order if review.ranking else ())
        ],
        strengths=review.ranking.strengths if review.ranking else (),
        evidence=[
            ReportedEvidence(one, letters.get(one.finding.candidate or "", ""))
            for one in sorted(review.evidence, key=lambda one: letters.get(one.finding.candidate or "", ""))
        ],
        open_s=(review.times.submitted_at - review.times.claimed_at).total_seconds(),
    )


def _candidate(task: Task, review: Review, candidate: Candidate, letter: str) -> ReportedCandidate:
    shown: dict[str, list[CodeLine]] = {}
    correction = next((one for one in review.corrections if one.candidate == candidate.id), None)
    mine = [one for one in review.findings if one.candidate == candidate.id and one.source.kind is SourceKind.REVIEWER]
    files = {**task.files, **candidate.files}
    return ReportedCandidate(
        letter=letter,
        candidate=candidate,
        verdict=next((one for one in review.verdicts if one.candidate == candidate.id), None),
        findings=[
            _finding(one, letter, files, task.language, shown)
            for one in sorted(mine, key=lambda one: (one.path, one.start_line))
        ],
        correction=correction,
        correction_diffs=file_diffs(files, correction.files) if correction else [],
    )


def _finding(
    finding: Finding, letter: str, files: Mapping[str, str], language: str, shown: dict[str, list[CodeLine]]
) -> ReportedFinding:
    if finding.path not in shown:
        shown[finding.path] = code_lines(files.get(finding.path, ""), language)
    reproducer = finding.reproducer.files if finding.reproducer else {}
    return ReportedFinding(
        finding=finding,
        letter=letter,
        code=excerpt(shown[finding.path], finding.start_line, finding.end_line) if finding.path in files else [],
        suggestion=file_diffs(files, applied(files, finding.suggestion)),
        reproducer=[(path, code_lines(text, language)) for path, text in reproducer.items()],
    )


def applied(files: Mapping[str, str], suggestions: tuple[Suggestion, ...]) -> dict[str, str]:
    """The files that ``suggestions`` touch, after them. Later lines are replaced first, so that numbers stay true."""
    changed: dict[str, str] = {}
    for one in sorted(suggestions, key=lambda one: one.start_line, reverse=True):
        lines = changed.get(one.path, files.get(one.path, "")).splitlines(keepends=True)
        text = one.text if one.text.endswith("\n") or not one.text else f"{one.text}\n"
        lines[one.start_line - 1 : one.end_line] = [text]
        changed[one.path] = "".join(lines)
    return changed


def _ratings(review: Review, rubric: Rubric | None, candidates: list[str]) -> list[RatedCriterion]:
    given = {(one.criterion, one.candidate): one for one in review.ratings}
    return [
        RatedCriterion(criterion, [_score(criterion, given.get((criterion.id, name))) for name in candidates])
        for criterion in (rubric.criteria if rubric else ())
    ]


def _score(criterion: Criterion, rating: Rating | None) -> Score | None:
    if rating is None:
        return None
    anchor = next((one.text for one in criterion.anchors if one.score == rating.score), "")
    return Score(rating.score, criterion.scale, anchor, rating.note)
