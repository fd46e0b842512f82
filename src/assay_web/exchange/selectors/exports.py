"""Exports as a lead sees them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob

from assay_web.exchange.models import Export, ExportState, Place
from assay_web.exchange.policies import cancellable_by, exports_of
from assay_web.exchange.storage import file_key, storage
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Project
from assay_web.projects.policies import Person

SHOWN: Final = 20
"""Exports in the list; older ones have lost their files anyway."""

ENDED: Final = ("failed", "aborted", "cancelled")
"""States of jobs that do not run any more, and did not do their work."""


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file that can be had; ``rows`` is None for the card and the manifest."""

    name: str
    rows: int | None


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One export in the list."""

    export: Export
    state: str
    """As :class:`ExportState`, or failed where its job has been given up."""
    problem: str
    percent: int
    files: list[ExportFile]
    may_cancel: bool
    left_out: Mapping[str, int]
    sensitive: Mapping[str, Any]

    @property
    def alive(self) -> bool:
        """Whether it may still change."""
        return self.state in {ExportState.QUEUED, ExportState.RUNNING}


def exports_in(person: Person, project: Project) -> list[ExportRow]:
    """The newest exports of a project, none where this person may not export it."""
    return _rows(person, exports_of(person).filter(project=project).order_by("-pk")[:SHOWN])


def export_row(person: Person, export_id: UUID) -> ExportRow:
    """One export with how it stands.

    Raises:
        NotVisible: there is none, or it is not theirs.
    """
    rows = _rows(person, exports_of(person).filter(public_id=export_id))
    if not rows:
        raise NotVisible("no such export")
    return rows[0]


def _rows(person: Person, found: QuerySet[Export]) -> list[ExportRow]:
    exports = list(found.select_related("requested_by", "project"))
    open_jobs = [one.job_id for one in exports if one.state in {ExportState.QUEUED, ExportState.RUNNING}]
    given_up = set(ProcrastinateJob.objects.filter(id__in=open_jobs, status__in=ENDED).values_list("id", flat=True))
    kept = set(
        Export.objects.filter(pk__in=[one.pk for one in exports])
        .filter(Q(pieces__isnull=False) | Q(place=Place.OBJECTS))
        .values_list("pk", flat=True)
    )
    may_cancel = set(cancellable_by(person).filter(pk__in=[one.pk for one in exports]).values_list("pk", flat=True))
    return [
        _row(one, given_up=one.job_id in given_up, kept=one.pk in kept, may_cancel=one.pk in may_cancel)
        for one in exports
    ]


def get_export(person: Person, export_id: UUID, *, to_cancel: bool = False) -> Export:
    """One export that this person may have, or may stop.

    Raises:
        NotVisible: there is none, or it is not theirs.
    """
    visible = cancellable_by(person) if to_cancel else exports_of(person)
    found = visible.select_related("project").filter(public_id=export_id).first()
    if found is None:
        raise NotVisible("no such export")
    return found


def export_pieces(export: Export, file: str) -> Iterator[bytes]:
    """The content of a file, piece by piece.

    Raises:
        NotVisible: there is no such file, or it has been removed.
    """
    known = {one.name for one in _files(export.manifest)} if export.manifest else set()
    if export.place == Place.OBJECTS and file in known:
        return _stored(export, file)
    count = export.pieces.filter(file=file).count() if file in known else 0
    if not count:
        raise NotVisible("no such file")
    return (bytes(export.pieces.get(file=file, position=position).content) for position in range(count))


def _stored(export: Export, file: str) -> Iterator[bytes]:
    kept = storage()
    try:
        if kept is not None:
            return kept.get(file_key(export, file))
    except FileNotFoundError:
        pass
    raise NotVisible("no such file")


def _row(export: Export, *, given_up: bool, kept: bool, may_cancel: bool) -> ExportRow:
    manifest: Mapping[str, Any] = export.manifest or {}
    return ExportRow(
        export=export,
        state=ExportState.FAILED if given_up else export.state,
        problem="its workers ended again and again; please tell an operator" if given_up else export.problem,
        percent=100 * export.done // export.total if export.total else 0,
        files=_files(manifest) if kept else [],
        may_cancel=may_cancel,
        left_out=manifest.get("left_out", {}),
        sensitive=manifest.get("sensitive", {}),
    )


def _files(manifest: Mapping[str, Any]) -> list[ExportFile]:
    data = [ExportFile(one["name"], one["rows"]) for one in manifest["files"]]
    return [*data, *(ExportFile(name, None) for name in manifest["beside"])]
