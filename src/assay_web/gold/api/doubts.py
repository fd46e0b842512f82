"""Claims on planted tasks that the matcher cannot decide, for leads to rule on without knowing whose they are."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from assay.domain.finding import Finding
from assay_web.accounts.api.calling import LEAD, READ, caller
from assay_web.assessments.api.results import KnownDefect, known_defect
from assay_web.gold import selectors, services
from assay_web.kit.asking import Asked
from assay_web.kit.paging import Cursor, Page, number_after, page_of
from assay_web.projects.selectors import get_project

router = Router(tags=["gold"])

_DOUBTS = "/projects/{slug:slug}/gold/doubts"


class GoldDoubtRow(BaseModel):
    """One claim that waits for a ruling."""

    id: UUID


class ClaimChoice(BaseModel):
    """What the claim can turn out to be."""

    value: str
    meaning: str


class GoldDoubtShape(GoldDoubtRow):
    """One claim, the title of its task, the defects that are known of the code, and the rulings that there are."""

    title: str
    finding: Finding
    known: list[KnownDefect]
    choices: list[ClaimChoice]


class ClaimRuling(Asked):
    """One of the ``choices``, and a word on it."""

    value: str = Field(min_length=1, max_length=300)
    note: str = Field(default="", max_length=10_000)


@router.get(_DOUBTS, auth=READ, response=Page[GoldDoubtRow], operation_id="listGoldDoubts")
def doubts(request: HttpRequest, slug: str, cursor: Cursor = None) -> Page[GoldDoubtRow]:
    """The oldest first, without those on the caller's own reviews."""
    user = caller(request)
    ids, key = selectors.doubt_page(user, get_project(user, slug), number_after(cursor))
    return page_of(request, [GoldDoubtRow(id=one) for one in ids], key)


@router.get(f"{_DOUBTS}/{{uuid:doubt_id}}", auth=READ, response=GoldDoubtShape, operation_id="getGoldDoubt")
def doubt(request: HttpRequest, slug: str, doubt_id: UUID) -> GoldDoubtShape:
    """One of them; nothing tells whose it is."""
    user = caller(request)
    shown = selectors.doubt_shown(user, get_project(user, slug), doubt_id)
    return GoldDoubtShape(
        id=shown.doubt_id,
        title=shown.title,
        finding=shown.finding,
        known=[known_defect(one.defect) for one in shown.known],
        choices=[ClaimChoice(value=value, meaning=meaning) for value, meaning in shown.choices],
    )


@router.post(f"{_DOUBTS}/{{uuid:doubt_id}}", auth=LEAD, response={204: None}, operation_id="settleGoldDoubt")
def settle(request: HttpRequest, slug: str, doubt_id: UUID, payload: ClaimRuling) -> HttpResponse:
    """Rule on it, once; everybody whom it concerns is graded again."""
    user = caller(request)
    services.settle_doubt(user, get_project(user, slug), doubt_id, payload.value, payload.note)
    return HttpResponse(status=204)
