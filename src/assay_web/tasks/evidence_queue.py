"""Puts evidence to be collected into the queue; :mod:`assay_web.tasks.jobs` collects it."""

from __future__ import annotations

from collections.abc import Sequence

from procrastinate.contrib.django import app
from procrastinate.types import JSONValue, TimeDeltaParams

CHUNK = 100
"""Candidates in one job."""

COLLECT = "assay.collect_evidence"
ASK = "assay.ask_critic"
BULK = "bulk"
INTERACTIVE = "interactive"
"""Runs that a person waits for; with bulk evidence, all that runs candidates' code."""
OFFICE = "office"
"""Everything that runs no candidate's code: money, figures, grades. None of it takes long."""
EXCHANGE = "exchange"
"""Data in and out, which does take long: worked on wherever :data:`OFFICE` is, and beside it."""
CRITICS = "critics"
"""Questions wait for services of others: a queue of its own, so that they hold up nobody else's work."""
WEBHOOKS = "webhooks"
"""Messages to machines of others, likewise."""
URGENT = 10
"""Priority of work that a person is waiting for; bulk work has 0."""


def enqueue_evidence(candidate_ids: Sequence[int]) -> None:
    """Queue the examination of these candidates, in the caller's transaction."""
    jobs: list[dict[str, JSONValue]] = [
        {"candidate_ids": list(candidate_ids[start : start + CHUNK])} for start in range(0, len(candidate_ids), CHUNK)
    ]
    if jobs:
        app.configure_task(COLLECT, queue=BULK).batch_defer(*jobs)


def enqueue_critic(critic: str, candidate_ids: Sequence[int], *, attempt: int = 1, wait_s: int = 0) -> None:
    """Queue a question to a critic about each of these candidates, in the caller's transaction."""
    jobs: list[dict[str, JSONValue]] = [
        {"critic": critic, "candidate_ids": list(candidate_ids[start : start + CHUNK]), "attempt": attempt}
        for start in range(0, len(candidate_ids), CHUNK)
    ]
    if jobs:
        later: TimeDeltaParams | None = {"seconds": wait_s} if wait_s else None
        app.configure_task(ASK, queue=CRITICS, schedule_in=later).batch_defer(*jobs)
