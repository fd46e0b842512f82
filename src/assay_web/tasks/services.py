"""What changes tasks: importing them whole or not at all, or lot by lot so that an end half-way loses little."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction

from assay.domain.task import Task as TaskRecord
from assay.errors import InputError, RecordError
from assay_web.projects.models import Project, ProjectState
from assay_web.projects.rules import price_for
from assay_web.tasks.ahead import Ahead
from assay_web.tasks.asking import put_to_critics
from assay_web.tasks.copying import checked_at_once
from assay_web.tasks.evidence_queue import enqueue_evidence
from assay_web.tasks.inserting import TABLES, insert
from assay_web.tasks.mixing import mixed, note_planted
from assay_web.tasks.models import Candidate
from assay_web.tasks.rules import expected_minutes
from assay_web.tasks.stored import Stored

FEWEST, MOST = 250, 1000
"""Tasks that are stored at once."""

Price = Callable[[TaskRecord], int]


@dataclass(frozen=True)
class ImportReport:
    """How much an import brought in, and how many tasks it passed over because they were there."""

    tasks: int
    candidates: int
    passed_over: int = 0


@transaction.atomic
def import_tasks(
    project: Project, records: Iterable[TaskRecord | RecordError], *, price_of: Price | None = None
) -> ImportReport:
    """Add tasks to the project, planted ones among them, all or none, and queue their evidence in the same
    transaction, but for a sealed project, where nobody is shown any.

    ``price_of`` gives the pay of a task in minor units of the project's currency; otherwise the project's tiers do by
    the time that a task is expected to take, and its price beyond them. ``records`` must not ask the database, which
    is busy with those before them when they are read.

    Raises:
        RecordError: the first record that is wrong.
        InputError: the project is closed or has a task with such an id already, or there was nothing to import.
    """
    number = _alone(project)
    price_of = price_of or _by_tier(project)
    tasks = candidates = 0
    ahead = Ahead(_right(records), FEWEST, MOST)
    with checked_at_once(*TABLES):
        for lot in ahead:
            batch = [one for one, _ in lot]
            known = {one.id: kept for one, kept in lot}
            number += _store(project, batch, known, price_of, after=number, meanwhile=ahead.read_one)
            tasks += len(batch)
            candidates += sum(len(one.candidates) for one in batch)
    if not tasks:
        raise _nothing()
    return ImportReport(tasks, candidates)


def resume_import(
    project: Project, records: Iterable[TaskRecord | RecordError], *, after_lot: Callable[[], None] = lambda: None
) -> ImportReport:
    """Add the tasks that are not there yet, some hundred at a time: each lot lasts, whatever becomes of the next.

    A task is there already if one of the project has its prompt and its candidates' contents, under whatever id. So an
    import that was killed goes on by being run again.

    Raises:
        RecordError: the first record that is wrong; those before it stay.
        InputError: the project is closed, another task of it has such an id, or there was nothing to import.
    """
    price_of = _by_tier(project)
    tasks = candidates = passed_over = 0
    ahead = Ahead(_right(records), FEWEST, MOST)
    for lot in ahead:
        batch, known = [one for one, _ in lot], {one.id: kept for one, kept in lot}
        with transaction.atomic(), checked_at_once(*TABLES):
            number = _alone(project)
            new = _unseen(project, batch, known)
            _store(project, new, known, price_of, after=number, meanwhile=ahead.read_one)
        after_lot()
        tasks += len(new)
        passed_over += len(batch) - len(new)
        candidates += sum(len(one.candidates) for one in new)
    if not tasks and not passed_over:
        raise _nothing()
    return ImportReport(tasks, candidates, passed_over)


def _store(
    project: Project,
    batch: list[TaskRecord],
    known: Mapping[str, Stored],
    price_of: Price,
    *,
    after: int,
    meanwhile: Callable[[], bool],
) -> int:
    """Store new tasks, planted ones among them, with numbers above ``after``, and queue their evidence; how many."""
    stored, planted = mixed(project, batch, random.SystemRandom())
    prices = [price_of(one) for one in stored]
    try:
        with transaction.atomic():
            candidate_ids = insert(project, stored, prices, first_number=after + 1, known=known, meanwhile=meanwhile)
    except IntegrityError:
        _refuse_known(batch, project)
        raise
    note_planted(project, planted)
    if not project.sealed:
        enqueue_evidence(candidate_ids)
        put_to_critics(project, candidate_ids)
    return len(stored)


def _alone(project: Project) -> int:
    """Keep other imports, and the project's closing, waiting until the transaction ends; the highest number of a task
    so far.

    Raises:
        InputError: the project is closed.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT state FROM projects_project WHERE id = %s FOR UPDATE", [project.pk])
        (state,) = cursor.fetchone()
    if state == ProjectState.CLOSED:
        raise InputError(f"project {project.slug!r} is closed", remedy="nothing comes in any more")
    return project.tasks.order_by("-number").values_list("number", flat=True).first() or 0


def _refuse_known(batch: list[TaskRecord], project: Project) -> None:
    """Say which task's id it was that the database did not take a second time, if that was it."""
    taken = set(project.tasks.filter(record_id__in=[one.id for one in batch]).values_list("record_id", flat=True))
    for record in batch:
        if record.id in taken:
            raise InputError(
                f"project {project.slug!r} has a task {record.id!r} already", remedy="give the new task another id"
            )


def _unseen(project: Project, batch: list[TaskRecord], known: Mapping[str, Stored]) -> list[TaskRecord]:
    contents = [(one.prompt, tuple(sorted(key for _, key in known[one.id].contents))) for one in batch]
    keys = {key for _, of_task in contents for key in of_task}
    holders = Candidate.objects.filter(
        content_key__in=keys, task__project=project, task__prompt__in={prompt for prompt, _ in contents}
    ).values("task")
    prompts: dict[int, str] = {}
    there: dict[int, list[str]] = {}
    rows = Candidate.objects.filter(task__in=holders).values_list("task", "task__prompt", "content_key")
    for task, prompt, key in rows:
        prompts[task] = prompt
        there.setdefault(task, []).append(key)
    seen = {(prompts[task], tuple(sorted(of_task))) for task, of_task in there.items()}
    return [one for one, content in zip(batch, contents, strict=True) if content not in seen]


def _right(records: Iterable[TaskRecord | RecordError]) -> Iterator[TaskRecord]:
    for record in records:
        if isinstance(record, RecordError):
            raise record
        yield record


def _nothing() -> InputError:
    return InputError("there is no task to import", remedy="give a file or folder with assay.task/v1 records")


def _by_tier(project: Project) -> Price:
    tiers = list(project.price_tiers.values_list("up_to_minutes", "price_minor"))
    if not tiers:
        return lambda _: project.price_minor
    return lambda task: price_for(expected_minutes(task), tiers, project.price_minor)
