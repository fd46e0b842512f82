"""Rows of the lists on the pages."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from assay_web.accounts.models import User
from assay_web.projects.models import Project
from assay_web.review.models import OPEN_STATES, AssignmentState, Decision
from assay_web.tasks.models import EvidenceState, Task

PAGE = 25


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task in a lead's list, with what has become of its places and of its evidence, in counts."""

    code: str
    title: str
    language: str
    overlap: int
    in_progress: int
    submitted: int
    accepted: int
    candidates: int
    examined: int
    failed: int
    problem: str
    """Why a candidate could not be examined; empty when none failed."""


@dataclass(frozen=True, slots=True)
class TaskPage:
    """Some tasks, and the number after which the next ones begin; None at the end."""

    rows: list[TaskRow]
    next_cursor: int | None


def tasks_of(project: Project, after: int = 0) -> TaskPage:
    """The tasks of a project that the caller has been found to lead, by number; ``after`` is the cursor before."""
    found = list(
        project.tasks.filter(number__gt=after)
        .only("number", "title", "language", "overlap")
        .order_by("number")
        .annotate(
            in_progress=_assignments(state__in=set(OPEN_STATES) - {AssignmentState.RETURNED}),
            submitted=_assignments(state=AssignmentState.SUBMITTED),
            accepted=_assignments(state=AssignmentState.ACCEPTED),
        )[: PAGE + 1]
    )
    rows = found[:PAGE]
    evidence = _evidence_of(rows)
    return TaskPage([_row(task, evidence) for task in rows], rows[-1].number if len(found) > PAGE else None)


def return_reasons(user: User) -> dict[UUID, str]:
    """What leads wrote on reviews of this person that wait for a revision: assignment to the latest reason."""
    rows = Decision.objects.filter(
        accepted=False, review__assignment__reviewer=user, review__assignment__state=AssignmentState.RETURNED
    ).order_by("review__revision")
    return dict(rows.values_list("review__assignment__public_id", "reason"))


def _assignments(**condition: object) -> Count:
    return Count("assignments", filter=Q(**{f"assignments__{name}": value for name, value in condition.items()}))


def _evidence_of(tasks: list[Task]) -> dict[int, dict[str, object]]:
    counts = (
        Task.objects.filter(pk__in=[task.pk for task in tasks])
        .annotate(
            total=Count("candidates"),
            ready=Count("candidates", filter=Q(candidates__evidence_state=EvidenceState.READY)),
            broken=Count("candidates", filter=Q(candidates__evidence_state=EvidenceState.FAILED)),
        )
        .values("pk", "total", "ready", "broken")
    )
    return {row["pk"]: row for row in counts}
