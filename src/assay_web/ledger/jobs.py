"""Background work on money: keeping the ledger up to date while nobody looks."""

from __future__ import annotations

from procrastinate.contrib.django import app

from assay_web.kit.connections import with_fresh_connection
from assay_web.kit.slices import for_a_while
from assay_web.ledger.services import audit, catch_up, look_again
from assay_web.tasks.evidence_queue import OFFICE

EVERY_S = 15
"""How often the ledger is brought up to date, and for how long at most, in seconds."""


@app.periodic(cron=f"* * * * * */{EVERY_S}")
@app.task(name="assay.settle_ledger", queue=OFFICE, queueing_lock="settle-ledger")
@with_fresh_connection
def settle(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic job
    """Enter what claims, submissions and decisions have made due."""
    for_a_while(catch_up, EVERY_S)


@app.periodic(cron="17 * * * *")
@app.task(name="assay.audit_ledger", queue=OFFICE, queueing_lock="audit-ledger")
@with_fresh_connection
def audit_ledger(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Once an hour: look whether anything was missed, and add up every entry again."""
    look_again()
    audit()
