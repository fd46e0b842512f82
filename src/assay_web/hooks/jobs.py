"""Background work of this app: it pulls what happened, and tells it."""

from __future__ import annotations

from procrastinate.contrib.django import app

from assay_web.hooks import services
from assay_web.kit.connections import with_fresh_connection
from assay_web.kit.slices import for_a_while
from assay_web.tasks.evidence_queue import OFFICE, WEBHOOKS

EVERY_S = 5
"""How often events are taken in, and for how long at most, in seconds."""


@app.periodic(cron=f"* * * * * */{EVERY_S}")
@app.task(name="assay.take_in_events", queue=OFFICE, queueing_lock="take-in-events", lock="take-in-events", priority=40)
@with_fresh_connection
def take_in_events(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic job
    """Make messages of what happened in the last seconds."""
    for_a_while(services.take_in, EVERY_S)


@app.task(name=services.DELIVER, queue=WEBHOOKS)
@with_fresh_connection
def deliver(delivery_id: int) -> None:
    """Try to deliver one message."""
    services.deliver(delivery_id)


@app.periodic(cron="37 4 * * *")
@app.task(name="assay.forget_deliveries", queue=OFFICE, queueing_lock="forget-deliveries")
@with_fresh_connection
def forget_deliveries(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic job
    """The log goes back a month."""
    services.forget_deliveries()
