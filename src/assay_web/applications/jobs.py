"""Background work of this app."""

from __future__ import annotations

from procrastinate.contrib.django import app

from assay_web.applications.services import follow_assessments
from assay_web.kit.connections import with_fresh_connection
from assay_web.tasks.evidence_queue import OFFICE

FOLLOW = "assay.follow_assessments"


@app.periodic(cron="* * * * * */10")
@app.task(name=FOLLOW, queue=OFFICE, queueing_lock="follow-assessments", lock="follow-assessments", priority=50)
@with_fresh_connection
def follow(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic job
    """Take applications on whose assessment was decided in the last seconds."""
    follow_assessments()
