"""Exports: start, follow, stop, download."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from ninja import Router, Status
from pydantic import BaseModel, Field

from assay import Options
from assay.domain.task import Aspect, Language
from assay.errors import InputError
from assay.workflows.deliver import export_formats
from assay_web.accounts.api.calling import EXPORT, READ, caller
from assay_web.exchange import selectors, services
from assay_web.exchange.models import ExportState
from assay_web.exchange.policies import NOT_YET, may_export
from assay_web.exchange.rules import ExportRequest, Mark, Selection, parse_mark
from assay_web.exchange.selectors.exports import ExportRow
from assay_web.kit.asking import Asked
from assay_web.kit.refusals import Conflict, NotAllowed
from assay_web.projects.selectors import get_readable_project

router = Router(tags=["exports"])

Share = Annotated[float, Field(ge=0, le=1)]

_DOWNLOAD = {
    "responses": {
        200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}},
    },
}


class NewExport(Asked):
    """What to export, and which reviews; what is left out does not choose. Days are UTC."""

    format: str = Field(max_length=40, description="Such as 'reviews' or 'trl-preference'.")
    ending: str = Field(default=".jsonl", max_length=12, description="'.jsonl', '.parquet', '.csv' or '.sarif'.")
    languages: list[Language] = Field(default=[], max_length=len(Language))
    aspects: list[Aspect] = Field(default=[], max_length=len(Aspect))
    first_day: date | None = None
    last_day: date | None = None
    accepted_only: bool = False
    adjudicated_only: bool = False
    since: str = Field(default="", max_length=80, description="The mark of an earlier export: only what is new.")
    min_p: Annotated[float, Field(ge=0.5, le=1)] = 0.75
    min_agreement: Share = 0
    leave_out_sensitive: bool = False
    consent: str = Field(default="", max_length=2000)


class ExportedFile(BaseModel):
    """A file that can be had for a week; ``rows`` is null for the card and the manifest."""

    name: str
    rows: int | None
    address: str


class ExportShape(BaseModel):
    """An export, and what became of it. ``mark`` is where the next one goes on."""

    id: UUID
    format: str
    ending: str
    state: ExportState
    percent: int
    problem: str
    mark: str | None
    files: list[ExportedFile]
    left_out: Mapping[str, int]
    created_at: datetime
    finished_at: datetime | None


class Exports(BaseModel):
    """The newest exports of the project."""

    items: list[ExportShape]


@router.get("/projects/{slug:slug}/exports", auth=READ, response=Exports, operation_id="listExports")
def exports(request: HttpRequest, slug: str) -> Exports:
    """The last twenty; older ones have lost their files. 403 for clients until the project is closed."""
    user = caller(request)
    project = get_readable_project(user, slug)
    if not may_export(user, project):
        raise NotAllowed(NOT_YET)
    return Exports(items=[_shape(one) for one in selectors.exports_in(user, project)])


@router.post("/projects/{slug:slug}/exports", auth=EXPORT, response={202: ExportShape}, operation_id="startExport")
def start(request: HttpRequest, slug: str, payload: NewExport) -> Status[ExportShape]:
    """Queue an export; a worker writes its files. 403 for clients until the project is closed."""
    user = caller(request)
    project = get_readable_project(user, slug)
    made = services.request_export(project, user, _request(payload))
    return Status(202, _shape(selectors.export_row(user, made.public_id)))


@router.get("/exports/{uuid:export_id}", auth=READ, response=ExportShape, operation_id="getExport")
def export(request: HttpRequest, export_id: UUID) -> ExportShape:
    """How an export stands."""
    return _shape(selectors.export_row(caller(request), export_id))


@router.post("/exports/{uuid:export_id}/cancel", auth=EXPORT, response=ExportShape, operation_id="cancelExport")
def cancel(request: HttpRequest, export_id: UUID) -> ExportShape:
    """Stop one's own, or any of a project that one leads; 409 when it has ended already."""
    user = caller(request)
    if not services.cancel_export(selectors.get_export(user, export_id, to_cancel=True)):
        raise Conflict("The export had ended already")
    return _shape(selectors.export_row(user, export_id))


@router.get(
    "/exports/{uuid:export_id}/files/{file}",
    auth=EXPORT,
    operation_id="downloadExport",
    openapi_extra=_DOWNLOAD,
)
def download(request: HttpRequest, export_id: UUID, file: str) -> StreamingHttpResponse:
    """One file of an export, as a stream."""
    found = selectors.get_export(caller(request), export_id)
    response = StreamingHttpResponse(selectors.export_pieces(found, file), content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file)}"
    return response


def _request(asked: NewExport) -> ExportRequest:
    endings = {one.name: one.endings for one in export_formats()}
    if asked.format not in endings:
        raise InputError(f"no format {asked.format!r}", remedy=f"choose one of {', '.join(sorted(endings))}")
    if asked.ending not in endings[asked.format]:
        known = ", ".join(endings[asked.format])
        raise InputError(f"{asked.format} cannot be written as {asked.ending!r}", remedy=f"choose one of {known}")
    return ExportRequest(
        format=asked.format,
        ending=asked.ending,
        selection=Selection(
            languages=tuple(asked.languages),
            aspects=tuple(asked.aspects),
            first_day=asked.first_day,
            last_day=asked.last_day,
            accepted_only=asked.accepted_only,
            since=parse_mark(asked.since) if asked.since.strip() else Mark(),
        ),
        options=Options(
            min_p=asked.min_p,
            min_agreement=asked.min_agreement,
            adjudicated_only=asked.adjudicated_only,
            leave_out_sensitive=asked.leave_out_sensitive,
        ),
        consent=asked.consent,
    )


def _shape(row: ExportRow) -> ExportShape:
    export = row.export
    return ExportShape(
        id=export.public_id,
        format=export.format,
        ending=export.ending,
        state=ExportState(row.state),
        percent=row.percent,
        problem=row.problem,
        mark=(export.manifest or {}).get("mark"),
        files=[
            ExportedFile(
                name=one.name, rows=one.rows, address=f"/api/v1/exports/{export.public_id}/files/{quote(one.name)}"
            )
            for one in row.files
        ],
        left_out=row.left_out,
        created_at=export.created_at,
        finished_at=export.finished_at,
    )
