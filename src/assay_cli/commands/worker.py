"""A background worker only, for this machine or another: it needs the database address and nothing else."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading

import click

GRACE_S = 5.0
"""How long jobs in hand may go on after the worker was asked to stop, in seconds."""

MOST_KINDS = 5
"""Of jobs that have places of their own: with one connection for each job, none waits for another's."""

LAST_S = 8.0
"""After this long the process ends whatever holds it, such as a database that is gone; its jobs are taken over."""


@click.command()
@click.option(
    "--concurrency", type=click.IntRange(1, 64), default=2, show_default=True, help="Jobs at once, of each kind."
)
@click.option(
    "--queue", "queues", multiple=True, help="One of interactive, bulk, office, webhooks, critics; may be repeated."
)
def command(concurrency: int, queues: tuple[str, ...]) -> None:
    """A background worker only: evidence, reproducers, corrections, and whatever else is done in the background.

    Queues interactive and bulk run candidates' code, with their places together; office runs none of it, and brings
    data in and out in places of its own; webhooks calls addresses of projects; critics asks those that ASSAY_CRITICS
    names. Asked for interactive or bulk, it starts only where a sandbox works.
    """
    from assay_cli.platform.instance import running_instance, start_django  # noqa: PLC0415 - help stays quick

    if {"interactive", "bulk"} & {*queues}:
        from assay.workflows.ready import require_sandbox  # noqa: PLC0415 - as below

        require_sandbox()  # or it would take what other machines could do, and answer that nothing runs here
    os.environ.setdefault("ASSAY_POOL", str(max(16, MOST_KINDS * concurrency)))
    start_django(running_instance())
    asyncio.run(_work(concurrency, queues))


async def _work(concurrency: int, queues: tuple[str, ...]) -> None:
    from assay_web.operations.working import workers  # noqa: PLC0415 - Django is set up by now

    async with workers(_shares(queues), concurrency, GRACE_S) as working:
        _stop_on_signals(working)
        with contextlib.suppress(asyncio.CancelledError):
            await working


def _shares(queues: tuple[str, ...]) -> list[list[str]]:
    """What runs beside one another: what waits for machines of others, the office, and what takes long there hold up
    nothing else, least of all code that a person waits for.
    """
    from django.conf import settings  # noqa: PLC0415 - Django is set up by now

    from assay_web.tasks.evidence_queue import (  # noqa: PLC0415 - as above
        BULK,
        CRITICS,
        EXCHANGE,
        INTERACTIVE,
        OFFICE,
        WEBHOOKS,
    )

    wanted = queues or (INTERACTIVE, OFFICE, BULK, WEBHOOKS, *([CRITICS] if settings.CRITICS else []))
    if OFFICE in wanted:
        wanted = (*wanted, EXCHANGE)
    apart = (OFFICE, EXCHANGE, WEBHOOKS, CRITICS)
    others = [name for name in wanted if name not in apart]
    return [share for share in (others, *([name] for name in apart if name in wanted)) if share]


def _stop_on_signals(worker: asyncio.Future[list[None]]) -> None:
    def stop() -> None:
        last = threading.Timer(LAST_S, os._exit, [0])
        last.daemon = True
        last.start()
        worker.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop)
