"""Background work about background work."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from assay_web.kit.connections import with_fresh_connection
from assay_web.operations.models import JobFailure
from assay_web.operations.taking_over import take_over
from assay_web.tasks.evidence_queue import INTERACTIVE, OFFICE

KEPT_DAYS = 30


@app.task(name="assay.take_over_stalled_jobs", queue=INTERACTIVE, queueing_lock="take-over", priority=100)
@with_fresh_connection
def take_over_stalled_jobs(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic job
    """Nothing queues it any more: workers look by themselves. One may wait from before an upgrade."""
    take_over()


@app.periodic(cron="41 4 * * *")
@app.task(name="assay.forget_old_failures", queue=OFFICE, queueing_lock="forget-old-failures")
@with_fresh_connection
def forget_old_failures(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic job
    """Errors are kept for a month."""
    JobFailure.objects.filter(at__lt=timezone.now() - timedelta(days=KEPT_DAYS)).delete()
