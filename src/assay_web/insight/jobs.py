"""Background work of this app: whoever wants figures pulls them from what was said; nobody pushes."""

from __future__ import annotations

from asgiref.sync import sync_to_async
from procrastinate.contrib.django import app

from assay_web.insight.models import Figures
from assay_web.insight.services import make_due, mark_stale_by_critics, take_in
from assay_web.kit.connections import with_fresh_connection
from assay_web.tasks.evidence_queue import OFFICE

TAKE_IN = "assay.take_in_reviews"
SLICE_S = 2.0
"""A job that makes figures begins no further set after this long, in seconds: the next job goes on."""


@app.periodic(cron="* * * * * */5")
@app.task(name=TAKE_IN, queue=OFFICE, queueing_lock="take-in", lock="take-in", priority=50)
async def take_in_reviews(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic job
    """Take in what was said in the last seconds."""
    await sync_to_async(_take_in)()


@app.periodic(cron="* * * * * */5")
@app.task(name="assay.make_figures", queue=OFFICE, queueing_lock="make-figures", lock="make-figures", priority=40)
async def make_figures_due(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Make the figures that are due; a job of its own, so that no review waits for those of a large project."""
    await sync_to_async(_make_due)()


@with_fresh_connection
def _take_in() -> None:
    while changed := take_in():
        Figures.objects.filter(project__in=changed).update(stale=True)
    mark_stale_by_critics()


@with_fresh_connection
def _make_due() -> None:
    make_due(SLICE_S)
