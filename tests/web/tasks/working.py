"""A worker in the hands of a test: it takes what Procrastinate gives it, and may die wherever it stands."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from types import SimpleNamespace

import pytest
from django.db import connection
from procrastinate.jobs import Job

from assay_web.operations.taking_over import take_over
from assay_web.tasks import jobs, portions
from assay_web.tasks.models import Candidate, EvidenceState

BULK = ("bulk",)


class Died(BaseException):
    """The worker's process is no more: nothing of it is caught, nothing is said to anybody."""


class Examining:
    """Stands for the tools: what they would say is of no interest here, when they are asked is."""

    def __init__(self) -> None:
        self.order: list[int] = []
        self.broken: dict[int, BaseException] = {}
        self.then: Callable[[], None] = lambda: None
        """What happens after each examination."""
        self.deaths = 0
        """The worker dies within so many examinations from now; 0 for never."""

    def __call__(self, candidate_id: int, *, again: bool = False) -> None:
        one = Candidate.objects.filter(pk=candidate_id)
        if not again and one.get().evidence_state == EvidenceState.READY:
            return
        self.order.append(candidate_id)
        if self.deaths:
            self.deaths -= 1
            if not self.deaths:
                raise Died
        if candidate_id in self.broken:
            raise self.broken[candidate_id]
        one.update(evidence_state=EvidenceState.READY)
        self.then()


@pytest.fixture
def examining(monkeypatch: pytest.MonkeyPatch) -> Examining:
    found = Examining()
    monkeypatch.setattr(jobs, "examine_candidate", found)
    return found


def fetch(queues: Sequence[str] = BULK) -> Job | None:
    """The next job that a worker of these queues is given; it has it in hand from now on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, task_name, queue_name, priority, attempts, args::text"
            " FROM procrastinate_fetch_job_v2(%s::varchar[], NULL)",
            [list(queues)],
        )
        row = cursor.fetchone()
    if row is None or row[0] is None:
        return None
    return Job(
        id=row[0],
        task_name=row[1],
        queue=row[2],
        priority=row[3],
        attempts=row[4],
        task_kwargs=json.loads(row[5]),
        lock=None,
        queueing_lock=None,
    )


def do(job: Job) -> None:
    """What the job is to do, on the test's own connection."""
    work = {portions.WORK: jobs.collect_portion, "assay.collect_evidence": jobs.collect_evidence}[job.task_name]
    work.func.__wrapped__(SimpleNamespace(job=job), **job.task_kwargs)  # type: ignore[attr-defined]  # of a decorator


def end(job: Job, status: str = "succeeded") -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT procrastinate_finish_job_v1(%s, %s, %s)", [job.id, status, status == "succeeded"])


def work(limit: int = 10_000) -> int:
    """Do what waits in the bulk queue; how many jobs were done."""
    for done in range(limit):
        job = fetch()
        if job is None:
            return done
        do(job)
        end(job)
    return limit


def take_over_at_once() -> int:
    """What the workers that are alive do, without a wait: the clock of a test's transaction stands still."""
    found = take_over()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")
    return found
