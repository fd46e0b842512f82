"""Reviewed tasks of a project as a stream of records, a few hundred at a time, for whoever may export it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from itertools import chain
from typing import Final

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from assay import Reviewed
from assay.workflows.deliver import near_duplicates
from assay_web.adjudication.models import Conflict, ConflictState, KnownDefect, Ruling
from assay_web.exchange.rules import Mark, Selection
from assay_web.projects.models import Project
from assay_web.review.models import Decision, Review
from assay_web.review.policies import reviews_in
from assay_web.review.selectors import beside, record_of_review, record_of_task
from assay_web.review.selectors.record_rows import ReviewRow, TaskRow, candidate_rows, review_rows, task_rows
from assay_web.tasks.models import Task

CHUNK: Final = 500
"""Tasks that are read at once."""


def mark_now() -> Mark:
    """How far everything has come by now.

    Ids are given before their transactions end, so the newest ids alone could pass over one that ends later: the locks
    wait for writers that have begun, and keep new ones waiting for as long as it takes to read three numbers.
    """
    tables = [model._meta.db_table for model in (Review, Decision, Ruling)]  # noqa: SLF001 - Django's documented Meta API
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {', '.join(tables)} IN SHARE MODE")
        cursor.execute(f"SELECT {', '.join(f'(SELECT coalesce(max(id), 0) FROM {table})' for table in tables)}")  # noqa: S608 - names of our own tables
        return Mark(*cursor.fetchone())


def reviewed(project: Project, selection: Selection, until: Mark, *, findings: bool = True) -> Iterator[Reviewed]:
    """Every task that ``selection`` asks for, with the last revision of each of its reviews, in the order of import.

    What came after ``until`` does not count. Without ``findings`` reviews come without ratings and judged evidence too,
    in less than half the time. Memory does not grow with the number of tasks.
    """
    groups = _groups(project)
    tasks = _tasks(project, selection, until).order_by("pk")
    last = 0
    while chunk := task_rows(tasks.filter(pk__gt=last)[:CHUNK]):
        last = chunk[-1].pk
        ids = [task.pk for task in chunk]
        standing = _standing(Review.objects.filter(assignment__task__in=ids), selection, until)
        yield from _chunk(chunk, ids, review_rows(standing, findings=findings), groups)


def count_reviewed(project: Project, selection: Selection, until: Mark) -> int:
    """How many tasks :func:`reviewed` yields."""
    return _tasks(project, selection, until).count()


def _chunk(
    tasks: Sequence[TaskRow],
    ids: Sequence[int],
    reviews: Mapping[int, Sequence[ReviewRow]],
    groups: Mapping[str, str],
) -> Iterator[Reviewed]:
    candidates = candidate_rows(ids)
    known = beside(chain.from_iterable(reviews.values()))
    gold = set(
        KnownDefect.objects.filter(candidate__task__in=ids, planted=True).values_list("candidate__task", flat=True)
    )
    settled = _settled(ids)
    for task in tasks:
        given = candidates[task.pk]
        yield Reviewed(
            task=record_of_task(task, given),
            reviews=tuple(record_of_review(task, given, one, known) for one in reviews.get(task.pk, ())),
            group=groups.get(task.record_id, ""),
            gold=task.pk in gold,
            adjudicated=task.pk in settled,
        )


def _tasks(project: Project, selection: Selection, until: Mark) -> QuerySet[Task]:
    standing = _standing(Review.objects.filter(assignment__task=OuterRef("pk")), selection, until)
    tasks = project.tasks.filter(Exists(standing), gold=None)
    if selection.languages:
        tasks = tasks.filter(language__in=[one.value for one in selection.languages])
    if selection.aspects:
        tasks = tasks.filter(aspects__overlap=[one.value for one in selection.aspects])
    if selection.since != Mark():
        tasks = tasks.filter(_newer(project, selection.since, until))
    return tasks


def _standing(reviews: QuerySet[Review], selection: Selection, until: Mark) -> QuerySet[Review]:
    """The last revision of each review, as far as it is asked for."""
    later = Review.objects.filter(
        assignment=OuterRef("assignment"), revision__gt=OuterRef("revision"), pk__lte=until.review
    )
    reviews = reviews.filter(~Exists(later), pk__lte=until.review)
    if selection.accepted_only:
        reviews = reviews.filter(decision__accepted=True, decision__pk__lte=until.decision)
    if selection.first_day:
        reviews = reviews.filter(submitted_at__gte=datetime.combine(selection.first_day, time(), UTC))
    if selection.last_day:
        end = datetime.combine(selection.last_day, time(), UTC) + timedelta(days=1)
        reviews = reviews.filter(submitted_at__lt=end)
    return reviews


def _newer(project: Project, since: Mark, until: Mark) -> Q:
    """Tasks with a review, decision or ruling between the marks."""
    reviews = reviews_in(project)
    return (
        Q(pk__in=reviews.filter(pk__gt=since.review, pk__lte=until.review).values("assignment__task"))
        | Q(
            pk__in=reviews.filter(decision__pk__gt=since.decision, decision__pk__lte=until.decision).values(
                "assignment__task"
            )
        )
        | Q(
            pk__in=Ruling.objects.filter(conflict__project=project, pk__gt=since.ruling, pk__lte=until.ruling).values(
                "conflict__task"
            )
        )
    )


def _settled(tasks: Sequence[int]) -> set[int]:
    """Tasks on which adjudicators have ruled, with no conflict left open."""
    states: dict[int, set[str]] = {}
    conflicts = Conflict.objects.filter(task__in=tasks).exclude(state=ConflictState.WITHDRAWN)
    for task, state in conflicts.values_list("task", "state"):
        states.setdefault(task, set()).add(state)
    return {task for task, found in states.items() if found == {ConflictState.CLOSED}}


def _groups(project: Project) -> Mapping[str, str]:
    """Near-duplicates among all tasks of the project, reviewed or not, in the order of import."""
    rows = (
        project.tasks.filter(gold=None)
        .order_by("pk")
        .values_list("record_id", "prompt", "base_files")
        .iterator(chunk_size=2000)
    )
    return near_duplicates((name, "\n".join([prompt, *json.loads(files).values()])) for name, prompt, files in rows)
