"""What a worker does around each job: name it in the log, count it, and keep the reason when it fails."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Awaitable, Callable
from time import perf_counter
from typing import Any

from asgiref.sync import sync_to_async
from django.db import DatabaseError
from procrastinate import JobContext
from procrastinate.worker import Worker

from assay_web.kit.connections import with_fresh_connection
from assay_web.kit.counts import count
from assay_web.kit.logs import about
from assay_web.operations.adding_up import EVERY_S, add_up
from assay_web.operations.in_hand import is_passing
from assay_web.operations.models import JobFailure

PROBLEM_CHARACTERS = 4000
log = logging.getLogger("assay.jobs")


async def watched(call_next: Callable[[], Awaitable[Any]], context: JobContext, worker: Worker) -> Any:  # noqa: ANN401, ARG001 - Procrastinate's form
    """A middleware of Procrastinate's workers."""
    job = context.job
    begun = perf_counter()
    outcome = "failed"
    with about(job=job.id, task=job.task_name, attempt=job.attempts + 1):
        try:
            result = await call_next()
            outcome = "succeeded"
        except asyncio.CancelledError:
            outcome = "stopped"
            raise
        except Exception as error:
            if is_passing(error):
                outcome = "put back"
                log.warning("the database: %s", str(error).partition("\n")[0])
            else:
                await _keep(context, error)
            raise
        else:
            return result
        finally:
            seconds = perf_counter() - begun
            count("jobs", seconds, task=job.task_name, outcome=outcome)
            level = logging.ERROR if outcome == "failed" else logging.INFO
            if outcome == "succeeded" and "timestamp" in job.task_kwargs:
                level = logging.DEBUG  # periodic work, every few seconds
            log.log(level, "job %s after %.3f s", outcome, seconds, extra={"outcome": outcome, "seconds": seconds})


async def keep_adding_up() -> None:
    """Add up what this worker counts until it is cancelled, and once more then."""
    store = sync_to_async(with_fresh_connection(add_up))
    try:
        while True:
            await asyncio.sleep(EVERY_S)
            await store()
    finally:
        await asyncio.shield(store())


async def _keep(context: JobContext, error: Exception) -> None:
    log.error("%s: %s", type(error).__name__, error, exc_info=error)
    try:
        await sync_to_async(with_fresh_connection(_store))(context, f"{type(error).__name__}: {error}")
    except DatabaseError as problem:  # the job stays in hand, and another worker takes it over
        log.error("the reason could not be stored: %s", problem)  # noqa: TRY400 - the trace that matters is above


def _store(context: JobContext, problem: str) -> None:
    assert context.job.id is not None  # noqa: S101 - it came from the database
    JobFailure.objects.create(
        job_id=context.job.id,
        task_name=context.job.task_name,
        attempt=context.job.attempts + 1,
        worker=socket.gethostname(),
        problem=problem.replace("\0", "�")[:PROBLEM_CHARACTERS],
    )
