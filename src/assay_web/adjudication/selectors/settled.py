"""Reads of conflicts, always scoped by policy."""

from __future__ import annotations

from collections.abc import Collection

from assay_web.adjudication.models import Conflict, ConflictKind, ConflictState
from assay_web.projects.models import Project


def settled_verdicts(project: Project, tasks: Collection[int] | None = None) -> dict[str, str]:
    """Verdicts that adjudicators have settled: ``task:position`` to label."""
    closed = Conflict.objects.filter(project=project, kind=ConflictKind.VERDICT, state=ConflictState.CLOSED)
    if tasks is not None:
        closed = closed.filter(task__in=tasks)
    rows = closed.values_list("task", "position", "outcome")
    return {f"{task}:{position}": str(label) for task, position, label in rows}
