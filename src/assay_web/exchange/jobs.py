"""Background work on exports."""

from __future__ import annotations

from procrastinate.contrib.django import app

from assay_web.exchange import services
from assay_web.kit.connections import with_fresh_connection
from assay_web.tasks.evidence_queue import BULK


@app.task(name=services.EXPORT, queue=BULK)
@with_fresh_connection
def export(export_id: int) -> None:
    """Write an export; one that has ended already is left as it is."""
    services.run_export(export_id)


@app.periodic(cron="23 4 * * *")
@app.task(name="assay.remove_old_exports", queue=BULK, queueing_lock="remove-old-exports")
@with_fresh_connection
def remove_old_exports(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic job
    """Make room: the files of an export can be had for a week."""
    services.remove_old_files()
