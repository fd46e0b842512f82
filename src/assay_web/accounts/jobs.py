"""Background work on accounts: forgetting what is no longer needed of requests."""

from __future__ import annotations

from procrastinate.contrib.django import app

from assay_web.accounts.services import forget_allowances, forget_answers
from assay_web.kit.connections import with_fresh_connection


@app.periodic(cron="41 * * * *")
@app.task(name="assay.forget_requests", queue="office", queueing_lock="forget-requests")
@with_fresh_connection
def forget_requests(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic job
    """Remove answers that were kept for a day, and rate limits that nobody is near."""
    forget_answers()
    forget_allowances()
