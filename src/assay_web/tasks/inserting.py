"""Records of one lot become rows: tasks, candidates and origins, each table by one COPY."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final

from django.utils import timezone

from assay import load_rubric
from assay.domain.task import Task as TaskRecord
from assay_web.projects.models import Project
from assay_web.tasks.copying import copy_rows, reserve_ids
from assay_web.tasks.models import Candidate, CandidateOrigin, Task
from assay_web.tasks.rubrics import keep_rubrics
from assay_web.tasks.stored import Stored, stored

TABLES: Final = (Task, Candidate, CandidateOrigin)

_TASK: Final = {
    "id": "int8",
    "project_id": "int8",
    "public_id": "uuid",
    "number": "int4",
    "record_id": "varchar",
    "title": "varchar",
    "language": "varchar",
    "aspects": "varchar[]",
    "entry_point": "text",
    "prompt": "text",
    "base_files": "text",
    "visible_tests": "text",
    "tests": "text",
    "reference": "text",
    "rubric_id": "varchar",
    "source": "text",
    "license": "text",
    "training_allowed": "bool",
    "price_minor": "int8",
    "currency": "varchar",
    "overlap": "int2",
    "expected_minutes": "int4",
    "created_at": "timestamptz",
}
_CANDIDATE: Final = {
    "id": "int8",
    "task_id": "int8",
    "position": "int2",
    "record_id": "varchar",
    "files": "text",
    "content_key": "varchar",
    "evidence_state": "varchar",
    "evidence_problem": "text",
}


def insert(
    project: Project,
    lot: Sequence[TaskRecord],
    prices: Sequence[int],
    *,
    first_number: int,
    known: Mapping[str, Stored],
    meanwhile: Callable[[], bool],
) -> list[int]:
    """Store a lot, its tasks numbered from ``first_number``; the keys of its candidates, in their order.

    ``known`` holds what is kept of tasks, by their ids; of the others it is made. For ``meanwhile`` see
    :func:`copy_rows`.
    """
    now = timezone.now()
    kept = [known.get(task.id) or stored(task) for task in lot]
    task_ids = reserve_ids(Task, len(lot))
    rubrics = [_rubric(task, project) for task in lot]
    keys = keep_rubrics(set(rubrics))
    candidate_ids = reserve_ids(Candidate, sum(len(one.candidates) for one in lot))
    copy_rows(
        Task,
        tuple(_TASK),
        (
            _task_row(project, task, texts, task_id, number, keys[rubric], price, now)
            for number, (task, texts, task_id, rubric, price) in enumerate(
                zip(lot, kept, task_ids, rubrics, prices, strict=True), first_number
            )
        ),
        tuple(_TASK.values()),
        meanwhile,
    )
    ids = iter(candidate_ids)
    copy_rows(
        Candidate,
        tuple(_CANDIDATE),
        (
            (next(ids), task_id, position, one.id, files, key, "pending", "")
            for task_id, task, texts in zip(task_ids, lot, kept, strict=True)
            for position, (one, (files, key)) in enumerate(zip(task.candidates, texts.contents, strict=True))
        ),
        tuple(_CANDIDATE.values()),
        meanwhile,
    )
    origins = (one for texts in kept for one in texts.origins)
    copy_rows(
        CandidateOrigin,
        ("candidate_id", "origin"),
        zip(candidate_ids, origins, strict=True),
        meanwhile=meanwhile,
    )
    return candidate_ids


def _task_row(
    project: Project, task: TaskRecord, texts: Stored, task_id: int, number: int, rubric: str, price: int, now: datetime
) -> tuple[object, ...]:
    return (
        task_id,
        project.pk,
        uuid.uuid4(),
        number,
        task.id,
        task.title,
        task.language.value,
        [aspect.value for aspect in task.aspects],
        task.entry_point or "",
        task.prompt,
        texts.base_files,
        texts.visible_tests,
        texts.tests,
        texts.reference,
        rubric,
        task.source or "",
        task.license or "",
        task.training_allowed,
        price,
        project.currency,
        project.overlap,
        texts.minutes,
        now,
    )


def _rubric(task: TaskRecord, project: Project) -> str:
    """JSON of the task's own rubric, or of the project's where the record names none."""
    if project.rubric and "rubric" not in task.model_fields_set:
        return project.rubric
    return _built_in(task.rubric) if isinstance(task.rubric, str) else task.rubric.model_dump_json()


@lru_cache(maxsize=64)
def _built_in(name: str) -> str:
    return load_rubric(name).model_dump_json()
