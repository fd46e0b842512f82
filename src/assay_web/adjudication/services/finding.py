"""Conflicts of tasks are found anew whenever something was said; those that somebody settled stay as they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db import transaction

from assay_web.adjudication.models import Conflict, ConflictState
from assay_web.adjudication.rules import Found, Question, find_conflicts
from assay_web.adjudication.selectors.standing import opinions_of
from assay_web.tasks.models import Task


@transaction.atomic
def find_conflicts_of(settled: Mapping[int, Collection[int]]) -> int:
    """Find the conflicts of the tasks that are the keys; the values hold positions whose verdict is certain.

    Open conflicts that are none any more are withdrawn, unless somebody appealed: an appeal is decided. Answers how
    many are open on these tasks.
    """
    opinions = opinions_of(settled)
    tasks = Task.objects.filter(pk__in=settled).only("id", "public_id", "project")
    stored: dict[int, dict[str, Conflict]] = defaultdict(dict)
    for conflict in Conflict.objects.filter(task__in=settled).select_for_update():
        stored[conflict.task_id][conflict.key] = conflict
    count = 0
    new: list[Conflict] = []
    for task in tasks:
        question = Question(str(task.public_id), opinions.get(task.pk, []), settled[task.pk])
        found = {one.key: one for one in find_conflicts(question)}
        new += [_new(task, one) for key, one in found.items() if key not in stored[task.pk]]
        for key, conflict in stored[task.pk].items():
            _refresh(conflict, found.get(key))
        count += sum(conflict.state == ConflictState.OPEN for conflict in stored[task.pk].values())
    Conflict.objects.bulk_create(new, ignore_conflicts=True)
    return count + len(new)


def _new(task: Task, found: Found) -> Conflict:
    return Conflict(
        project_id=task.project_id,
        task=task,
        kind=found.kind,
        key=found.key,
        position=found.position,
        criterion=found.criterion,
        answers=_answers(found),
        members=[[list(member) for member in group] for group in found.members],
        weight=found.weight,
        needed=found.needed,
    )


def _refresh(conflict: Conflict, found: Found | None) -> None:
    if conflict.state == ConflictState.CLOSED:
        return
    appealed = conflict.round > 1
    state = ConflictState.OPEN if found or appealed else ConflictState.WITHDRAWN
    answers = _answers(found) if found else conflict.answers
    if (state, answers) == (conflict.state, conflict.answers):
        return
    conflict.state, conflict.answers = state, answers
    if found:
        conflict.members = [[list(member) for member in group] for group in found.members]
        conflict.weight = found.weight
        conflict.needed = max(conflict.needed, found.needed) if appealed else found.needed
    conflict.save(update_fields=["state", "answers", "members", "weight", "needed"])


def _answers(found: Found) -> list[dict[str, object]]:
    return [{"assignment": assignment, "value": value} for assignment, value in sorted(found.answers.items())]
