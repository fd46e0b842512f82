"""``/api/v1/queue``: what may be taken next; ``/api/v1/assignments``: what was taken."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel

from assay.domain.task import Language
from assay_web.accounts.api.calling import READ, REVIEW, caller
from assay_web.kit.money import Money
from assay_web.kit.paging import Cursor, Page, id_after, page_of
from assay_web.review import services
from assay_web.review.selectors import OpenAssignment, QueueRow, open_assignments, preview, queue_for
from assay_web.review.selectors.workbench import assignment_shape
from assay_web.review.shapes import AssignmentShape

router = Router(tags=["queue"])


class PreviewShape(BaseModel):
    """A task before it is accepted. ``prompt_html`` and ``guidelines_html`` are safe to show."""

    task_id: UUID
    code: str
    title: str
    language: str
    aspects: list[str]
    entry_point: str | None
    candidate_count: int
    price: Money
    expected_minutes: int
    lease_minutes: int
    prompt_html: str
    guidelines_html: str
    project: str


class Assignments(BaseModel):
    """What the caller has claimed and not submitted, the most pressing lease first."""

    items: list[OpenAssignment]


@router.get("/queue", auth=READ, response=Page[QueueRow], operation_id="listQueue")
def offers(
    request: HttpRequest,
    language: Language | None = None,
    order: Literal["pay", "shortest", "newest", "oldest"] = "pay",
    cursor: Cursor = None,
) -> Page[QueueRow]:
    """Tasks that the caller may accept, with their pay."""
    page = queue_for(
        caller(request), language=language.value if language else None, order=order, after=id_after(cursor)
    )
    return page_of(request, page.rows, page.next_cursor)


@router.get("/queue/{uuid:task_id}", auth=READ, response=PreviewShape, operation_id="previewTask")
def look(request: HttpRequest, task_id: UUID) -> PreviewShape:
    """A task as it looks before it is accepted."""
    return PreviewShape.model_validate(preview(caller(request), task_id), from_attributes=True)


@router.get("/assignments", auth=READ, response=Assignments, operation_id="listAssignments")
def assignments(request: HttpRequest) -> Assignments:
    """What the caller is at work on."""
    return Assignments(items=open_assignments(caller(request)))


@router.post("/queue/next", auth=REVIEW, response={200: AssignmentShape, 204: None}, operation_id="claimNext")
def claim_next(request: HttpRequest) -> AssignmentShape | HttpResponse:
    """Accept the best task on offer; 204 when there is none."""
    assignment = services.claim_next(caller(request))
    return assignment_shape(assignment) if assignment else HttpResponse(status=204)


@router.post("/queue/{uuid:task_id}/accept", auth=REVIEW, response=AssignmentShape, operation_id="acceptTask")
def accept(request: HttpRequest, task_id: UUID) -> AssignmentShape:
    """Accept a task; 409 when somebody was faster."""
    return assignment_shape(services.claim(caller(request), task_id))
