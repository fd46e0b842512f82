"""Background work of this app: whoever wants figures pulls them from what was said; nobody pushes."""

from __future__ import annotations

from procrastinate.contrib.django import app

from assay_web.insight.models import Figures
from assay_web.insight.services import make_due, mark_stale_by_critics, take_in
from assay_web.kit.connections import with_fresh_connection
from assay_web.kit.slices import for_a_while
from assay_web.tasks.evidence_queue import OFFICE

TAKE_IN = "assay.take_in_reviews"
EVERY_S = 5
"""How often there is a job of either kind, in seconds; of those that have more to do, one goes on after the other."""

SLICE_S = 2.0
"""A job that makes figures begins no further set after this long, in seconds: the next job goes on."""


@app.periodic(cron=f"* * * * * */{EVERY_S}")
@app.task(name=TAKE_IN, queue=OFFICE, queueing_lock="take-in", lock="take-in", priority=50)
@with_fresh_connection
def take_in_reviews(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic job
    """Take in what was said in the last seconds."""
    for_a_while(_take_in_some, EVERY_S)
    mark_stale_by_critics()


@app.periodic(cron=f"* * * * * */{EVERY_S}")
@app.task(name="assay.make_figures", queue=OFFICE, queueing_lock="make-figures", lock="make-figures", priority=40)
@with_fresh_connection
def make_figures_due(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Make the figures that are due; a job of its own, so that no review waits for those of a large project."""
    make_due(SLICE_S)


def _take_in_some() -> bool:
    changed = take_in()
    Figures.objects.filter(project__in=changed).update(stale=True)
    return bool(changed)
