"""Imports: send a file of tasks, follow what becomes of it, stop it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile
from pydantic import BaseModel, Field

from assay.domain.task import Aspect, Language
from assay_web.accounts.api.calling import LEAD, READ, caller
from assay_web.exchange import selectors, services
from assay_web.exchange.models import Import, ImportState
from assay_web.kit.paging import Cursor, Page, number_after, page_of
from assay_web.kit.refusals import Conflict
from assay_web.projects.selectors import get_project

router = Router(tags=["imports"])


class ImportChoices(BaseModel):
    """Whether it is only to be checked, and what the records do not say themselves."""

    dry_run: bool = False
    shape: str = Field(default="", max_length=40, description="Where the file's look does not tell; see docs/data.md.")
    language: Language | None = None
    aspects: list[Aspect] = []
    license: str = Field(default="", max_length=200)
    source: str = Field(default="", max_length=2000)
    model: str = Field(default="", max_length=200, description="Which model wrote the candidates; hidden.")
    tool: str = Field(default="", max_length=200, description="Which assistant did; hidden.")


class ImportShape(BaseModel):
    """An import. ``refused``: records are wrong, ``problems`` tells the first of them, and nothing came in."""

    id: UUID
    file: str
    dry_run: bool
    state: ImportState
    good: int
    wrong: int
    problems: list[str]
    tasks: int
    candidates: int
    passed_over: int
    problem: str
    created_at: datetime
    finished_at: datetime | None


@router.get("/projects/{slug:slug}/imports", auth=READ, response=Page[ImportShape], operation_id="listImports")
def imports(request: HttpRequest, slug: str, cursor: Cursor = None) -> Page[ImportShape]:
    """The project's imports, the newest first."""
    user = caller(request)
    found, key = selectors.imports_in(user, get_project(user, slug), number_after(cursor))
    lost = selectors.given_up(found)
    return page_of(request, [_shape(one, lost) for one in found], key)


@router.post("/projects/{slug:slug}/imports", auth=LEAD, response={202: ImportShape}, operation_id="startImport")
def start(
    request: HttpRequest, slug: str, choices: Form[ImportChoices], file: File[UploadedFile]
) -> Status[ImportShape]:
    """Send a file; a worker checks all of it and, unless ``dry_run``, brings it in. What is there is passed over."""
    user = caller(request)
    given = choices.model_dump(mode="json", exclude={"dry_run", "shape"})
    upload = services.Upload(
        name=file.name or "tasks.jsonl",
        size=file.size or 0,
        chunks=file.chunks(),
        shape=choices.shape,
        given={name: value for name, value in given.items() if value},
    )
    made = services.request_import(user, get_project(user, slug), upload, dry_run=choices.dry_run)
    return Status(202, _shape(made))


@router.get("/imports/{uuid:import_id}", auth=READ, response=ImportShape, operation_id="getImport")
def read(request: HttpRequest, import_id: UUID) -> ImportShape:
    """How an import stands."""
    found = selectors.get_import(caller(request), import_id)
    return _shape(found, selectors.given_up([found]))


@router.post("/imports/{uuid:import_id}/cancel", auth=LEAD, response=ImportShape, operation_id="cancelImport")
def cancel(request: HttpRequest, import_id: UUID) -> ImportShape:
    """Stop it; what came in until then stays. 409 when it has ended already."""
    user = caller(request)
    if not services.cancel_import(selectors.get_import(user, import_id)):
        raise Conflict("The import had ended already")
    return _shape(selectors.get_import(user, import_id))


def _shape(found: Import, lost: Collection[int] = ()) -> ImportShape:
    gone = found.pk in lost
    return ImportShape(
        id=found.public_id,
        file=found.file,
        dry_run=found.dry_run,
        state=ImportState.FAILED if gone else ImportState(found.state),
        good=found.good,
        wrong=found.wrong,
        problems=found.problems,
        tasks=found.tasks,
        candidates=found.candidates,
        passed_over=found.passed_over,
        problem="its workers ended again and again; please tell an operator" if gone else found.problem,
        created_at=found.created_at,
        finished_at=found.finished_at,
    )
