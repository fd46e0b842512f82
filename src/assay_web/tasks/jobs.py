"""Background work on tasks: collecting evidence, and adding up counts.

Delivery is at least once. Results carry a unique key, so that a job that was taken over writes nothing twice; a job
that was started three times without ending is left as failed.
"""

from __future__ import annotations

import time
from functools import partial

from django.db import InterfaceError, OperationalError, transaction
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from assay.errors import Unavailable
from assay_web.kit.connections import with_fresh_connection
from assay_web.kit.counts import counted
from assay_web.tasks import portions
from assay_web.tasks.asking import ask_in_turn
from assay_web.tasks.counting import add_up
from assay_web.tasks.evidence import examine_candidate, mark_failed
from assay_web.tasks.evidence_queue import (
    ASK,
    BULK,
    COLLECT,
    CRITICS,
    OFFICE,
    enqueue_evidence,
)
from assay_web.tasks.handing_on import keep_of
from assay_web.tasks.models import Candidate, EvidenceState

SLICE_S = 2.0
"""A bulk job works this long, in seconds, then puts what is left back into the queue: a waiting person overtakes it."""

OUR_FAULT = "it could not be examined, which is our fault and has been logged"


@app.task(name=COLLECT, queue=BULK, pass_context=True)
@with_fresh_connection
def collect_evidence(context: JobContext, candidate_ids: list[int]) -> None:
    """Examine candidates one by one; each is stored before the next begins. An error of ours costs one of them only."""
    end = time.monotonic() + SLICE_S
    for done, candidate_id in enumerate(candidate_ids, 1):
        try:
            _examine(candidate_id)
        except (OperationalError, InterfaceError):  # the database was away: the job begins again
            raise
        except Exception:
            mark_failed(candidate_id, OUR_FAULT)
            _hand_on(context.job, candidate_ids, done)
            raise
        if time.monotonic() > end and done < len(candidate_ids):
            _hand_on(context.job, candidate_ids, done)
            return


@transaction.atomic
def _hand_on(job: Job, candidate_ids: list[int], done: int) -> None:
    if keep_of(job, candidate_ids[:done]):
        enqueue_evidence(candidate_ids[done:])


@app.task(name=portions.WORK, queue=BULK, priority=portions.LAST, pass_context=True)
@with_fresh_connection
def collect_portion(context: JobContext, portion_id: int) -> None:
    """Examine the candidates of a portion one by one, each counted before the next begins, and hand the rest on."""
    held = portions.take_up(portion_id, context.job)
    if held is None:
        return
    end = time.monotonic() + SLICE_S
    for done, candidate_id in enumerate(held.candidate_ids, 1):
        try:
            examined = _examine(candidate_id, again=held.again)
        except (OperationalError, InterfaceError):  # as above
            raise
        except Exception:
            mark_failed(candidate_id, OUR_FAULT)
            if portions.note(held, done, examined=False):
                portions.hand_on(held)
            raise
        if not portions.note(held, done, examined=examined):
            return
        if time.monotonic() > end:
            break
    portions.hand_on(held)


@app.periodic(cron="* * * * *")
@app.task(name="assay.look_after_portions", queue=OFFICE, queueing_lock="look-after-portions")
@with_fresh_connection
def look_after_portions(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic job
    """No collection of evidence stands still because a job of it is gone."""
    portions.look_after()


def _examine(candidate_id: int, *, again: bool = False) -> bool:
    """Whether it could be examined."""
    with counted("examinations", outcome="failed") as labels:
        try:
            examine_candidate(candidate_id, again=again)
            labels["outcome"] = "examined"
        except Unavailable as problem:
            mark_failed(candidate_id, str(problem))
            return False
    return True


@app.task(name=ASK, queue=CRITICS, pass_context=True)
@with_fresh_connection
def ask_critic(context: JobContext, critic: str, candidate_ids: list[int], attempt: int) -> None:
    """Put candidates to a critic."""
    until = time.monotonic() + SLICE_S
    ask_in_turn(critic, candidate_ids, attempt, until=until, keep=partial(keep_of, context.job))


@app.periodic(cron="* * * * *")
@app.task(name="assay.add_up_tallies", queue=OFFICE, queueing_lock="add-up-tallies")
@with_fresh_connection
def add_up_tallies(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic job
    """Keep the changes from which counts are made few."""
    add_up()


def pass_over(candidate_ids: list[int], starts: int) -> None:
    """Give up on the candidate that a job's workers ended on, the first that is still pending, and queue the rest."""
    pending = Candidate.objects.filter(pk__in=candidate_ids, evidence_state=EvidenceState.PENDING)
    waiting = sorted(pending.values_list("pk", flat=True), key=candidate_ids.index)
    if waiting:
        mark_failed(waiting[0], f"workers ended {starts} times while they examined it")
        enqueue_evidence(waiting[1:])
