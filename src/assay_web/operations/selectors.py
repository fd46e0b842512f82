"""Queues, workers and failed jobs as they stand. For operators; pages ask :mod:`policies` first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from assay_web.operations.models import Intervention, JobFailure

PAGE: Final = 50
ALIVE: Final = timedelta(seconds=10)
"""A worker whose last sign is older is taken for dead; workers give one every two seconds."""

_QUEUES = """
SELECT j.queue_name,
       count(*) FILTER (WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now())),
       count(*) FILTER (WHERE status = 'todo' AND scheduled_at > now()),
       count(*) FILTER (WHERE status = 'doing'),
       count(*) FILTER (WHERE status = 'failed'),
       coalesce((
           SELECT extract(epoch FROM now() - greatest(min(e.at), max(w.scheduled_at)))
           FROM (SELECT id, scheduled_at FROM procrastinate_jobs
                 WHERE status = 'todo' AND queue_name = j.queue_name
                   AND (scheduled_at IS NULL OR scheduled_at <= now()) ORDER BY id LIMIT 1) w
           JOIN procrastinate_events e ON e.job_id = w.id AND e.type = 'deferred'
       ), 0)
FROM procrastinate_jobs j WHERE status IN ('todo', 'doing', 'failed') GROUP BY 1 ORDER BY 1
"""


@dataclass(frozen=True)
class Queue:
    """``waiting`` may begin now, ``later`` not yet; ``oldest_s`` is how long the first of them has waited."""

    name: str
    waiting: int
    later: int
    running: int
    failed: int
    oldest_s: float


@dataclass(frozen=True)
class WorkerSeen:
    """A worker, when it last gave a sign, and how many jobs it has in hand."""

    id: int
    last_sign: datetime
    alive: bool
    jobs: int


@dataclass(frozen=True)
class JobRow:
    """A job in hand or failed. ``problem`` is the last error; none was told where its workers ended."""

    id: int
    task: str
    queue: str
    attempts: int
    since: datetime | None
    worker: int | None
    problem: str


def queues() -> list[Queue]:
    """Every queue that holds jobs which have not succeeded."""
    with connection.cursor() as cursor:
        cursor.execute(_QUEUES)
        return [Queue(row[0], row[1], row[2], row[3], row[4], float(row[5])) for row in cursor.fetchall()]


def workers() -> list[WorkerSeen]:
    """Every worker that has signed on and not off."""
    now = timezone.now()
    held = dict[int, int]()
    for worker in ProcrastinateJob.objects.filter(status="doing").values_list("worker", flat=True):
        held[worker] = held.get(worker, 0) + 1
    return [
        WorkerSeen(one.pk, one.last_heartbeat, now - one.last_heartbeat < ALIVE, held.get(one.pk, 0))
        for one in ProcrastinateWorker.objects.order_by("pk")
    ]


def jobs(status: str, before: int | None = None) -> list[JobRow]:
    """A page of jobs in this state, newest first, with ids below ``before``."""
    found = ProcrastinateJob.objects.filter(status=status)
    if before is not None:
        found = found.filter(pk__lt=before)
    page = list(found.order_by("-pk")[:PAGE])
    ids = [job.pk for job in page]
    problems = {one.job_id: one.problem for one in JobFailure.objects.filter(job_id__in=ids).order_by("pk")}
    since = _last_events(ids)
    return [
        JobRow(
            job.pk,
            job.task_name,
            job.queue_name,
            job.attempts,
            since.get(job.pk),
            job.worker_id,
            problems.get(job.pk, "its workers ended without a word" if status == "failed" else ""),
        )
        for job in page
    ]


def interventions() -> QuerySet[Intervention]:
    """What operators did last."""
    return Intervention.objects.select_related("who").order_by("-pk")[:PAGE]


def _last_events(jobs: list[int]) -> dict[int, datetime]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT job_id, max(at) FROM procrastinate_events WHERE job_id = ANY(%s) GROUP BY job_id", [jobs]
        )
        return dict(cursor.fetchall())
