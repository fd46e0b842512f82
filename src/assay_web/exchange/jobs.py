"""Background work on exports and imports."""

from __future__ import annotations

from procrastinate.contrib.django import app

from assay_web.exchange import services
from assay_web.kit.connections import with_fresh_connection
from assay_web.tasks.evidence_queue import EXCHANGE, OFFICE


@app.task(name=services.EXPORT, queue=EXCHANGE)
@with_fresh_connection
def export(export_id: int) -> None:
    """Write an export; one that has ended already is left as it is."""
    services.run_export(export_id)


@app.task(name=services.IMPORT, queue=EXCHANGE)
@with_fresh_connection
def bring_in(import_id: int) -> None:
    """Bring a file's tasks in; taken over from a dead worker, it goes on where that one stopped."""
    services.run_import(import_id)


@app.periodic(cron="23 4 * * *")
@app.task(name="assay.remove_old_exports", queue=OFFICE, queueing_lock="remove-old-exports")
@with_fresh_connection
def remove_old_exports(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic job
    """Make room: the files of an export can be had for a week."""
    services.remove_old_files()
    services.remove_strays()
