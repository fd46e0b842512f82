"""Background work on tasks: collecting evidence, and adding up counts.

Delivery is at least once. Results carry a unique key, so that a job that was taken over writes nothing twice; a job
that was started three times without ending is left as failed.
"""

from __future__ import annotations

import logging
import time
from datetime import datetime
from typing import cast

from asgiref.sync import sync_to_async
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from assay.errors import Unavailable
from assay_web.kit.connections import with_fresh_connection
from assay_web.kit.counts import counted
from assay_web.tasks.asking import ask_in_turn
from assay_web.tasks.counting import add_up
from assay_web.tasks.evidence import examine_candidate, mark_failed
from assay_web.tasks.evidence_queue import (
    ASK,
    BULK,
    COLLECT,
    CRITICS,
    INTERACTIVE,
    OFFICE,
    enqueue_evidence,
)
from assay_web.tasks.models import Candidate, EvidenceState

SLICE_S = 2.0
"""A bulk job works this long, in seconds, then puts what is left back into the queue: a waiting person overtakes it."""

MAX_STARTS = 3
STALLED_AFTER_S = 8
"""A worker that has sent no heartbeat for this long, in seconds, is taken for dead."""

log = logging.getLogger("assay.jobs")


@app.task(name=COLLECT, queue=BULK)
@with_fresh_connection
def collect_evidence(candidate_ids: list[int]) -> None:
    """Examine candidates one by one; each is stored before the next begins."""
    end = time.monotonic() + SLICE_S
    for done, candidate_id in enumerate(candidate_ids, 1):
        with counted("examinations", outcome="failed") as labels:
            try:
                examine_candidate(candidate_id)
                labels["outcome"] = "examined"
            except Unavailable as problem:
                mark_failed(candidate_id, str(problem))
        if time.monotonic() > end and done < len(candidate_ids):
            enqueue_evidence(candidate_ids[done:])
            return


@app.task(name=ASK, queue=CRITICS)
@with_fresh_connection
def ask_critic(critic: str, candidate_ids: list[int], attempt: int) -> None:
    """Put candidates to a critic."""
    ask_in_turn(critic, candidate_ids, attempt, until=time.monotonic() + SLICE_S)


@app.periodic(cron="* * * * *")
@app.task(name="assay.add_up_tallies", queue=OFFICE, queueing_lock="add-up-tallies")
@with_fresh_connection
def add_up_tallies(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic job
    """Keep the changes from which counts are made few."""
    add_up()


def pass_over(candidate_ids: list[int]) -> None:
    """Give up on the candidate that a job's workers ended on, the first that is still pending, and queue the rest."""
    pending = Candidate.objects.filter(pk__in=candidate_ids, evidence_state=EvidenceState.PENDING)
    waiting = sorted(pending.values_list("pk", flat=True), key=candidate_ids.index)
    if waiting:
        mark_failed(waiting[0], f"workers ended {MAX_STARTS} times while they examined it")
        enqueue_evidence(waiting[1:])


@app.periodic(cron="* * * * * */5")
@app.task(
    name="assay.take_over_stalled_jobs", queue=INTERACTIVE, queueing_lock="take-over", priority=100, pass_context=True
)
async def take_over_stalled_jobs(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - given to every periodic job
    """Put the jobs of dead workers back into the queue; give up on a job that has been started too often."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_S):
        if job.attempts + 1 >= MAX_STARTS:
            log.error("job %s (%s) was started %s times and never ended", job.id, job.task_name, MAX_STARTS)
            await manager.finish_job(job, status=Status.FAILED, delete_job=False)
            if job.task_name == COLLECT:
                await sync_to_async(pass_over)(cast("list[int]", job.task_kwargs["candidate_ids"]))
        else:
            log.warning("job %s (%s) is taken over from a dead worker", job.id, job.task_name)
            await manager.retry_job(job, retry_at=datetime.now().astimezone())
