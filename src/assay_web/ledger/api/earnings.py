"""The caller's own money, and a project's."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Header, Query, Router, Status
from pydantic import BaseModel, Field

from assay_web.accounts.api.calling import LEAD, READ, caller
from assay_web.kit.asking import Asked
from assay_web.kit.paging import Cursor, Page, id_after, page_of
from assay_web.kit.visibility import NotVisible
from assay_web.ledger import selectors, services
from assay_web.ledger.selectors import Estimate, ProjectMoney
from assay_web.ledger.selectors.earnings import Period, Sums, TaskPay
from assay_web.projects.selectors import get_project, reviewer_in

router = Router(tags=["money"])


class EarningsShape(BaseModel):
    """By currency: what is reserved, waits, is due, on its way and paid; by period; and what some hours may bring."""

    sums: list[Sums]
    periods: list[Period]
    estimates: list[Estimate]


class NewAdjustment(Asked):
    """A bonus, or with a minus a correction; the reviewer reads the reason."""

    reviewer: str = Field(min_length=1, max_length=20, description="Pseudonym.")
    amount_minor: int = Field(ge=-(10**12), le=10**12)
    reason: str = Field(min_length=1, max_length=1000)
    code: str = Field(default="", max_length=20, description="The task that it is about, such as T-0412.")


class AdjustmentMade(BaseModel):
    """It stands in the ledger."""

    amount_minor: int
    currency: str


@router.get("/earnings", auth=READ, response=EarningsShape, operation_id="getEarnings")
def earnings(
    request: HttpRequest,
    by: Literal["week", "month"] = "month",
    hours: Annotated[int, Query(ge=1, le=80)] = 10,
) -> EarningsShape:
    """The caller's money, brought up to date."""
    user = caller(request)
    services.catch_up(reviewer=user)
    found = selectors.earnings(user, by=by)
    return EarningsShape(sums=found.sums, periods=found.periods, estimates=selectors.estimates(user, hours))


@router.get("/earnings/reviews", auth=READ, response=Page[TaskPay], operation_id="listEarnings")
def paid_reviews(request: HttpRequest, cursor: Cursor = None) -> Page[TaskPay]:
    """Every review of the caller with its money, the newest first."""
    user = caller(request)
    services.catch_up(reviewer=user)
    page = selectors.earnings(user, after=id_after(cursor))
    return page_of(request, page.rows, page.next_cursor)


@router.get("/projects/{slug:slug}/money", auth=READ, response=ProjectMoney, operation_id="getProjectMoney")
def project_money(request: HttpRequest, slug: str) -> ProjectMoney:
    """What is allowed, committed and spent, for the project's leads."""
    project = get_project(caller(request), slug)
    services.catch_up(project=project)
    return selectors.project_money(get_project(caller(request), slug))


@router.post("/projects/{slug:slug}/adjustments", auth=LEAD, response={201: AdjustmentMade}, operation_id="adjust")
def adjust(
    request: HttpRequest,
    slug: str,
    payload: NewAdjustment,
    idempotency_key: Annotated[str, Header(min_length=8, max_length=100)],
) -> Status[AdjustmentMade]:
    """Give a reviewer a bonus from the project's budget, or take back what is payable."""
    user = caller(request)
    project = get_project(user, slug)
    person = reviewer_in(project, payload.reviewer)
    if person is None:
        raise NotVisible("no such reviewer")
    services.adjust(user, project, person, payload.amount_minor, payload.reason, key=idempotency_key, code=payload.code)
    return Status(201, AdjustmentMade(amount_minor=payload.amount_minor, currency=project.currency))
