"""Workers of this process: they outlive the database's absence, and what they say of jobs counts once."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException
from psycopg import OperationalError

from assay.errors import ServerUnavailable
from assay_web.operations.connector import WorkerConnector
from assay_web.operations.in_hand import bound_to_workers
from assay_web.operations.taking_over import keep_taking_over
from assay_web.operations.watching import keep_adding_up, watched

if TYPE_CHECKING:
    from procrastinate.app import App, WorkerOptions

SPARE_THREADS: Final = 4
"""Beside one for each job: for what the event loop itself asks of threads."""

PAUSE_S: Final = 1.0
"""Between two tries to reach a database that has gone away, in seconds."""

log = logging.getLogger("assay.jobs")


@contextlib.asynccontextmanager
async def workers(
    shares: Sequence[Sequence[str]], concurrency: int, grace_s: float
) -> AsyncIterator[asyncio.Future[list[None]]]:
    """A worker for each share of queues; cancelled, they take nothing new and have ``grace_s`` for what is in hand.

    Raises:
        ServerUnavailable: the database does not answer to begin with; its address may be wrong.
    """
    options: WorkerOptions = {
        "concurrency": concurrency,
        "fetch_job_polling_interval": 1.0,
        "update_heartbeat_interval": 2.0,
        "stalled_worker_timeout": 6.0,
        "shutdown_graceful_timeout": grace_s,
        "delete_jobs": "successful",
        "install_signal_handlers": False,
        "worker_middleware": [watched],
    }
    threads = ThreadPoolExecutor(len(shares) * concurrency + SPARE_THREADS, "assay-job")
    asyncio.get_running_loop().set_default_executor(threads)
    connector = WorkerConnector()
    with app.replace_connector(connector) as working:
        bound_to_workers(working)
        async with _opened(working):
            beside = [asyncio.create_task(keep_adding_up()), asyncio.create_task(keep_taking_over())]
            try:
                yield asyncio.gather(
                    *(_keep_working(working, connector, {**options, "queues": names}) for names in shares)
                )
            finally:
                for one in beside:
                    one.cancel()
                    with contextlib.suppress(asyncio.CancelledError):
                        await one


@contextlib.asynccontextmanager
async def _opened(working: App) -> AsyncIterator[None]:
    try:
        await working.open_async()
    except (ConnectorException, OperationalError) as error:
        raise ServerUnavailable(
            f"the database does not answer: {_reason(error)}", remedy="look at DATABASE_URL and whether it runs"
        ) from error
    try:
        yield
    finally:
        await working.close_async()


async def _keep_working(working: App, connector: WorkerConnector, options: WorkerOptions) -> None:
    """Work until cancelled. A worker that loses the database ends; another one, with a new number, takes its place."""
    while True:
        try:
            await working.run_worker_async(**options)
        except ConnectorException as error:
            log.warning("the database does not answer (%s): trying again", _reason(error))
        else:
            log.warning("the database went away: beginning again")
        await connector.pool.drain()  # the others are dead too, and would be found so one by one
        await asyncio.sleep(PAUSE_S)


def _reason(error: BaseException) -> str:
    return str(error.__cause__ or error).partition("\n")[0]
