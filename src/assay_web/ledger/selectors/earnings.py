"""A reviewer's money: what each review pays and where that stands, and what they earned by week and month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby, islice
from typing import Literal, TypedDict
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, TruncMonth, TruncWeek
from django.utils import timezone

from assay_web.accounts.models import User
from assay_web.kit.money import Money
from assay_web.ledger.models import Account, Entry, Turnover
from assay_web.ledger.policies import transactions_of
from assay_web.ledger.rules import Cause, Kind
from assay_web.review.models import GONE_STATES, Assignment, AssignmentState, Decision, Review
from assay_web.review.policies import assignments_of

PAGE = 50
RECENT = timedelta(days=30)
_SHOWN_FOR = {"week": timedelta(weeks=26), "month": timedelta(days=790)}
"""How far back weeks and months go: half a year, 26 months."""

_EARNED = (Cause.ACCEPTED, Cause.ADJUSTED, Cause.RAISED)

_SHOWN = (
    "public_id",
    "state",
    "price_minor",
    "currency",
    "submitted_at",
    "task__number",
    "task__title",
    "task__project__name",
)
"""What is read of an assignment; everything hidden of its task is not."""


@dataclass(frozen=True, slots=True)
class TaskPay:
    """One review and its money. ``state`` is the assignment's; ``reason`` says why it came back or was adjusted."""

    assignment_id: UUID
    submitted_at: datetime | None
    code: str
    title: str
    project: str
    state: str
    active_ms: int
    pay: Money
    bonus: Money
    total: Money
    reason: str


@dataclass(frozen=True, slots=True)
class Sums:
    """One currency: what is reserved for claimed tasks, waits for a decision, is due, on its way and was paid."""

    reserved: Money
    pending: Money
    payable: Money
    clearing: Money
    paid: Money
    this_year: Money
    per_hour: Money | None
    """Of the reviews accepted in the last 30 days, over active time; None without any."""
    accepted_recently: int


@dataclass(frozen=True, slots=True)
class Period:
    """What was earned (accepted, with bonuses and corrections) and paid in a week or month that begins then."""

    begins: date
    reviews: int
    earned: Money
    paid: Money


@dataclass(frozen=True, slots=True)
class Earnings:
    """Everything on the page. ``next_cursor`` is where the next reviews begin; None at the end."""

    sums: list[Sums]
    rows: list[TaskPay]
    periods: list[Period]
    next_cursor: UUID | None


class _Balances(TypedDict):
    currency: str
    kind: str
    balance_minor: int


def earnings(user: User, *, by: Literal["week", "month"] = "month", after: UUID | None = None) -> Earnings:
    """The person's own money; ``after`` is the cursor of the page before, of an assignment of theirs."""
    rows = _rows(user)
    if after is not None and (last := assignments_of(user).filter(public_id=after).first()) is not None:
        rows = rows.filter(pk__lt=last.pk)
    found = list(rows[: PAGE + 1])
    paid = _task_pays(found[:PAGE])
    return Earnings(
        sums=_sums(user),
        rows=paid,
        periods=_periods(user, by),
        next_cursor=paid[-1].assignment_id if len(found) > PAGE else None,
    )


def statement(user: User) -> Iterator[TaskPay]:
    """Every review of the person with its money, newest first; memory does not grow with their number."""
    rows = _rows(user).iterator(chunk_size=500)
    while chunk := list(islice(rows, 500)):
        yield from _task_pays(chunk)


def _rows(user: User) -> QuerySet[Assignment]:
    last = Review.objects.filter(assignment=OuterRef("pk")).order_by("-revision")
    bonus = (
        Entry.objects.filter(
            transaction__assignment=OuterRef("pk"), transaction__cause=Cause.ADJUSTED, account__kind=Kind.PAYABLE
        )
        .order_by()
        .values("transaction__assignment")
        .annotate(total=Sum("amount_minor"))
    )
    return (
        assignments_of(user)
        .exclude(state__in=GONE_STATES)
        .select_related("task__project")
        .only(*_SHOWN)
        .annotate(
            active_ms=Coalesce(Subquery(last.values("active_ms")[:1]), 0),
            bonus=Coalesce(Subquery(bonus.values("total")), 0),
        )
        .order_by("-pk")
    )


