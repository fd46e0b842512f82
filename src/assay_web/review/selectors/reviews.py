"""Submitted reviews for leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Project
from assay_web.projects.policies import Person
from assay_web.review.models import OPEN_STATES, Assignment, AssignmentState, Review, ReviewFinding
from assay_web.review.policies import of_tasks_shown, reviews_in
from assay_web.tasks.counting import counts
from assay_web.tasks.models import Candidate, EvidenceState, GoldItem

PAGE = 50
_SHOWN = (
    "public_id",
    "revision",
    "active_ms",
    "submitted_at",
    "assignment__task__number",
    "assignment__task__title",
    "assignment__reviewer__pseudonym",
    "decision__accepted",
)


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


def submitted_reviews(person: Person, project: Project, state: str = "", after: UUID | None = None) -> SubmittedPage:
    """The newest reviews of a project that the person has been found to read: of each, what was submitted last.

    ``state`` leaves those whose assignment stands so.

    Raises:
        NotVisible: the cursor points to nothing of this project.
    """
    shown = of_tasks_shown(person, project)
    assignments = Assignment.objects.filter(shown, project=project, submitted_at__isnull=False)
    if state:
        assignments = assignments.filter(state=state)
    if after is not None:
        last = Assignment.objects.filter(shown, project=project, reviews__public_id=after).first()
        if last is None or last.submitted_at is None:
            raise NotVisible("no such page")
        older = Q(submitted_at__lt=last.submitted_at) | Q(submitted_at=last.submitted_at, pk__lt=last.pk)
        assignments = assignments.filter(older, submitted_at__lte=last.submitted_at)
    found = list(assignments.order_by("-submitted_at", "-pk").values_list("pk", flat=True)[: PAGE + 1])
    rows = _submitted_rows(found[:PAGE])
    return SubmittedPage(rows, rows[-1].review_id if len(found) > PAGE else None)


def get_review(person: Person, project: Project, review_id: UUID) -> Review:
    """One submitted review with its assignment, task and reviewer.

    Raises:
        NotVisible: the project has no such review, or it is of a planted task and this person does not lead.
    """
    review = (
        reviews_in(project)
        .select_related("assignment__task", "assignment__reviewer", "decision")
        .filter(of_tasks_shown(person, project, "assignment__task"), public_id=review_id)
        .first()
    )
    if review is None:
        raise NotVisible("no such review")
    return review


def revisions(review: Review) -> list[tuple[UUID, int]]:
    """Every revision of the review that was submitted, this one among them: id and number, the first first."""
    return list(
        Review.objects.filter(assignment=review.assignment_id).order_by("revision").values_list("public_id", "revision")
    )


def project_progress(project: Project) -> Progress:
    """Counts of a project that the caller has been found to lead."""
    counted = Counter(counts(project))
    counted.subtract(planted_counts(project))

    def assignments(*states: str) -> int:
        return sum(counted.get(f"assignment {state}", 0) for state in states)

    return Progress(
        tasks=counted.get("task", 0),
        places=counted.get("place", 0),
        in_progress=assignments(*(state for state in OPEN_STATES if state != AssignmentState.RETURNED)),
        submitted=assignments(AssignmentState.SUBMITTED),
        accepted=assignments(AssignmentState.ACCEPTED),
        returned=assignments(AssignmentState.RETURNED),
        evidence_pending=counted.get(f"candidate {EvidenceState.PENDING}", 0),
        evidence_ready=counted.get(f"candidate {EvidenceState.READY}", 0),
        evidence_failed=counted.get(f"candidate {EvidenceState.FAILED}", 0),
    )


def planted_counts(project: Project) -> dict[str, int]:
    """What of the project's counts is about planted tasks; nothing where there are none."""
    tasks = list(GoldItem.objects.filter(project=project, task__isnull=False).values_list("task", "task__overlap"))
    if not tasks:
        return {}
    ids = [pk for pk, _ in tasks]
    states = Counter(Assignment.objects.filter(task__in=ids).values_list("state", flat=True))
    evidence = Counter(Candidate.objects.filter(task__in=ids).values_list("evidence_state", flat=True))
    return {
        "task": len(ids),
        "place": sum(overlap or 0 for _, overlap in tasks),
        **{f"assignment {state}": n for state, n in states.items()},
        **{f"candidate {state}": n for state, n in evidence.items()},
    }


def _submitted_rows(assignments: Sequence[int]) -> list[SubmittedRow]:
    """One row for each, in that order, about its last revision."""
    newest = (
        Review.objects.filter(assignment__in=assignments)
        .order_by("assignment", "-revision")
        .distinct("assignment")
        .values("pk")
    )
    findings = ReviewFinding.objects.filter(review=OuterRef("pk")).order_by().values("review")
    reviews = (
        Review.objects.filter(pk__in=newest)
        .select_related("assignment__task", "assignment__reviewer", "decision")
        .only(*_SHOWN)
        .annotate(finding_count=Coalesce(Subquery(findings.annotate(n=Count("pk")).values("n")), 0))
    )
    by_assignment = {one.assignment_id: _submitted_row(one) for one in reviews}
    return [by_assignment[one] for one in assignments if one in by_assignment]


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
