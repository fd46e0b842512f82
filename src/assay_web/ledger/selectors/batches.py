"""Payouts for the operator."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from assay_web.kit.money import Money
from assay_web.kit.visibility import NotVisible
from assay_web.ledger.models import Account, LineState, PayoutBatch, PayoutLine
from assay_web.ledger.policies import batches_of
from assay_web.ledger.rules import Kind
from assay_web.projects.policies import Person


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One payout in the list."""

    batch: PayoutBatch
    people: int
    total: Money
    waiting: int
    failed: int


@dataclass(frozen=True, slots=True)
class BatchPage:
    """One payout with its lines, and what they add up to by state."""

    batch: PayoutBatch
    lines: list[tuple[PayoutLine, Money]]
    total: Money
    waiting: Money
    paid: Money
    failed: Money


@dataclass(frozen=True, slots=True)
class Payable:
    """What could be paid now in one currency, to how many people."""

    amount: Money
    people: int


def payable_now() -> list[Payable]:
    """For the caller who has been found to run the instance, by currency."""
    rows = (
        Account.objects.filter(kind=Kind.PAYABLE, balance_minor__gt=0)
        .order_by()
        .values("currency")
        .annotate(total=Sum("balance_minor"), people=Count("pk"))
        .order_by("currency")
    )
    return [Payable(Money(row["total"], row["currency"]), row["people"]) for row in rows]


def batches(person: Person) -> list[BatchRow]:
    """The last hundred payouts, newest first."""
    rows = (
        batches_of(person)
        .annotate(
            people=Count("lines"),
            total=Sum("lines__amount_minor"),
            waiting=Count("lines", filter=Q(lines__state=LineState.WAITING)),
            failed=Count("lines", filter=Q(lines__state=LineState.FAILED)),
        )
        .order_by("-pk")[:100]
    )
    return [_row(one) for one in rows]


def batch_page(person: Person, batch_id: UUID) -> BatchPage:
    """One payout.

    Raises:
        NotVisible: there is none, or it is not for this person.
    """
    batch = batches_of(person).select_related("made_by").filter(public_id=batch_id).first()
    if batch is None:
        raise NotVisible("no such payout")
    lines: QuerySet[PayoutLine] = batch.lines.select_related("reviewer").order_by("reviewer__name", "pk")
    shown = [(one, Money(one.amount_minor, batch.currency)) for one in lines]

    def total(*states: str) -> Money:
        return Money(sum(amount.amount_minor for one, amount in shown if one.state in states), batch.currency)

    return BatchPage(
        batch=batch,
        lines=shown,
        total=total(*LineState.values),
        waiting=total(LineState.WAITING),
        paid=total(LineState.PAID),
        failed=total(LineState.FAILED),
    )


def _row(batch: PayoutBatch) -> BatchRow:
    return BatchRow(
        batch=batch,
        people=batch.people,  # type: ignore[attr-defined]  # annotated by the query
        total=Money(batch.total or 0, batch.currency),  # type: ignore[attr-defined]  # as above
        waiting=batch.waiting,  # type: ignore[attr-defined]  # as above
        failed=batch.failed,  # type: ignore[attr-defined]  # as above
    )
