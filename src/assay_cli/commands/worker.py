"""A background worker only, for this machine or another: it needs the database address and nothing else."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from procrastinate.app import WorkerOptions


@click.command()
@click.option("--concurrency", type=click.IntRange(1, 64), default=2, show_default=True, help="Jobs at once.")
@click.option("--queue", "queues", multiple=True, help="Only this queue (interactive, bulk); may be repeated.")
def command(concurrency: int, queues: tuple[str, ...]) -> None:
    """A background worker only: evidence, reproducers, corrections."""
    from assay_cli.platform.instance import running_instance, start_django  # noqa: PLC0415 - help stays quick

    start_django(running_instance())
    asyncio.run(_work(concurrency, queues))


async def _work(concurrency: int, queues: tuple[str, ...]) -> None:
    from procrastinate.contrib.django import app  # noqa: PLC0415 - Django is set up by now

    with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]  # Django's connector
        async with working.open_async():
            options: WorkerOptions = {
                "concurrency": concurrency,
                "fetch_job_polling_interval": 1.0,
                "update_heartbeat_interval": 2.0,
                "stalled_worker_timeout": 6.0,
                "shutdown_graceful_timeout": 5.0,
                "delete_jobs": "successful",
            }
            if queues:
                options["queues"] = queues
            await working.run_worker_async(**options)
