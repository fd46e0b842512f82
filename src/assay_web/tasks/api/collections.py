"""Evidence over all that a project has: begun by program, followed, stopped, and resumed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import BaseModel, Field

from assay.domain.task import Language
from assay_web.accounts.api.calling import LEAD, READ, caller
from assay_web.kit.asking import Asked
from assay_web.kit.paging import Cursor, Page, number_after, page_of
from assay_web.projects.selectors import get_project
from assay_web.tasks import collecting
from assay_web.tasks.models import CollectionState, CollectionWhich

router = Router(tags=["evidence"])


class NewCollection(Asked):
    """Which candidates: those without evidence, or ``all``, by tools that have not examined them."""

    which: CollectionWhich = CollectionWhich.MISSING
    language: Language | None = Field(default=None, description="Of tasks in it only.")


class CollectionShape(BaseModel):
    """A collection of evidence: ``passed`` of ``tasks`` are dealt with; what it counts are candidates."""

    id: UUID
    which: CollectionWhich
    language: Language | None
    state: CollectionState
    passed: int
    tasks: int
    examined: int
    failed: int
    created_at: datetime
    finished_at: datetime | None


@router.get(
    "/projects/{slug:slug}/collections", auth=READ, response=Page[CollectionShape], operation_id="listCollections"
)
def collections(request: HttpRequest, slug: str, cursor: Cursor = None) -> Page[CollectionShape]:
    """The project's collections of evidence, the newest first."""
    user = caller(request)
    found, key = collecting.standings_in(user, get_project(user, slug), number_after(cursor))
    return page_of(request, [_shape(one) for one in found], key)


@router.post(
    "/projects/{slug:slug}/collections", auth=LEAD, response={202: CollectionShape}, operation_id="startCollection"
)
def start(request: HttpRequest, slug: str, asked: NewCollection) -> Status[CollectionShape]:
    """Have workers examine what the project has, below all other work. 409 while they do already."""
    user = caller(request)
    made = collecting.start(user, get_project(user, slug), asked.which, asked.language)
    return Status(202, _shape(collecting.standing_of(user, made.public_id)))


@router.get("/collections/{uuid:collection_id}", auth=READ, response=CollectionShape, operation_id="getCollection")
def read(request: HttpRequest, collection_id: UUID) -> CollectionShape:
    """How a collection stands."""
    return _shape(collecting.standing_of(caller(request), collection_id))


@router.post(
    "/collections/{uuid:collection_id}/stop", auth=LEAD, response=CollectionShape, operation_id="stopCollection"
)
def stop(request: HttpRequest, collection_id: UUID) -> CollectionShape:
    """Begin nothing more for it. 409 when it is not running."""
    user = caller(request)
    collecting.stop(collecting.get_collection(user, collection_id))
    return _shape(collecting.standing_of(user, collection_id))


@router.post(
    "/collections/{uuid:collection_id}/resume", auth=LEAD, response=CollectionShape, operation_id="resumeCollection"
)
def resume(request: HttpRequest, collection_id: UUID) -> CollectionShape:
    """Let a stopped one go on where it was. 409 when it was not stopped, or another one is running."""
    user = caller(request)
    collecting.resume(collecting.get_collection(user, collection_id))
    return _shape(collecting.standing_of(user, collection_id))


def _shape(found: collecting.Standing) -> CollectionShape:
    one = found.collection
    return CollectionShape(
        id=one.public_id,
        which=CollectionWhich(one.which),
        language=Language(one.language) if one.language else None,
        state=CollectionState(one.state),
        passed=found.passed,
        tasks=one.until,
        examined=found.examined,
        failed=found.failed,
        created_at=one.created_at,
        finished_at=one.finished_at,
    )
