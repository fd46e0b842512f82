"""Jobs whose worker died, froze or was cut off go back into the queue, and one that ends its workers is given up."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Any, Final

from asgiref.sync import sync_to_async
from django.db import DatabaseError, IntegrityError, connection, transaction

from assay_web.kit.connections import with_fresh_connection
from assay_web.review.jobs import give_up_run
from assay_web.review.services.runs import EXECUTE
from assay_web.tasks import portions
from assay_web.tasks.evidence_queue import COLLECT
from assay_web.tasks.jobs import pass_over

EVERY_S: Final = 3.0
SILENCE_S: Final = 8
"""A worker that has given no sign for this long, in seconds, is taken for dead."""

MOST_STARTS: Final = 3

_GIVEN_UP: Final[dict[str, Callable[[int, dict[str, Any]], None]]] = {
    COLLECT: lambda _, told: pass_over(told["candidate_ids"], MOST_STARTS),
    portions.WORK: lambda job, told: portions.pass_over(told["portion_id"], job, MOST_STARTS),
    EXECUTE: lambda _, told: give_up_run(
        told["run_id"], f"the workers that ran it ended {MOST_STARTS} times: it may ask for more than they have"
    ),
}
"""What is told to those who wait for a job that is given up, by its task: its id, and what it was told."""

# A sign from the future is one from before the clock was set back: it would keep a dead worker alive until then.
_LEFT_BEHIND: Final = """
SELECT j.id, j.task_name, j.args::text, j.attempts FROM procrastinate_jobs j
LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
WHERE j.status = 'doing' AND (w.id IS NULL OR abs(extract(epoch FROM clock_timestamp() - w.last_heartbeat)) > %s)
ORDER BY j.id FOR UPDATE OF j SKIP LOCKED
"""
_PUT_BACK: Final = "SELECT procrastinate_retry_job_v2(%s, clock_timestamp(), NULL, NULL, NULL)"
_FORGET: Final = "SELECT procrastinate_finish_job_v1(%s, 'succeeded', true)"
_GIVE_UP: Final = "SELECT procrastinate_finish_job_v1(%s, 'failed', false)"
log = logging.getLogger("assay.jobs")


async def keep_taking_over() -> None:
    """Look after the jobs of others until it is cancelled, beside the jobs: it waits for none of them."""
    look = sync_to_async(with_fresh_connection(take_over))
    while True:
        await asyncio.sleep(EVERY_S)
        try:
            await look()
        except DatabaseError as error:
            log.warning("nothing can be taken over now: %s", str(error).partition("\n")[0])


@transaction.atomic
def take_over() -> int:
    """Put the jobs of dead workers back, or give up those that have been started too often; answers how many.

    Each is locked, so that of several that look at once one acts; what its worker says of it later counts for nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LEFT_BEHIND, [SILENCE_S])
        found = cursor.fetchall()
        for job, task, told, attempts in found:
            if attempts + 1 < MOST_STARTS:
                log.warning("job %s (%s) is taken over from a dead worker", job, task)
                _put_back(job)
                continue
            log.error("job %s (%s) was started %s times and never ended", job, task, MOST_STARTS)
            cursor.execute(_GIVE_UP, [job])
            if task in _GIVEN_UP:
                _GIVEN_UP[task](job, json.loads(told))
    return len(found)


def _put_back(job: int) -> None:
    """Into the queue; where another of its queueing lock waits there, that one does what this one was for."""
    with connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(_PUT_BACK, [job])
        except IntegrityError:
            cursor.execute(_FORGET, [job])
