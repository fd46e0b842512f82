"""``/api/v1/queue``: what may be taken next."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel

from assay_web.accounts.api.calling import READ, REVIEW, caller
from assay_web.review import services
from assay_web.review.selectors import queue_for
from assay_web.review.selectors.workbench import assignment_shape
from assay_web.review.shapes import AssignmentShape, MoneyShape

router = Router(tags=["queue"])


class Offer(BaseModel):
    """A task on offer."""

    task_id: UUID
    code: str
    title: str
    language: str
    aspects: list[str]
    candidate_count: int
    price: MoneyShape
    expected_minutes: int


class Offers(BaseModel):
    """A page of offers; ``next_cursor`` is null at the end."""

    offers: list[Offer]
    next_cursor: UUID | None


@router.get("/queue", auth=READ, response=Offers, operation_id="listQueue")
def offers(request: HttpRequest, language: str | None = None, order: str = "pay", after: UUID | None = None) -> Offers:
    """Tasks that this reviewer may accept, with their pay."""
    page = queue_for(caller(request), language=language, order=order, after=after)
    return Offers(
        offers=[
            Offer(
                task_id=row.task_id,
                code=row.code,
                title=row.title,
                language=row.language,
                aspects=row.aspects,
                candidate_count=row.candidate_count,
                price=MoneyShape(amount_minor=row.price.amount_minor, currency=row.price.currency),
                expected_minutes=row.expected_minutes,
            )
            for row in page.rows
        ],
        next_cursor=page.next_cursor,
    )


@router.post("/queue/next", auth=REVIEW, response={200: AssignmentShape, 204: None}, operation_id="claimNext")
def claim_next(request: HttpRequest) -> AssignmentShape | HttpResponse:
    """Accept the best task on offer; 204 when there is none."""
    assignment = services.claim_next(caller(request))
    return assignment_shape(assignment) if assignment else HttpResponse(status=204)


@router.post("/queue/{uuid:task_id}/accept", auth=REVIEW, response=AssignmentShape, operation_id="acceptTask")
def accept(request: HttpRequest, task_id: UUID) -> AssignmentShape:
    """Accept a task; 409 when somebody was faster."""
    return assignment_shape(services.claim(caller(request), task_id))
