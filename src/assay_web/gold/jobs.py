"""Background work of this app."""

from __future__ import annotations

from procrastinate.contrib.django import app

from assay_web.gold.services import grade_gold
from assay_web.kit.connections import with_fresh_connection
from assay_web.tasks.evidence_queue import OFFICE


@app.periodic(cron="* * * * * */15")
@app.task(name="assay.grade_gold", queue=OFFICE, queueing_lock="grade-gold", lock="grade-gold", priority=40)
@with_fresh_connection
def grade(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic job
    """Grade what was submitted on planted tasks, and see whether anybody has become worse."""
    grade_gold()
