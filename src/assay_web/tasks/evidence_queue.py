"""Puts evidence to be collected into the queue; :mod:`assay_web.tasks.jobs` collects it."""

from __future__ import annotations

from collections.abc import Sequence

from procrastinate.contrib.django import app
from procrastinate.types import JSONValue

CHUNK = 100
"""Candidates in one job."""

COLLECT = "assay.collect_evidence"
BULK = "bulk"
INTERACTIVE = "interactive"
URGENT = 10
"""Priority of work that a person is waiting for; bulk work has 0."""


def enqueue_evidence(candidate_ids: Sequence[int]) -> None:
    """Queue the examination of these candidates, in the caller's transaction."""
    jobs: list[dict[str, JSONValue]] = [
        {"candidate_ids": list(candidate_ids[start : start + CHUNK])} for start in range(0, len(candidate_ids), CHUNK)
    ]
    if jobs:
        app.configure_task(COLLECT, queue=BULK).batch_defer(*jobs)
