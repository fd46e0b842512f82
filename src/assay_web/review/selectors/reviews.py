"""Submitted reviews for leads, and as records for export."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from assay.export.format import Reviewed
from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery

from assay.domain.finding import Finding, Reproducer, Source, SourceKind, Suggestion, snippet_hash
from assay.domain.review import (
    CandidateVerdict,
    Correction,
    EvidenceJudgement,
    Ranking,
    Rating,
    Times,
)
from assay.domain.review import (
    Review as ReviewRecord,
)
from assay.domain.rubric import Rubric
from assay.domain.run import Run
from assay.domain.task import (
    Aspect,
    Language,
    Origin,
    Reference,
    Tests,
)
from assay.domain.task import (
    Candidate as CandidateRecord,
)
from assay.domain.task import (
    Task as TaskRecord,
)
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Project
from assay_web.review.draft import DraftBody, DraftFinding
from assay_web.review.models import OPEN_STATES, Assignment, AssignmentState, LiveRun, Review
from assay_web.review.policies import reviews_in
from assay_web.review.rules import letters
from assay_web.tasks.models import Candidate, EvidenceFinding, EvidenceState, Task

PAGE = 50


@dataclass(frozen=True, slots=True)
class SubmittedRow:
    """One submitted review in a lead's list."""

    review_id: UUID
    task_code: str
    task_title: str
    reviewer: str
    revision: int
    state: str
    finding_count: int
    active_ms: int
    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class SubmittedPage:
    """Some reviews, and where the next ones begin; None at the end."""

    rows: list[SubmittedRow]
    next_cursor: UUID | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a project is, in counts."""

    tasks: int
    places: int
    """Reviews wanted: the sum of the overlaps."""
    in_progress: int
    submitted: int
    accepted: int
    returned: int
    evidence_pending: int
    evidence_ready: int
    evidence_failed: int


def submitted_reviews(project: Project, after: UUID | None = None) -> SubmittedPage:
    """The newest submitted reviews of a project that the caller has been found to lead.

    Raises:
        NotVisible: the cursor points to nothing of this project.
    """
    reviews = reviews_in(project)
    if after is not None:
        last = reviews.filter(public_id=after).first()
        if last is None:
            raise NotVisible("no such page")
        reviews = reviews.filter(pk__lt=last.pk)
    found = list(
        reviews.select_related("assignment__task", "assignment__reviewer", "decision")
        .defer("body", "first_pass", "assignment__task__tests", "assignment__task__reference")
        .annotate(finding_count=Count("findings"))
        .order_by("-pk")[: PAGE + 1]
    )
    rows = [_submitted_row(review) for review in found[:PAGE]]
    return SubmittedPage(rows, rows[-1].review_id if len(found) > PAGE else None)


def get_review(project: Project, review_id: UUID) -> Review:
    """One submitted review with its assignment, task and reviewer.

    Raises:
        NotVisible: the project has no such review.
    """
    review = (
        reviews_in(project)
        .select_related("assignment__task", "assignment__reviewer", "decision")
        .filter(public_id=review_id)
        .first()
    )
    if review is None:
        raise NotVisible("no such review")
    return review


def project_progress(project: Project) -> Progress:
    """Counts of a project that the caller has been found to lead."""
    tasks = project.tasks.order_by()
    states = dict(
        Assignment.objects.filter(task__project=project).order_by().values_list("state").annotate(n=Count("pk"))
    )
    evidence = dict(
        Candidate.objects.filter(task__project=project).order_by().values_list("evidence_state").annotate(n=Count("pk"))
    )
    return Progress(
        tasks=tasks.count(),
        places=sum(overlap * n for overlap, n in tasks.values_list("overlap").annotate(n=Count("pk"))),
        in_progress=sum(states.get(state, 0) for state in OPEN_STATES if state != AssignmentState.RETURNED),
        submitted=states.get(AssignmentState.SUBMITTED, 0),
        accepted=states.get(AssignmentState.ACCEPTED, 0),
        returned=states.get(AssignmentState.RETURNED, 0),
        evidence_pending=evidence.get(EvidenceState.PENDING, 0),
        evidence_ready=evidence.get(EvidenceState.READY, 0),
        evidence_failed=evidence.get(EvidenceState.FAILED, 0),
    )


def reviewed(project: Project, *, accepted_only: bool = False) -> Iterator[Reviewed]:
    """Every task of the project that has a review, with the last revision of each, in the order of the tasks.

    Streams: memory does not grow with the number of tasks.
    """
    last = Review.objects.filter(assignment=OuterRef("assignment")).order_by("-revision").values("pk")[:1]
    standing = Review.objects.filter(pk=Subquery(last))
    if accepted_only:
        standing = standing.filter(decision__accepted=True)
    tasks = (
        project.tasks.filter(assignments__reviews__in=standing)
        .distinct()
        .order_by("pk")
        .prefetch_related(_candidates_with_origin())
    )
    for task in tasks.iterator(chunk_size=200):
        rows = standing.filter(assignment__task=task).select_related("assignment__reviewer").order_by("pk")
        yield Reviewed(task=task_record(task), reviews=tuple(review_record(task, row) for row in rows))


def _candidates_with_origin() -> Prefetch[str, QuerySet[Candidate], str]:
    return Prefetch("candidates", Candidate.objects.select_related("origin").order_by("position"))


def task_record(task: Task) -> TaskRecord:
    """The task as it was imported, origins and hidden tests included: for leads and exports only."""
    return TaskRecord(
        id=task.record_id,
        title=task.title,
        prompt=task.prompt,
        language=Language(task.language),
        aspects=tuple(Aspect(name) for name in task.aspects),
        files=json.loads(task.base_files),
        tests=Tests.model_validate_json(task.tests),
        entry_point=task.entry_point,
        reference=Reference.model_validate_json(task.reference) if task.reference else None,
        rubric=Rubric.model_validate_json(task.rubric),
        source=task.source,
        license=task.license,
        training_allowed=task.training_allowed,
        candidates=tuple(
            CandidateRecord(
                id=one.record_id,
                files=json.loads(one.files),
                origin=Origin.model_validate_json(json.dumps(one.origin.origin)),
            )
            for one in sorted(task.candidates.all(), key=lambda one: one.position)
        ),
    )


def review_record(task: Task, review: Review) -> ReviewRecord:
    """A submitted review as ``assay.review/v1``: letters have become candidate ids again."""
    body = DraftBody.model_validate(review.body)
    candidates = {one.position: one for one in task.candidates.all()}
    ordered = [candidates[position] for position in review.assignment.order]
    by_letter = dict(zip(letters(len(ordered)), ordered, strict=True))
    ids = {letter: one.record_id for letter, one in by_letter.items()}
    reviewer = review.assignment.reviewer.pseudonym
    rubric = Rubric.model_validate_json(task.rubric)
    base = json.loads(task.base_files)
    return ReviewRecord(
        id=str(review.public_id),
        task=task.record_id,
        reviewer=reviewer,
        revision=review.revision,
        presented=tuple(ids.values()),
        rubric=f"{rubric.id}@{rubric.version}",
        findings=tuple(
            _finding(one, ids, {**base, **json.loads(by_letter[one.candidate].files)}, reviewer)
            for one in body.findings
        ),
        ratings=tuple(
            Rating(candidate=ids[letter], criterion=criterion, score=score)
            for criterion, scores in body.ratings.items()
            for letter, score in scores.items()
        ),
        ranking=Ranking(
            order=tuple(tuple(ids[letter] for letter in group) for group in body.ranking.order),
            justification=body.ranking.justification,
        )
        if body.ranking
        else None,
        corrections=_corrections(review, body, by_letter, base),
        verdicts=tuple(
            CandidateVerdict(candidate=ids[name], verdict=verdict) for name, verdict in body.verdicts.items()
        ),
        evidence=_judgements(body, by_letter),
        times=Times(
            claimed_at=review.claimed_at,
            locked_at=review.locked_at,
            submitted_at=review.submitted_at,
            active_s=review.active_ms / 1000,
        ),
    )


def _submitted_row(review: Review) -> SubmittedRow:
    assignment = review.assignment
    decision = getattr(review, "decision", None)
    return SubmittedRow(
        review_id=review.public_id,
        task_code=assignment.task.code,
        task_title=assignment.task.title,
        reviewer=assignment.reviewer.pseudonym,
        revision=review.revision,
        state="submitted" if decision is None else str(decision),
        finding_count=review.finding_count,  # type: ignore[attr-defined]  # annotated by the query
        active_ms=review.active_ms,
        submitted_at=review.submitted_at,
    )


def _finding(one: DraftFinding, ids: Mapping[str, str], files: Mapping[str, str], reviewer: str) -> Finding:
    title = one.title.strip() or one.explanation.strip().splitlines()[0]
    return Finding(
        candidate=ids[one.candidate],
        path=one.path,
        start_line=one.start_line,
        end_line=one.end_line,
        snippet_hash=snippet_hash(files.get(one.path, ""), one.start_line, one.end_line),
        aspect=one.aspect,
        category=one.category,
        severity=one.severity,
        cwe=one.cwe,
        title=title[:300],
        explanation=one.explanation,
        impact=one.impact,
        suggestion=tuple(Suggestion(**part.model_dump()) for part in one.suggestion),
        reproducer=Reproducer(files={one.reproducer.path or "reproducer": one.reproducer.code})
        if one.reproducer and one.reproducer.code.strip()
        else None,
        proof=one.proof,
        source=Source(kind=SourceKind.REVIEWER, name=reviewer),
    )


def _corrections(
    review: Review, body: DraftBody, by_letter: Mapping[str, Candidate], base: Mapping[str, str]
) -> tuple[Correction, ...]:
    wanted = [one.run for one in body.corrections.values() if one.run]
    rows = LiveRun.objects.filter(assignment=review.assignment_id, public_id__in=wanted) if wanted else []
    runs: dict[UUID, dict[str, Any]] = {row.public_id: row.complete for row in rows if row.complete}
    corrections = []
    for letter, one in body.corrections.items():
        original = {**base, **json.loads(by_letter[letter].files)}
        files = {file.path: file.text for file in one.files}
        if any(original.get(path) != text for path, text in files.items()):
            run = runs.get(one.run) if one.run else None
            corrections.append(
                Correction(
                    candidate=by_letter[letter].record_id,
                    files=files,
                    run=Run.model_validate_json(json.dumps(run)) if run else None,
                )
            )
    return tuple(corrections)


def _judgements(body: DraftBody, by_letter: Mapping[str, Candidate]) -> tuple[EvidenceJudgement, ...]:
    if not body.evidence:
        return ()
    rows = EvidenceFinding.objects.filter(public_id__in=list(body.evidence)).select_related("examination")
    owners = {one.content_key: one.record_id for one in by_letter.values()}
    return tuple(
        EvidenceJudgement(
            finding=Finding.model_validate_json(
                json.dumps({**row.record, "candidate": owners.get(row.examination.content_key)})
            ),
            verdict=body.evidence[row.public_id].verdict,
            reason=body.evidence[row.public_id].reason,
            note=body.evidence[row.public_id].note,
        )
        for row in rows
    )
