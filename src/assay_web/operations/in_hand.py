"""Only the worker that has a job in hand says what became of it.

A worker that was frozen or cut off goes on with a job that another has taken over meanwhile. Procrastinate ends a job
by its number, whoever asks; here it is ended, or put back, only while the row still names the asker and its start.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime
from typing import Any, Final, LiteralString

import psycopg
from django.db import InterfaceError, OperationalError
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.app import App
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

PATIENCE_S: Final = 60.0
"""How long a worker tries to say that a job has ended while the database does not answer; then it is taken over."""

MOST_RETRIES: Final = 8
_PAUSE_S: Final = 1.0

_FINISH: Final = """
WITH mine AS MATERIALIZED (
    SELECT id FROM procrastinate_jobs
    WHERE id = %(job_id)s AND status = 'doing' AND worker_id = %(worker_id)s AND attempts = %(attempts)s FOR UPDATE
)
SELECT id, procrastinate_finish_job_v1(id, %(status)s, %(delete_job)s) FROM mine
"""
_RETRY: Final = """
WITH mine AS MATERIALIZED (
    SELECT id FROM procrastinate_jobs
    WHERE id = %(job_id)s AND status = 'doing' AND worker_id = %(worker_id)s AND attempts = %(attempts)s FOR UPDATE
)
SELECT id, procrastinate_retry_job_v2(id, %(at)s, %(priority)s, %(queue)s, %(lock)s) FROM mine
"""
log = logging.getLogger("assay.jobs")


class JobsInHand(JobManager):
    """What workers tell the queue."""

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:  # noqa: FBT001 - Procrastinate's form
        """End a job if it is still this worker's."""
        await self._say(job, _FINISH, status=status.value, delete_job=delete_job)

    async def retry_job(
        self,
        job: Job,
        retry_at: datetime | None = None,
        priority: int | None = None,
        queue: str | None = None,
        lock: str | None = None,
    ) -> None:
        """Put a job back if it is still this worker's; another of its queueing lock that waits does it as well."""
        try:
            await self._say(job, _RETRY, at=retry_at, priority=priority, queue=queue, lock=lock)
        except UniqueViolation:
            await self.finish_job(job, Status.SUCCEEDED, delete_job=True)

    async def _say(self, job: Job, statement: LiteralString, **values: Any) -> None:  # noqa: ANN401 - parameters of SQL
        mine = {"job_id": job.id, "worker_id": job.worker_id, "attempts": job.attempts}
        end = asyncio.get_running_loop().time() + PATIENCE_S
        while True:
            try:
                rows = await self.connector.execute_query_all_async(statement, **mine, **values)
            except ConnectorException as error:
                if not is_passing(error) or asyncio.get_running_loop().time() > end:
                    raise
                await asyncio.sleep(_PAUSE_S)
                continue
            if not rows:
                log.warning(
                    "job %s (%s) is not this worker's any more: its end here counts for nothing", job.id, job.task_name
                )
            return


class OnceMore(BaseRetryStrategy):
    """A job that lost the database says nothing about itself: it goes back into the queue, a little later each time."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """None where trying again would not help."""
        if not is_passing(exception) or job.attempts >= MOST_RETRIES:
            return None
        return RetryDecision(retry_in={"seconds": 2**job.attempts})


def is_passing(error: BaseException) -> bool:
    """Whether the database was away, full, or busy, rather than asked for something wrong."""
    if isinstance(error, ConnectorException):
        return isinstance(error.__cause__, psycopg.OperationalError | psycopg.InterfaceError)
    return isinstance(error, OperationalError | InterfaceError)


def bound_to_workers(app: App) -> None:
    """Have the workers that this process runs keep to it. The app is the process's own."""
    app.job_manager = JobsInHand(app.connector)
    for task in app.tasks.values():
        task.retry_strategy = task.retry_strategy or OnceMore()
