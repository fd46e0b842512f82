"""Exports that are asked for on the page and written by a worker."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from procrastinate.contrib.django import app

from assay.errors import AssayError, InputError
from assay.workflows.deliver import Manifest
from assay_web.accounts.models import User
from assay_web.exchange.models import Export, ExportPiece, ExportState, Import, ImportState, Place
from assay_web.exchange.policies import NOT_YET, may_export
from assay_web.exchange.rules import REQUEST, ExportRequest
from assay_web.exchange.services.exporting import export_project
from assay_web.exchange.storage import Storage, file_key, storage
from assay_web.kit.refusals import NotAllowed
from assay_web.projects.models import Project
from assay_web.tasks.evidence_queue import EXCHANGE

EXPORT: Final = "assay.export"
KEPT: Final = timedelta(days=7)
"""How long files can be had."""

_MOST_WAITING: Final = 5
_PIECE: Final = 1 << 20
_AT_ONCE: Final = 8
"""Pieces that are stored in one statement."""

_OPEN: Final = (ExportState.QUEUED, ExportState.RUNNING)


OUR_FAULT: Final = "it stopped, which is our fault and has been logged; whoever runs this platform can see why"
"""What whoever waits is told of an error that is not theirs."""


class _Cancelled(Exception):
    """Nobody waits for it any more."""


@transaction.atomic
def request_export(project: Project, user: User, request: ExportRequest) -> Export:
    """Queue an export of a project that the caller has been found to read.

    Raises:
        NotAllowed: this person may not export it yet.
        InputError: too many exports of the project are waiting.
    """
    if not may_export(user, Project.objects.select_for_update().get(pk=project.pk)):
        raise NotAllowed(NOT_YET)
    if project.exports.filter(state__in=_OPEN).count() >= _MOST_WAITING:
        raise InputError(f"{_MOST_WAITING} exports of this project are waiting", remedy="wait for one, or cancel one")
    export = Export.objects.create(
        project=project,
        requested_by=user,
        format=request.format,
        ending=request.ending,
        choices=REQUEST.dump_python(request, mode="json"),
    )
    export.job_id = app.configure_task(EXPORT, queue=EXCHANGE).defer(export_id=export.pk)
    export.save(update_fields=["job_id"])
    return export


def cancel_export(export: Export) -> bool:
    """Stop it at its next step; False where it has ended already."""
    changed = Export.objects.filter(pk=export.pk, state__in=_OPEN)
    return changed.update(state=ExportState.CANCELLED, finished_at=timezone.now()) == 1


def run_export(export_id: int) -> None:
    """Write the files of an export and store them with its end: in one transaction, or in the storage first.

    A worker that takes over from a dead one begins anew, and what it stores takes the place of what was there.
    """
    if not Export.objects.filter(pk=export_id, state__in=_OPEN).update(state=ExportState.RUNNING):
        return
    export = Export.objects.select_related("project").get(pk=export_id)
    try:
        with tempfile.TemporaryDirectory(prefix="assay-export-") as folder:
            manifest = _write(export, Path(folder))
            _store(export, manifest, Path(folder))
    except _Cancelled:
        return
    except AssayError as problem:
        _end(export_id, ExportState.FAILED, problem=str(problem))
    except (OperationalError, InterfaceError):  # the database was away: the job begins again
        raise
    except Exception:
        _end(export_id, ExportState.FAILED, problem=OUR_FAULT)
        raise


def remove_old_files() -> int:
    """Remove the files of exports that ended more than a week ago; how many exports lost theirs."""
    ended = Export.objects.filter(finished_at__lt=timezone.now() - KEPT)
    ids = list(ended.filter(pieces__isnull=False).distinct().values_list("pk", flat=True))
    ExportPiece.objects.filter(export__in=ids).delete()
    kept = storage()
    stored = ended.filter(place=Place.OBJECTS) if kept else ended.none()
    for export in stored:
        _clear(export, kept)
    return len(ids) + stored.update(place=Place.DATABASE)


def remove_strays() -> int:
    """Remove files in the storage that nobody has: of a worker that died, or of what was stopped meanwhile."""
    kept = storage()
    if kept is None:
        return 0
    exports = Export.objects.filter(Q(place=Place.OBJECTS) | Q(state__in=_OPEN))
    imports = Import.objects.filter(state__in=[ImportState.QUEUED, ImportState.RUNNING])
    return _sweep(kept, "exports/", exports) + _sweep(kept, "imports/", imports)


def _sweep(kept: Storage, prefix: str, owners: QuerySet[Export] | QuerySet[Import]) -> int:
    """Remove what lies below ``prefix`` in folders of ours, which are called by ids, and has no owner."""
    keys = {key: owner for key in kept.keys(prefix) if (owner := _owner(key))}
    owned = set(owners.filter(public_id__in=set(keys.values())).values_list("public_id", flat=True))
    strays = [key for key, owner in keys.items() if owner not in owned]
    kept.remove(strays)
    return len(strays)


def _owner(key: str) -> UUID | None:
    try:
        return UUID(key.split("/")[1])
    except ValueError:
        return None


def _write(export: Export, folder: Path) -> Manifest:
    request = REQUEST.validate_python(export.choices)
    return export_project(
        export.project,
        request.format,
        folder / f"{export.project.slug}-{request.format}{request.ending}",
        selection=request.selection,
        options=request.options,
        consent=request.consent,
        progress=lambda done, total: _progress(export.pk, done, total),
    )


def _progress(export_id: int, done: int, total: int) -> None:
    running = Export.objects.filter(pk=export_id, state=ExportState.RUNNING)
    if not running.update(done=done, total=total):
        raise _Cancelled


def _store(export: Export, manifest: Manifest, folder: Path) -> None:
    files = sorted(folder.iterdir())
    beside = sorted({file.name for file in files} - {one.name for one in manifest.files})
    told = {**manifest.document(), "beside": beside}
    kept = storage()
    if kept is None:
        _store_in_database(export, told, files)
        return
    for file in files:
        kept.put(file_key(export, file.name), file)
    try:
        _end(export.pk, ExportState.DONE, manifest=told, place=Place.OBJECTS)
    except _Cancelled:
        _clear(export, kept)
        raise


@transaction.atomic
def _store_in_database(export: Export, manifest: dict[str, object], files: list[Path]) -> None:
    _end(export.pk, ExportState.DONE, manifest=manifest)
    for file in files:
        pieces = _pieces(export, file)
        while batch := list(islice(pieces, _AT_ONCE)):
            ExportPiece.objects.bulk_create(batch)


def _clear(export: Export, kept: Storage | None) -> None:
    if kept is not None:
        kept.remove(kept.keys(f"exports/{export.public_id}/"))


def _pieces(export: Export, file: Path) -> Iterator[ExportPiece]:
    with file.open("rb") as stream:
        position = 0
        while (content := stream.read(_PIECE)) or not position:
            yield ExportPiece(export=export, file=file.name, position=position, content=content)
            position += 1


def _end(export_id: int, state: ExportState, **values: object) -> None:
    running = Export.objects.filter(pk=export_id, state=ExportState.RUNNING)
    if not running.update(state=state, finished_at=timezone.now(), **values):
        raise _Cancelled
