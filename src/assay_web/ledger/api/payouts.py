"""Payouts, for operators."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Header, Router, Status
from pydantic import BaseModel, Field

from assay_web.accounts.api.calling import LEAD, READ, caller
from assay_web.accounts.models import User
from assay_web.kit.asking import Asked
from assay_web.kit.money import Money
from assay_web.kit.paging import Cursor, Page, number_after, page_of
from assay_web.kit.visibility import NotVisible
from assay_web.ledger import selectors, services
from assay_web.ledger.models import BatchState, LineState, PayoutLine
from assay_web.ledger.selectors import Books
from assay_web.ledger.selectors.batches import BatchPage, BatchRow, Payable
from assay_web.projects.policies import is_operator

router = Router(tags=["payouts"])


class PayoutSummary(BaseModel):
    """One payout in the list."""

    id: UUID
    code: str
    state: BatchState
    made_at: datetime
    people: int
    total: Money
    waiting: int
    failed: int


class Payables(BaseModel):
    """What is payable now, by currency."""

    items: list[Payable]


class PaymentShape(BaseModel):
    """One person's line."""

    id: int
    pseudonym: str
    name: str
    email: str
    amount: Money
    state: LineState
    note: str


class PayoutShape(BaseModel):
    """A payout, and what its payments add up to by state."""

    id: UUID
    code: str
    state: BatchState
    total: Money
    waiting: Money
    paid: Money
    failed: Money


class CheckShape(BaseModel):
    """Two figures that must be the same."""

    name: str
    one: Money
    other: Money
    agrees: bool


class AuditShape(BaseModel):
    """When every entry was last added up again, and by how much balances and sums differed from them."""

    at: datetime
    entries: int
    differs_minor: int


class BooksShape(BaseModel):
    """Balances by kind of account and the checks, for one currency."""

    currency: str
    balances: dict[str, Money]
    checks: list[CheckShape]
    audit: AuditShape | None


class AllBooks(BaseModel):
    """Of every currency in which money moved."""

    items: list[BooksShape]


class NewPayout(Asked):
    """Everything that is payable in one currency."""

    currency: str = Field(pattern=r"^[A-Z]{3}$")


class Settlement(Asked):
    """What the bank said of a payment; a failure needs a note."""

    outcome: Literal["paid", "failed"]
    note: str = Field(default="", max_length=300)


class Note(Asked):
    """What the bank said of all that wait."""

    note: str = Field(default="", max_length=300)


@router.get("/payouts", auth=READ, response=Page[PayoutSummary], operation_id="listPayouts")
def payouts(request: HttpRequest, cursor: Cursor = None) -> Page[PayoutSummary]:
    """What was paid out, the newest first."""
    page = selectors.batches(_operator(request), number_after(cursor))
    return page_of(request, [_summary(one) for one in page.rows], page.next_cursor)


@router.get("/payouts/payable", auth=READ, response=Payables, operation_id="listPayable")
def payable(request: HttpRequest) -> Payables:
    """What can be paid out now, brought up to date."""
    _operator(request)
    services.catch_up()
    return Payables(items=selectors.payable_now())


@router.post("/payouts", auth=LEAD, response={201: PayoutShape}, operation_id="preparePayout")
def prepare(
    request: HttpRequest,
    payload: NewPayout,
    idempotency_key: Annotated[str, Header(min_length=8, max_length=100)],
) -> Status[PayoutShape]:
    """Put everything that is payable in a currency into a batch."""
    batch = services.prepare_payout(caller(request), payload.currency, idempotency_key)
    return Status(201, _read(request, batch.public_id))


@router.get("/payouts/books", auth=READ, response=AllBooks, operation_id="getBooks")
def books(request: HttpRequest) -> AllBooks:
    """Whether the ledger agrees with itself, and with payouts and budgets, brought up to date."""
    _operator(request)
    services.catch_up()
    return _all_books()


