"""Submitted reviews for leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Project
from assay_web.review.models import OPEN_STATES, Assignment, AssignmentState, Review
from assay_web.review.policies import reviews_in
from assay_web.tasks.models import Candidate, EvidenceState

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
