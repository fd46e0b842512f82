"""Records of one lot become rows: tasks, candidates and origins, each table by one COPY."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final

from django.utils import timezone

from assay import load_rubric
from assay.domain.task import Candidate as CandidateRecord
from assay.domain.task import Task as TaskRecord
from assay_web.projects.models import Project
from assay_web.tasks.copying import copy_rows, reserve_ids
from assay_web.tasks.models import Candidate, CandidateOrigin, Task
from assay_web.tasks.rubrics import keep_rubrics
from assay_web.tasks.rules import Contents, expected_minutes, files_and_keys, tests_as_stored

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
    known: Mapping[str, Contents],
    meanwhile: Callable[[], bool],
) -> list[int]:
    """Store a lot, its tasks numbered from ``first_number``; the keys of its candidates, in their order.

    ``known`` holds contents by the task's id; the others are made. For ``meanwhile`` see :func:`copy_rows`.
    """
    now = timezone.now()
    task_ids = reserve_ids(Task, len(lot))
    rubrics = [_rubric(task, project) for task in lot]
    keys = keep_rubrics(set(rubrics))
    candidate_ids = reserve_ids(Candidate, sum(len(one.candidates) for one in lot))
    copy_rows(
        Task,
        tuple(_TASK),
        (
            _task_row(project, task, task_id, number, keys[rubric], price, now)
            for number, (task_id, task, rubric, price) in enumerate(
                zip(task_ids, lot, rubrics, prices, strict=True), first_number
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
            for task_id, task in zip(task_ids, lot, strict=True)
            for position, (one, (files, key)) in enumerate(
                zip(task.candidates, known.get(task.id) or files_and_keys(task), strict=True)
            )
        ),
        tuple(_CANDIDATE.values()),
        meanwhile,
    )
    candidates = (one for task in lot for one in task.candidates)
    copy_rows(
        CandidateOrigin,
        ("candidate_id", "origin"),
        ((key, _origin(one)) for key, one in zip(candidate_ids, candidates, strict=True)),
        meanwhile=meanwhile,
    )
    return candidate_ids


def _files(files: Mapping[str, str]) -> str:
    return json.dumps(files) if files else "{}"


def _task_row(
    project: Project, task: TaskRecord, task_id: int, number: int, rubric: str, price: int, now: datetime
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
        _files(task.files),
        _files(task.tests.visible_files),
        tests_as_stored(task),
        task.reference.model_dump_json() if task.reference else "",
        rubric,
        task.source or "",
        task.license or "",
        task.training_allowed,
        price,
        project.currency,
        project.overlap,
        expected_minutes(task),
        now,
    )


def _origin(candidate: CandidateRecord) -> str:
    return candidate.origin.model_dump_json(exclude_defaults=True) if "origin" in candidate.model_fields_set else "{}"


def _rubric(task: TaskRecord, project: Project) -> str:
    """JSON of the task's own rubric, or of the project's where the record names none."""
    if project.rubric and "rubric" not in task.model_fields_set:
        return project.rubric
    return _built_in(task.rubric) if isinstance(task.rubric, str) else task.rubric.model_dump_json()


@lru_cache(maxsize=64)
def _built_in(name: str) -> str:
    return load_rubric(name).model_dump_json()
