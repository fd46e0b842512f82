"""Running what a reviewer wrote: queued with priority, executed by a worker, judged by the server."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

from django.db import transaction
from procrastinate.contrib.django import app

from assay_web.accounts.models import User
from assay_web.kit.refusals import Conflict, TooMany
from assay_web.review.draft import DraftFile
from assay_web.review.models import Assignment, LiveRun, RunKind, RunState
from assay_web.review.services.drafts import open_assignment
from assay_web.tasks.evidence_queue import INTERACTIVE, URGENT
from assay_web.tasks.models import Candidate

EXECUTE = "assay.execute_run"
MOST_AT_ONCE = 4
"""Unfinished runs that one assignment may have."""

_REPRODUCER_NAMES = {
    "python": "test_repro.py",
    "javascript": "repro.test.js",
    "typescript": "repro.test.ts",
    "go": "repro_test.go",
    "rust": "test_repro.rs",
    "java": "ReproTest.java",
    "c": "test_repro.c",
    "cpp": "test_repro.cpp",
    "sql": "test_repro.toml",
}


@transaction.atomic
def run_reproducer(user: User, assignment_id: UUID, letter: str, finding_id: UUID, code: str) -> LiveRun:
    """Queue a reproducer against a candidate.

    Raises:
        NotVisible, Gone, Conflict: as for saving a draft.
        TooMany: this assignment has too many unfinished runs.
    """
    assignment = open_assignment(user, assignment_id)
    name = _REPRODUCER_NAMES.get(assignment.task.language, "test_repro")
    return _queue(assignment, letter, RunKind.REPRODUCER, {name: code}, finding_id)


@transaction.atomic
def run_correction(user: User, assignment_id: UUID, letter: str, files: Sequence[DraftFile]) -> LiveRun:
    """Queue the task's tests against corrected files.

    Raises:
        NotVisible, Gone, Conflict, TooMany: as :func:`run_reproducer`.
    """
    assignment = open_assignment(user, assignment_id)
    return _queue(assignment, letter, RunKind.CORRECTION, {file.path: file.text for file in files}, None)


@transaction.atomic
def try_code(user: User, assignment_id: UUID, code: str) -> LiveRun:
    """Queue an input or a snippet against every candidate.

    Raises:
        NotVisible, Gone, Conflict, TooMany: as :func:`run_reproducer`.
    """
    assignment = open_assignment(user, assignment_id)
    return _defer(assignment, LiveRun(kind=RunKind.TRIAL, files=json.dumps({"code": code})))


def _queue(
    assignment: Assignment, letter: str, kind: RunKind, files: Mapping[str, str], finding_id: UUID | None
) -> LiveRun:
    position = ord(letter) - ord("A")
    if position >= len(assignment.order):
        raise Conflict(f"This task has no candidate {letter}")
    candidate = Candidate.objects.only("id").get(task=assignment.task_id, position=assignment.order[position])
    files_text = json.dumps(files)
    return _defer(
        assignment,
        LiveRun(candidate=candidate, letter=letter, kind=kind, finding_id=finding_id, files=files_text),
    )


def _defer(assignment: Assignment, run: LiveRun) -> LiveRun:
    if assignment.runs.exclude(state=RunState.DONE).count() >= MOST_AT_ONCE:
        raise TooMany(f"{MOST_AT_ONCE} runs are waiting already; let one of them end first")
    run.public_id = uuid4()
    run.assignment = assignment
    run.save(force_insert=True)
    app.configure_task(EXECUTE, queue=INTERACTIVE, priority=URGENT).defer(run_id=run.pk)
    return run
