"""Tasks that wait for an adjudicator."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max

from assay_web.accounts.models import User
from assay_web.adjudication.models import ConflictKind
from assay_web.adjudication.policies import open_to
from assay_web.tasks.models import Task

PAGE = 25


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A task with conflicts that this person may settle; ``kinds`` are what they are about, with how many of each."""

    task_id: UUID
    code: str
    title: str
    language: str
    project: str
    open: int
    kinds: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Some tasks, by age, and the key after which the next ones begin; None at the end."""

    rows: list[QueueRow]
    next_cursor: int | None


def tasks_in_conflict(user: User, after: int = 0) -> QueuePage:
    """A page of tasks with open conflicts for this person; ``after`` is the cursor of the page before."""
    waiting = open_to(user).filter(task__gt=after).order_by("task")
    found = list(waiting.values_list("task", flat=True).distinct()[: PAGE + 1])
    ids = found[:PAGE]
    kinds: dict[int, list[tuple[str, int]]] = {}
    counted = open_to(user).filter(task__in=ids).order_by().values("task", "kind")
    counted = counted.annotate(n=Count("pk"), weight=Max("weight")).order_by("task", "-weight")
    for task, kind, n in counted.values_list("task", "kind", "n"):
        kinds.setdefault(task, []).append((ConflictKind(kind).label, n))
    tasks = Task.objects.filter(pk__in=ids).select_related("project").order_by("pk")
    rows = [
        QueueRow(
            task_id=task.public_id,
            code=task.code,
            title=task.title,
            language=task.language,
            project=task.project.name,
            open=sum(n for _, n in kinds.get(task.pk, [])),
            kinds=kinds.get(task.pk, []),
        )
        for task in tasks.only("public_id", "number", "title", "language", "project__name")
    ]
    return QueuePage(rows, ids[-1] if len(found) > PAGE else None)
