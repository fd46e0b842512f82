"""What a record is made of, as the database answers it: a few columns of many rows, without an object for each.

An export reads tens of thousands of them; whoever has the objects already makes the same rows of those.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import F, Func, QuerySet, TextField
from django.db.models.functions import Cast
from pydantic_core import from_json

from assay_web.review.models import Review
from assay_web.tasks.models import Candidate, Task

Document = Mapping[str, Any]
"""Part of a draft's body as it is stored, or of a record as it will be read: JSON."""


class TaskRow(NamedTuple):
    """A task's own columns, in the order in which they are read; files and tests are JSON."""

    pk: int
    record_id: str
    title: str
    prompt: str
    language: str
    aspects: Sequence[str]
    entry_point: str
    source: str
    license: str
    training_allowed: bool
    base_files: str
    tests: str
    reference: str
    rubric: str
    """Its key."""


class CandidateRow(NamedTuple):
    """A candidate's; files and origin are JSON."""

    record_id: str
    files: str
    content_key: str
    origin: str


class ReviewRow(NamedTuple):
    """A submitted review's, and its assignment's; moments are written as in JSON."""

    public_id: UUID
    assignment: int
    revision: int
    body: Document
    reviewer: str
    """Pseudonym."""
    order: Sequence[int]
    """Positions of the candidates, as they were shown."""
    claimed_at: str
    locked_at: str | None
    submitted_at: str
    active_ms: int


def task_rows(tasks: QuerySet[Task]) -> list[TaskRow]:
    """Of these tasks, in their order."""
    return [TaskRow._make(row) for row in tasks.values_list(*TaskRow._fields)]


def candidate_rows(tasks: Sequence[int]) -> Mapping[int, Sequence[CandidateRow]]:
    """Of each of these tasks, in the order of their positions."""
    origin = Cast("origin__origin", TextField())
    columns = Candidate.objects.filter(task__in=tasks).order_by("task", "position").annotate(text=origin)
    rows = columns.values_list("task", "record_id", "files", "content_key", "text")
    return _by_task((task, CandidateRow._make(row)) for task, *row in rows)


def review_rows(reviews: QuerySet[Review], *, findings: bool = True) -> Mapping[int, Sequence[ReviewRow]]:
    """Of these reviews, in the order in which they came, by their tasks; without ``findings`` their bodies lack these,
    ratings and evidence, which are most of them.
    """
    moments = {f"{name}_text": _written(name) for name in ("claimed_at", "locked_at", "submitted_at")}
    rows = (
        reviews.annotate(
            body_text=Func(F("body"), template=_BODY if findings else _REST, output_field=TextField()), **moments
        )
        .order_by("assignment__task", "pk")
        .values_list(
            "assignment__task",
            "public_id",
            "assignment",
            "revision",
            "body_text",
            "assignment__reviewer__pseudonym",
            "assignment__order",
            *moments,
            "active_ms",
        )
    )
    return _by_task(
        (task, ReviewRow(name, assignment, revision, from_json(body), *others))
        for task, name, assignment, revision, body, *others in rows
    )


def row_of_task(task: Task) -> TaskRow:
    """Of one that is at hand."""
    given = (getattr(task, "rubric_id" if name == "rubric" else name) for name in TaskRow._fields)
    return TaskRow._make(given)


def rows_of_candidates(task: Task, *, origins: bool) -> Sequence[CandidateRow]:
    """Of the candidates of one that is at hand, in the order of their positions; without ``origins`` these are empty,
    and not looked up.
    """
    ordered = sorted(task.candidates.all(), key=lambda one: one.position)
    return [
        CandidateRow(one.record_id, one.files, one.content_key, json.dumps(one.origin.origin) if origins else "{}")
        for one in ordered
    ]


def row_of_review(review: Review) -> ReviewRow:
    """Of one that is at hand, with its assignment and whose it is."""
    assignment = review.assignment
    return ReviewRow(
        review.public_id,
        review.assignment_id,
        review.revision,
        review.body,
        assignment.reviewer.pseudonym,
        assignment.order,
        review.claimed_at.isoformat(),
        review.locked_at.isoformat() if review.locked_at else None,
        review.submitted_at.isoformat(),
        review.active_ms,
    )


_FIRST: Final = itemgetter(0)
_BODY: Final = "(%(expressions)s)::text"
_REST: Final = "(%(expressions)s - ARRAY['findings', 'ratings', 'evidence'])::text"


def _by_task(rows: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    return {task: [row for _, row in several] for task, several in groupby(rows, key=_FIRST)}


def _written(moment: str) -> Func:
    return Func(F(moment), template="to_json(%(expressions)s) #>> '{}'", output_field=TextField())
