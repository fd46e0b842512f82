"""Flags on reviewers who seem to have become worse, for leads: the evidence, and what they say of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel, Field

from assay_web.accounts.api.calling import LEAD, READ, caller
from assay_web.gold import selectors, services
from assay_web.gold.models import Consequence, Flag, FlagState
from assay_web.kit.asking import Asked
from assay_web.kit.paging import Cursor, Page, number_after, page_of
from assay_web.projects.selectors import get_project

router = Router(tags=["gold"])

_FLAGS = "/projects/{slug:slug}/gold/flags"


class FlagStep(BaseModel):
    """One planted defect: what it was, whether it was found, and what the sum of evidence came to."""

    planted: str
    caught: bool
    total: float


class FlagShape(BaseModel):
    """A flag. ``reason`` is what the lead found who looked."""

    id: UUID
    reviewer: str
    state: FlagState
    consequence: Consequence
    raised_at: datetime
    closed_at: datetime | None
    closed_by: str
    reason: str


class FlagWithEvidence(FlagShape):
    """With the planted defects that it rests on; nothing in it names a task."""

    steps: list[FlagStep]


class FlagAnswer(Asked):
    """What a lead found; the reviewer reads it where they stay without new tasks."""

    reason: str = Field(min_length=1, max_length=2000)
    keep_paused: bool = False


@router.get(_FLAGS, auth=READ, response=Page[FlagShape], operation_id="listFlags")
def flags(request: HttpRequest, slug: str, cursor: Cursor = None) -> Page[FlagShape]:
    """The newest first, without those on the caller."""
    user = caller(request)
    rows, key = selectors.flag_page(user, get_project(user, slug), number_after(cursor))
    return page_of(request, [FlagShape(**_values(one)) for one in rows], key)


@router.get(f"{_FLAGS}/{{uuid:flag_id}}", auth=READ, response=FlagWithEvidence, operation_id="getFlag")
def flag(request: HttpRequest, slug: str, flag_id: UUID) -> FlagWithEvidence:
    """One of them, with its evidence."""
    user = caller(request)
    return _shape(selectors.get_flag(user, get_project(user, slug), flag_id))


@router.post(f"{_FLAGS}/{{uuid:flag_id}}/answer", auth=LEAD, response=FlagWithEvidence, operation_id="answerFlag")
def answer(request: HttpRequest, slug: str, flag_id: UUID, payload: FlagAnswer) -> FlagWithEvidence:
    """Say what you found, once; the usual share of planted tasks holds again."""
    user = caller(request)
    project = get_project(user, slug)
    services.close_flag(user, project, flag_id, reason=payload.reason, keep_paused=payload.keep_paused)
    return _shape(selectors.get_flag(user, project, flag_id))


def _shape(one: Flag) -> FlagWithEvidence:
    pairs = zip(one.evidence, one.sums, strict=True)
    steps = [FlagStep(planted=planted, caught=caught, total=total) for (planted, caught), total in pairs]
    return FlagWithEvidence(**_values(one), steps=steps)


def _values(one: Flag) -> dict[str, object]:
    return {
        "id": one.public_id,
        "reviewer": one.user.pseudonym,
        "state": FlagState(one.state),
        "consequence": Consequence(one.consequence),
        "raised_at": one.raised_at,
        "closed_at": one.closed_at,
        "closed_by": one.closed_by.get_full_name() if one.closed_by else "",
        "reason": one.reason,
    }