@router.post("/payouts/audits", auth=LEAD, response=AllBooks, operation_id="auditBooks")
def audit(request: HttpRequest) -> AllBooks:
    """Add every entry up again; it takes about a second for a million."""
    _operator(request)
    services.audit()
    return _all_books()


@router.get("/payouts/{uuid:payout_id}", auth=READ, response=PayoutShape, operation_id="getPayout")
def payout(request: HttpRequest, payout_id: UUID) -> PayoutShape:
    """One payout."""
    return _read(request, payout_id)


@router.get("/payouts/{uuid:payout_id}/payments", auth=READ, response=Page[PaymentShape], operation_id="listPayments")
def payments(request: HttpRequest, payout_id: UUID, cursor: Cursor = None) -> Page[PaymentShape]:
    """Its payments, one for each person."""
    page = selectors.batch_page(caller(request), payout_id, number_after(cursor))
    return page_of(request, [_payment(line, amount) for line, amount in page.lines], page.next_cursor)


@router.post("/payouts/{uuid:payout_id}/sent", auth=LEAD, response=PayoutShape, operation_id="markPayoutSent")
def sent(request: HttpRequest, payout_id: UUID) -> PayoutShape:
    """Note that its file went to the bank."""
    services.mark_sent(caller(request), payout_id)
    return _read(request, payout_id)


@router.post(
    "/payouts/{uuid:payout_id}/payments/{int:payment_id}",
    auth=LEAD,
    response=PayoutShape,
    operation_id="settlePayment",
)
def settle(request: HttpRequest, payout_id: UUID, payment_id: int, payload: Settlement) -> PayoutShape:
    """Note what the bank said of one payment; a failed one is payable again."""
    services.settle_line(
        caller(request), payout_id, payment_id if payment_id < 2**63 else 0, payload.outcome, payload.note
    )
    return _read(request, payout_id)


@router.post("/payouts/{uuid:payout_id}/paid", auth=LEAD, response=PayoutShape, operation_id="settlePayout")
def settle_rest(request: HttpRequest, payout_id: UUID, payload: Note) -> PayoutShape:
    """Note that every payment that still waits was made."""
    services.settle_rest_as_paid(caller(request), payout_id, payload.note)
    return _read(request, payout_id)


def _read(request: HttpRequest, payout_id: UUID) -> PayoutShape:
    return _shape(selectors.batch_page(caller(request), payout_id))


def _shape(page: BatchPage) -> PayoutShape:
    return PayoutShape(
        id=page.batch.public_id,
        code=page.batch.code,
        state=BatchState(page.batch.state),
        total=page.total,
        waiting=page.waiting,
        paid=page.paid,
        failed=page.failed,
    )


def _summary(row: BatchRow) -> PayoutSummary:
    return PayoutSummary(
        id=row.batch.public_id,
        code=row.batch.code,
        state=BatchState(row.batch.state),
        made_at=row.batch.made_at,
        people=row.people,
        total=row.total,
        waiting=row.waiting,
        failed=row.failed,
    )


def _payment(line: PayoutLine, amount: Money) -> PaymentShape:
    return PaymentShape(
        id=line.pk,
        pseudonym=line.reviewer.pseudonym,
        name=line.reviewer.name,
        email=line.reviewer.email,
        amount=amount,
        state=LineState(line.state),
        note=line.note,
    )


def _all_books() -> AllBooks:
    return AllBooks(items=[_books(one) for one in selectors.books()])


def _books(one: Books) -> BooksShape:
    return BooksShape(
        currency=one.currency,
        balances=dict(one.balances),
        checks=[CheckShape.model_validate(each, from_attributes=True) for each in one.checks],
        audit=AuditShape.model_validate(one.audit, from_attributes=True) if one.audit else None,
    )


def _operator(request: HttpRequest) -> User:
    user = caller(request)
    if not is_operator(user):
        raise NotVisible("payouts are the operator's")
    return user
