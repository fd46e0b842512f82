"""What the guidelines said before: their versions, and what has changed since one of them."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from assay_web.accounts.api.calling import READ, caller
from assay_web.kit.paging import Cursor, Page, number_after, page_of
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Project
from assay_web.projects.selectors import get_guidelines, get_project
from assay_web.projects.selectors.versions import GuidelinesVersion, changes_since, last_confirmed, version_page

router = Router(tags=["guidelines and rubrics"])

_NUMBERS = 2**31 - 1
Since = Annotated[int, Query(ge=1, le=_NUMBERS, description="A version before the present one.")]
SinceOrConfirmed = Annotated[
    int | None,
    Query(ge=1, le=_NUMBERS, description="As it says; without it, the last version that the caller has confirmed."),
]


class ChangedLine(BaseModel):
    """A line that was added, removed or stayed, with its numbers before and after, from 1; or a gap between some."""

    kind: Literal["add", "remove", "same", "gap"]
    before: int | None
    after: int | None
    text: str


class GuidelinesChanges(BaseModel):
    """What has changed from version ``since`` to ``version``, the present one."""

    since: int
    version: int
    added: int
    removed: int
    too_long: bool = Field(description="Whether the lines were not worked out, for there are too many.")
    lines: list[ChangedLine]


@router.get(
    "/projects/{slug:slug}/guidelines/versions",
    auth=READ,
    response=Page[GuidelinesVersion],
    operation_id="listGuidelineVersions",
)
def versions(request: HttpRequest, slug: str, cursor: Cursor = None) -> Page[GuidelinesVersion]:
    """The versions there have been, the newest first, for the project's leads."""
    rows, key = version_page(get_project(caller(request), slug), min(number_after(cursor), _NUMBERS))
    return page_of(request, rows, key)


@router.get(
    "/projects/{slug:slug}/guidelines/changes",
    auth=READ,
    response=GuidelinesChanges,
    operation_id="getGuidelineChanges",
)
def changes(request: HttpRequest, slug: str, since: Since) -> GuidelinesChanges:
    """What has changed since that version, for the project's leads."""
    return _changes(get_project(caller(request), slug), since)


@router.get("/guidelines/{slug:slug}/changes", auth=READ, response=GuidelinesChanges, operation_id="readChanges")
def changes_to_confirm(request: HttpRequest, slug: str, since: SinceOrConfirmed = None) -> GuidelinesChanges:
    """What has changed in the guidelines of a project in which the caller reviews; 404 where nothing has."""
    user = caller(request)
    project, _ = get_guidelines(user, slug)
    return _changes(project, last_confirmed(user, project) if since is None else since)


def _changes(project: Project, since: int | None) -> GuidelinesChanges:
    found = changes_since(project, since)
    if since is None or found is None:
        raise NotVisible("no earlier version")
    return GuidelinesChanges(
        since=since,
        version=project.guidelines_version,
        added=found.added,
        removed=found.removed,
        too_long=found.too_long,
        lines=[ChangedLine.model_validate(one, from_attributes=True) for one in found.rows],
    )
