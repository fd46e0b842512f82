"""How a collection of evidence gets on: a few portions at a time, each worked on by one job after another.

A candidate that a collection is about is in one place: ahead of the walk, in one portion, or counted. Each step from
one to the next is one transaction, which only the start of a job takes that its portion names: a worker that dies loses
nothing, and one that was cut off and comes back counts nothing twice. However many candidates there are, few jobs are
in the queue, below all other work.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job
from procrastinate.types import JSONValue

from assay_web.tasks.evidence import mark_failed
from assay_web.tasks.evidence_queue import BULK
from assay_web.tasks.models import (
    Candidate,
    Collection,
    CollectionState,
    CollectionWhich,
    EvidenceState,
    Portion,
    Task,
)

WORK: Final = "assay.collect_portion"
LAST: Final = -10
"""Priority of its jobs: below the evidence of imports, which has 0."""

OPEN: Final = 32
"""Portions of a collection at a time, at most: as many workers have something to do."""

TASKS: Final = 10
"""Tasks in a portion, at most."""

REACH: Final = 2_000
"""Tasks that a step of the walk looks at, at most: few of them may be wanted."""


@dataclass(frozen=True)
class Held:
    """A portion in the hands of one start of one job."""

    portion: int
    collection: int
    job: int | None
    attempt: int
    candidate_ids: Sequence[int]
    again: bool
    """Whether candidates that have been examined are looked at, for their tools may be others by now."""


@transaction.atomic
def take_up(portion_id: int, job: Job) -> Held | None:
    """Have this start of the job work on the portion; None where it is another's, or the collection was stopped."""
    portion = (
        Portion.objects.select_for_update(of=("self",))
        .select_related("collection")
        .filter(pk=portion_id, job_id=job.id, attempt__lte=job.attempts, collection__state=CollectionState.RUNNING)
        .first()
    )
    if portion is None:
        return None
    portion.attempt = job.attempts
    portion.save(update_fields=["attempt"])
    again = portion.collection.which == CollectionWhich.ALL
    return Held(portion.pk, portion.collection_id, job.id, job.attempts, tuple(portion.candidate_ids), again)


def note(held: Held, done: int, *, examined: bool) -> bool:
    """Count the last of ``done`` candidates, whose rest is left; whether the next one may be begun."""
    count = {"examined": F("examined") + 1} if examined else {"failed": F("failed") + 1}
    if not _mine(held).update(candidate_ids=list(held.candidate_ids[done:]), **count):
        return False
    return _mine(held).filter(collection__state=CollectionState.RUNNING).exists()


@transaction.atomic
def hand_on(held: Held) -> None:
    """Queue what is left of the portion; where nothing is, the next ones. What was stopped stays as it is."""
    collection = _locked(Collection.objects.filter(pk=held.collection))
    portion = _mine(held).select_for_update().first()
    if portion is None or collection is None or collection.state != CollectionState.RUNNING:
        return
    if portion.candidate_ids:
        queue([portion])
        return
    collection.examined += portion.examined
    collection.failed += portion.failed
    portion.delete()
    _walk_on(collection)


@transaction.atomic
def pass_over(portion_id: int, job_id: int, starts: int) -> None:
    """Give up on the candidate that a job's workers ended on, the first that is left, and queue the rest."""
    collection = _locked(Collection.objects.filter(portions=portion_id))
    portion = Portion.objects.select_for_update().filter(pk=portion_id, job_id=job_id).first()
    if portion is None or collection is None:
        return
    if portion.candidate_ids:
        mark_failed(portion.candidate_ids.pop(0), f"workers ended {starts} times while they examined it")
        portion.failed += 1
        portion.save(update_fields=["candidate_ids", "failed"])
    if collection.state == CollectionState.RUNNING:
        queue([portion])