def _task_pays(rows: Sequence[Assignment]) -> list[TaskPay]:
    reasons = dict(
        Decision.objects.filter(review__assignment__in=rows, accepted=False)
        .order_by("review__revision")
        .values_list("review__assignment", "reason")
    )
    return [_task_pay(row, reasons.get(row.pk, "")) for row in rows]


def _task_pay(row: Assignment, returned_because: str) -> TaskPay:
    bonus: int = row.bonus  # type: ignore[attr-defined]  # annotated by the query
    return TaskPay(
        assignment_id=row.public_id,
        submitted_at=row.submitted_at,
        code=row.task.code,
        title=row.task.title,
        project=row.task.project.name,
        state=row.state,
        active_ms=row.active_ms,  # type: ignore[attr-defined]  # annotated by the query
        pay=Money(row.price_minor, row.currency),
        bonus=Money(bonus, row.currency),
        total=Money(row.price_minor + bonus, row.currency),
        reason=returned_because if row.state == AssignmentState.RETURNED else "",
    )


def _sums(user: User) -> list[Sums]:
    accounts: list[_Balances] = list(
        Account.objects.filter(reviewer=user).order_by("currency").values("currency", "kind", "balance_minor")
    )
    return [
        _sum(user, currency, {one["kind"]: one["balance_minor"] for one in group})
        for currency, group in groupby(accounts, key=lambda one: one["currency"])
    ]


def _sum(user: User, currency: str, balances: dict[str, int]) -> Sums:
    today = timezone.now().date()
    turnover = Turnover.objects.filter(account__reviewer=user, account__kind=Kind.PAYABLE, account__currency=currency)
    lately = turnover.filter(cause=Cause.ACCEPTED, day__gt=today - RECENT)
    recent = lately.aggregate(total=Sum("amount_minor"), n=Sum("entries"))
    this_year = turnover.filter(cause__in=_EARNED, day__year=today.year).aggregate(total=Sum("amount_minor"))

    def of(kind: Kind) -> Money:
        return Money(balances.get(kind, 0), currency)

    return Sums(
        reserved=of(Kind.RESERVED),
        pending=of(Kind.PENDING),
        payable=of(Kind.PAYABLE),
        clearing=of(Kind.CLEARING),
        paid=of(Kind.PAID),
        this_year=Money(this_year["total"] or 0, currency),
        per_hour=Money(recent["total"] or 0, currency).per_hour(_active_minutes(user, currency, today - RECENT)),
        accepted_recently=recent["n"] or 0,
    )


def _active_minutes(user: User, currency: str, before: date) -> int:
    """Of the reviews whose acceptance was entered after that day (UTC)."""
    accepted = transactions_of(user).filter(
        currency=currency,
        cause=Cause.ACCEPTED,
        at__gte=datetime.combine(before + timedelta(days=1), time(), tzinfo=UTC),
    )
    reviews = Review.objects.filter(decision__accepted=True, assignment__in=accepted.values("assignment"))
    return round((reviews.aggregate(total=Sum("active_ms"))["total"] or 0) / 60_000)


def _periods(user: User, by: Literal["week", "month"]) -> list[Period]:
    begins = (TruncWeek if by == "week" else TruncMonth)("day")
    rows = (
        Turnover.objects.filter(account__reviewer=user, account__kind__in=(Kind.PAYABLE, Kind.PAID))
        .filter(day__gt=timezone.now().date() - _SHOWN_FOR[by])
        .annotate(begins=begins)
        .order_by()
        .values("begins", "account__currency")
        .annotate(
            reviews=Coalesce(Sum("entries", filter=Q(cause=Cause.ACCEPTED, account__kind=Kind.PAYABLE)), 0),
            earned=Coalesce(Sum("amount_minor", filter=Q(cause__in=_EARNED, account__kind=Kind.PAYABLE)), 0),
            paid=Coalesce(Sum("amount_minor", filter=Q(account__kind=Kind.PAID)), 0),
        )
        .order_by("-begins", "account__currency")
    )
    return [
        Period(
            row["begins"],
            row["reviews"],
            Money(row["earned"], row["account__currency"]),
            Money(row["paid"], row["account__currency"]),
        )
        for row in rows
        if row["earned"] or row["paid"]
    ]
