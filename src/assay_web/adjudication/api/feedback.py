"""What was decided on the caller's own reviews, and the way to dispute it."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from assay_web.accounts.api.calling import READ, REVIEW, caller
from assay_web.adjudication import services
from assay_web.adjudication.models import ConflictKind
from assay_web.adjudication.selectors import feedback
from assay_web.adjudication.selectors.feedback import FeedbackRow
from assay_web.kit.asking import Asked, Reason
from assay_web.kit.paging import Cursor, Page, id_after, page_of

router = Router(tags=["feedback"])


class WhyShape(BaseModel):
    """A fixed reason, and words if there were any."""

    reason: str
    text: str


class FeedbackShape(BaseModel):
    """One decision: on what, what the caller said, what holds, and why. Others' answers are not in it."""

    conflict_id: UUID
    kind: ConflictKind
    code: str
    title: str
    candidate: str
    criterion: str
    mine: str
    outcome: str
    agreed: bool
    reasons: list[WhyShape]
    appealed: bool
    is_open: bool


class NewAppeal(Asked):
    """Why the decision is wrong; those who decide anew read it."""

    text: Annotated[Reason, Field(min_length=1)]


@router.get("/feedback", auth=READ, response=Page[FeedbackShape], operation_id="listFeedback")
def decisions(request: HttpRequest, cursor: Cursor = None) -> Page[FeedbackShape]:
    """Decisions about the caller's reviews, the newest first."""
    page = feedback(caller(request), id_after(cursor))
    return page_of(request, [_shape(one) for one in page.rows], page.next_cursor)


@router.post("/feedback/{uuid:conflict_id}/appeal", auth=REVIEW, response={204: None}, operation_id="appeal")
def appeal(request: HttpRequest, conflict_id: UUID, payload: NewAppeal) -> HttpResponse:
    """Dispute a decision, once: two adjudicators decide anew."""
    services.appeal(caller(request), conflict_id, payload.text)
    return HttpResponse(status=204)


def _shape(row: FeedbackRow) -> FeedbackShape:
    return FeedbackShape(
        conflict_id=row.conflict_id,
        kind=ConflictKind(row.kind),
        code=row.code,
        title=row.title,
        candidate=row.letter,
        criterion=row.criterion,
        mine=row.mine,
        outcome=row.outcome,
        agreed=row.agreed,
        reasons=[WhyShape(reason=reason, text=text) for reason, text in row.reasons],
        appealed=row.appealed,
        is_open=row.is_open,
    )