def look_after() -> int:
    """Queue the portions whose job has ended without a word, such as by an operator's hand; answers how many."""
    lost = _without_job(Portion.objects.filter(collection__state=CollectionState.RUNNING))
    found = 0
    for collection_id in set(lost.values_list("collection", flat=True)):
        with transaction.atomic():
            collection = _locked(Collection.objects.filter(pk=collection_id, state=CollectionState.RUNNING))
            if collection is not None:
                portions = list(_without_job(collection.portions.all()))
                queue(portions)
                found += len(portions)
    return found


def queue(portions: Sequence[Portion]) -> None:
    """Give each of them a new job, in the caller's transaction: from now on no other one may work on it."""
    if portions:
        told: list[dict[str, JSONValue]] = [{"portion_id": one.pk} for one in portions]
        jobs = app.configure_task(WORK, queue=BULK, priority=LAST).batch_defer(*told)
        for portion, job in zip(portions, jobs, strict=True):
            portion.job_id, portion.attempt = job, 0
        Portion.objects.bulk_update(portions, ["job_id", "attempt"])


def withdraw(collection: Collection) -> None:
    """Take its jobs that wait out of the queue; those in hand end by themselves."""
    named = collection.portions.values("job_id")
    for job in ProcrastinateJob.objects.filter(pk__in=named, status="todo").values_list("pk", flat=True):
        app.job_manager.cancel_job_by_id(job, delete_job=True)


def _walk_on(collection: Collection) -> None:
    """Open as many portions as there is room for, and store how far the walk is; with none open, it is at its end.

    An empty portion carries the walk on past tasks that are not wanted.
    """
    others = collection.portions.count()
    lots = _next_lots(collection, (OPEN - others) * TASKS) if others < OPEN else []
    if not lots and not others and collection.after < collection.until:
        lots = [(collection.after + 1, [])]
    opened = [Portion(collection=collection, first=first, candidate_ids=ids) for first, ids in lots]
    queue(Portion.objects.bulk_create(opened))
    if not opened and not others:
        collection.state, collection.finished_at = CollectionState.DONE, timezone.now()
    collection.save(update_fields=["after", "examined", "failed", "state", "finished_at"])


def _next_lots(collection: Collection, most: int) -> list[tuple[int, list[int]]]:
    """Pass as many tasks that are wanted: of each lot of them, the first one's number, and the candidates."""
    reach = min(collection.until, collection.after + REACH)
    wanted = Candidate.objects.all()
    if collection.which == CollectionWhich.MISSING:
        wanted = wanted.exclude(evidence_state=EvidenceState.READY)
    tasks = Task.objects.filter(project=collection.project_id, number__gt=collection.after, number__lte=reach)
    if collection.language:
        tasks = tasks.filter(language=collection.language)
    tasks = tasks.filter(Exists(wanted.filter(task=OuterRef("pk")))).order_by("number")
    found = list(tasks.values_list("pk", "number")[:most])
    collection.after = found[-1][1] if found and len(found) == most else reach
    ids: dict[int, list[int]] = defaultdict(list)
    candidates = wanted.filter(task__in=[pk for pk, _ in found]).order_by("position")
    for task, candidate in candidates.values_list("task", "pk"):
        ids[task].append(candidate)
    lots = (found[start : start + TASKS] for start in range(0, len(found), TASKS))
    return [(lot[0][1], [one for task, _ in lot for one in ids[task]]) for lot in lots]


def _mine(held: Held) -> QuerySet[Portion]:
    """The portion, as long as this start of the job has it in hand."""
    return Portion.objects.filter(pk=held.portion, job_id=held.job, attempt=held.attempt)


def _locked(found: QuerySet[Collection]) -> Collection | None:
    """The collection, which is locked before any of its portions."""
    return found.select_for_update(of=("self",), no_key=True).first()


def _without_job(portions: QuerySet[Portion]) -> QuerySet[Portion]:
    open_jobs = ProcrastinateJob.objects.filter(pk=OuterRef("job_id"), status__in=["todo", "doing"])
    return portions.filter(~Exists(open_jobs))
