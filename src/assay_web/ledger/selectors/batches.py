"""Payouts for the operator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum

from assay_web.kit.money import Money
from assay_web.kit.visibility import NotVisible
from assay_web.ledger.models import Account, LineState, PayoutBatch, PayoutLine
from assay_web.ledger.policies import batches_of
from assay_web.ledger.rules import Kind
from assay_web.projects.policies import Person

PAGE = 50
LINES = 100
"""Payments that a page shows."""


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One payout in the list."""

    batch: PayoutBatch
    people: int
    total: Money
    waiting: int
    failed: int


@dataclass(frozen=True, slots=True)
class BatchList:
    """Some payouts, and where the next ones begin; None at the end."""

    rows: list[BatchRow]
    next_cursor: int | None


@dataclass(frozen=True, slots=True)
class BatchPage:
    """One payout with some of its lines, and what all of them add up to by state. ``next_cursor`` is where the next
    lines begin; None at the end.
    """

    batch: PayoutBatch
    people: int
    lines: list[tuple[PayoutLine, Money]]
    total: Money
    waiting: Money
    paid: Money
    failed: Money
    next_cursor: int | None


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


def batches(person: Person, after: int = 0) -> BatchList:
    """Payouts, newest first; ``after`` is the cursor of the page before."""
    found = batches_of(person).order_by("-pk")
    if after:
        found = found.filter(pk__lt=after)
    shown = list(found[: PAGE + 1])
    rows = (
        PayoutLine.objects.filter(batch__in=shown[:PAGE])
        .order_by()
        .values("batch")
        .annotate(
            people=Count("pk"),
            total=Sum("amount_minor"),
            waiting=Count("pk", filter=Q(state=LineState.WAITING)),
            failed=Count("pk", filter=Q(state=LineState.FAILED)),
        )
    )
    sums = {row["batch"]: row for row in rows}
    return BatchList(
        [_row(one, sums[one.pk]) for one in shown[:PAGE]], shown[PAGE - 1].pk if len(shown) > PAGE else None
    )


def batch_page(person: Person, batch_id: UUID, after: int = 0) -> BatchPage:
    """One payout; ``after`` is the cursor of the page of lines before.

    Raises:
        NotVisible: there is none, or it is not for this person.
    """
    batch = _batch(person, batch_id)
    lines = list(batch.lines.select_related("reviewer").filter(pk__gt=after).order_by("pk")[: LINES + 1])
    rows = batch.lines.order_by().values_list("state").annotate(total=Sum("amount_minor"), n=Count("pk"))
    sums = {state: (total, n) for state, total, n in rows}

    def total(*states: str) -> Money:
        return Money(sum(sums.get(state, (0, 0))[0] for state in states), batch.currency)

    return BatchPage(
        batch=batch,
        people=sum(n for _, n in sums.values()),
        lines=[(one, Money(one.amount_minor, batch.currency)) for one in lines[:LINES]],
        total=total(*LineState.values),
        waiting=total(LineState.WAITING),
        paid=total(LineState.PAID),
        failed=total(LineState.FAILED),
        next_cursor=lines[LINES - 1].pk if len(lines) > LINES else None,
    )


def batch_lines(person: Person, batch_id: UUID) -> tuple[PayoutBatch, Iterator[tuple[PayoutLine, Money]]]:
    """One payout with all of its lines, one by one.

    Raises:
        NotVisible: as :func:`batch_page`.
    """
    batch = _batch(person, batch_id)
    lines = batch.lines.select_related("reviewer").order_by("pk").iterator(chunk_size=1_000)
    return batch, ((one, Money(one.amount_minor, batch.currency)) for one in lines)


def _batch(person: Person, batch_id: UUID) -> PayoutBatch:
    batch = batches_of(person).select_related("made_by").filter(public_id=batch_id).first()
    if batch is None:
        raise NotVisible("no such payout")
    return batch


def _row(batch: PayoutBatch, sums: Mapping[str, Any]) -> BatchRow:
    return BatchRow(
        batch=batch,
        people=sums["people"],
        total=Money(sums["total"], batch.currency),
        waiting=sums["waiting"],
        failed=sums["failed"],
    )
