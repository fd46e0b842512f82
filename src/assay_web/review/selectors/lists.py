"""Rows of the lists on the pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, TextChoices

from assay_web.accounts.models import User
from assay_web.projects.models import Project
from assay_web.review.models import OPEN_STATES, Assignment, AssignmentState, Decision
from assay_web.tasks.models import Candidate, EvidenceState, Task

PAGE = 25


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task in a lead's list, with what has become of its places and of its evidence, in counts."""

    task_id: UUID
    number: int
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


class Which(TextChoices):
    """Which tasks a list shows."""

    ALL = "", "All"
    IN_PROGRESS = "in_progress", "In progress"
    FREE = "free", "With a free place"
    FAILED = "failed", "Not examined"


_OF: dict[Which, Q] = {
    Which.ALL: Q(),
    Which.IN_PROGRESS: Q(
        pk__in=Assignment.objects.filter(state__in=set(OPEN_STATES) - {AssignmentState.RETURNED}).values("task")
    ),
    Which.FREE: Q(filled=False),
    Which.FAILED: Q(pk__in=Candidate.objects.filter(evidence_state=EvidenceState.FAILED).values("task")),
}


def tasks_of(project: Project, which: Which = Which.ALL, after: int = 0, language: str = "") -> TaskPage:
    """The tasks of a project that the caller has been found to lead, by number; ``after`` is the cursor before."""
    of_language = Q(language=language) if language else Q()
    found = list(
        project.tasks.filter(_OF[which], of_language, number__gt=after, gold=None)
        .only("project", "public_id", "number", "title", "language", "overlap")
        .order_by("number")[: PAGE + 1]
    )
    shown = [task.pk for task in found[:PAGE]]
    taken, examined = _taken(shown), _examined(shown)
    rows = [_row(task, taken.get(task.pk, {}), examined.get(task.pk, {})) for task in found[:PAGE]]
    return TaskPage(rows, found[PAGE - 1].number if len(found) > PAGE else None)


def return_reasons(user: User) -> dict[UUID, str]:
    """What leads wrote on reviews of this person that wait for a revision: assignment to the latest reason."""
    rows = Decision.objects.filter(
        accepted=False, review__assignment__reviewer=user, review__assignment__state=AssignmentState.RETURNED
    ).order_by("review__revision")
    return dict(rows.values_list("review__assignment__public_id", "reason"))


def _taken(tasks: list[int]) -> dict[int, dict[str, Any]]:
    """Counts of the shown tasks only: joined to their list, they would be made of all tasks of the project."""
    rows = (
        Assignment.objects.filter(task__in=tasks)
        .order_by()
        .values("task")
        .annotate(
            in_progress=Count("pk", filter=Q(state__in=set(OPEN_STATES) - {AssignmentState.RETURNED})),
            submitted=Count("pk", filter=Q(state=AssignmentState.SUBMITTED)),
            accepted=Count("pk", filter=Q(state=AssignmentState.ACCEPTED)),
        )
    )
    return {row["task"]: dict(row) for row in rows}


def _examined(tasks: list[int]) -> dict[int, dict[str, Any]]:
    rows = (
        Candidate.objects.filter(task__in=tasks)
        .order_by()
        .values("task")
        .annotate(
            total=Count("pk"),
            ready=Count("pk", filter=Q(evidence_state=EvidenceState.READY)),
            failed=Count("pk", filter=Q(evidence_state=EvidenceState.FAILED)),
            problem=Max("evidence_problem"),
        )
    )
    return {row["task"]: dict(row) for row in rows}


def _row(task: Task, taken: dict[str, int], examined: dict[str, Any]) -> TaskRow:
    return TaskRow(
        task_id=task.public_id,
        number=task.number,
        code=task.code,
        title=task.title,
        language=task.language,
        overlap=task.overlap,
        in_progress=taken.get("in_progress", 0),
        submitted=taken.get("submitted", 0),
        accepted=taken.get("accepted", 0),
        candidates=examined.get("total", 0),
        examined=examined.get("ready", 0),
        failed=examined.get("failed", 0),
        problem=examined.get("problem", ""),
    )
