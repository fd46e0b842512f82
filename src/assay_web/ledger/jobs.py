"""Background work on money: keeping the ledger up to date while nobody looks."""

from __future__ import annotations

from procrastinate.contrib.django import app

from assay_web.kit.connections import with_fresh_connection
from assay_web.ledger.services import audit, look_again
from assay_web.ledger.services import settle as settle_now
from assay_web.tasks.evidence_queue import OFFICE


@app.periodic(cron="* * * * * */15")
@app.task(name="assay.settle_ledger", queue=OFFICE, queueing_lock="settle-ledger")
@with_fresh_connection
def settle(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic job
    """Enter what claims, submissions and decisions have made due."""
    settle_now()


@app.periodic(cron="17 * * * *")
@app.task(name="assay.audit_ledger", queue=OFFICE, queueing_lock="audit-ledger")
@with_fresh_connection
def audit_ledger(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Once an hour: look whether anything was missed, and add up every entry again."""
    look_again()
    audit()
