"""Submitted reviews and their findings, for those who read the project; decisions, for its leads."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from assay.domain.finding import Category, Proof, Severity
from assay.domain.review import Review as ReviewRecord
from assay_web.accounts.api.calling import LEAD, READ, caller
from assay_web.kit.asking import Asked, Reason
from assay_web.kit.paging import Cursor, Page, id_after, number_after, page_of
from assay_web.projects.selectors import get_project, get_readable_project
from assay_web.review import selectors, services
from assay_web.review.models import Decision
from assay_web.review.selectors import SubmittedRow, revisions
from assay_web.review.selectors.findings import FindingRow, findings_in
from assay_web.review.selectors.readable import readable_review

router = Router(tags=["reviews"])


class RevisionShape(BaseModel):
    """One submission of the same review."""

    review_id: UUID
    revision: int


class DecisionShape(BaseModel):
    """What a lead said of it."""

    accepted: bool
    reason: str


class ReviewShape(BaseModel):
    """A review as an ``assay.review/v1`` record, with what was decided; None while it waits."""

    review: ReviewRecord
    decision: DecisionShape | None
    revisions: list[RevisionShape]


class Accepted(Asked):
    """A word for the reviewer; it may be empty."""

    reason: Reason = ""


class Returned(Asked):
    """What to change; the reviewer reads it."""

    reason: Annotated[Reason, Field(min_length=1)]


class FindingFilter(BaseModel):
    """What is left out does not choose."""

    severity: Severity | None = None
    category: Category | None = None
    cwe: int | None = Field(default=None, ge=1, le=2**31 - 1)
    proof: Proof | None = None
    task: UUID | None = None


@router.get("/projects/{slug:slug}/reviews", auth=READ, response=Page[SubmittedRow], operation_id="listReviews")
def reviews(
    request: HttpRequest,
    slug: str,
    state: Literal["submitted", "accepted", "returned"] | None = None,
    cursor: Cursor = None,
) -> Page[SubmittedRow]:
    """The newest submission of each review, the newest first."""
    user = caller(request)
    page = selectors.submitted_reviews(user, get_readable_project(user, slug), state or "", id_after(cursor))
    return page_of(request, page.rows, page.next_cursor)


@router.get(
    "/projects/{slug:slug}/reviews/{uuid:review_id}",
    auth=READ,
    response=ReviewShape,
    by_alias=True,
    operation_id="getReview",
)
def review(request: HttpRequest, slug: str, review_id: UUID) -> ReviewShape:
    """One submitted review."""
    user = caller(request)
    project = get_readable_project(user, slug)
    found = selectors.get_review(user, project, review_id)
    decision = getattr(found, "decision", None)
    return ReviewShape(
        review=readable_review(user, project, found),
        decision=_decision(decision) if decision else None,
        revisions=[RevisionShape(review_id=one, revision=number) for one, number in revisions(found)],
    )


@router.post(
    "/projects/{slug:slug}/reviews/{uuid:review_id}/accept",
    auth=LEAD,
    response=DecisionShape,
    operation_id="acceptReview",
)
def accept(request: HttpRequest, slug: str, review_id: UUID, payload: Accepted) -> DecisionShape:
    """Accept it: it counts in exports, and its pay is due. 409 when it has been decided already."""
    user = caller(request)
    return _decision(services.accept_review(user, get_project(user, slug), review_id, payload.reason))


@router.post(
    "/projects/{slug:slug}/reviews/{uuid:review_id}/return",
    auth=LEAD,
    response=DecisionShape,
    operation_id="returnReview",
)
def send_back(request: HttpRequest, slug: str, review_id: UUID, payload: Returned) -> DecisionShape:
    """Return it to its author, who can submit a new revision."""
    user = caller(request)
    return _decision(services.return_review(user, get_project(user, slug), review_id, payload.reason))


@router.get("/projects/{slug:slug}/findings", auth=READ, response=Page[FindingRow], operation_id="listFindings")
def findings(request: HttpRequest, slug: str, asked: Query[FindingFilter], cursor: Cursor = None) -> Page[FindingRow]:
    """The findings of all submitted reviews, the oldest first."""
    user = caller(request)
    wanted = asked.model_dump(exclude_none=True, exclude={"task"})
    if asked.task:
        wanted["review__assignment__task__public_id"] = asked.task
    rows, key = findings_in(user, get_readable_project(user, slug), wanted, number_after(cursor))
    return page_of(request, rows, key)


def _decision(decision: Decision) -> DecisionShape:
    return DecisionShape(accepted=decision.accepted, reason=decision.reason)
