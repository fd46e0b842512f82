"""A reviewer's money: what each review pays and where that stands, and what they earned by week and month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, Literal, TypedDict
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce, TruncMonth, TruncWeek
from django.utils import timezone

from assay_web.accounts.models import User
from assay_web.kit.money import Money
from assay_web.ledger.models import Account, Entry, Turnover
from assay_web.ledger.policies import transactions_of
from assay_web.ledger.rules import Cause, Kind
from assay_web.review.models import GONE_STATES, Assignment, AssignmentState, Decision, Review
from assay_web.review.policies import assignments_of
from assay_web.tasks.models import task_code

PAGE = 50
RECENT = timedelta(days=30)
MOST_RECENT = 200
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
    "project__name",
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
    """Of the reviews accepted in the last 30 days, 200 at most, over active time; None without any."""
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
    paid = _task_pays(user, found[:PAGE])
    return Earnings(
        sums=_sums(user),
        rows=paid,
        periods=_periods(user, by),
        next_cursor=paid[-1].assignment_id if len(found) > PAGE else None,
    )


def _rows(user: User) -> QuerySet[Assignment, dict[str, Any]]:
    rows: QuerySet[Assignment, dict[str, Any]] = paid_assignments(user).values("pk", *_SHOWN)
    return rows


def paid_assignments(user: User) -> QuerySet[Assignment]:
    """The person's reviews, those at work too, newest first."""
    return assignments_of(user).exclude(state__in=GONE_STATES).order_by("-pk")


def _task_pays(user: User, rows: Sequence[Mapping[str, Any]]) -> list[TaskPay]:
    """With what stands elsewhere, read for all of the rows at once: they are neighbours, so their ends name them."""
    if not rows:
        return []
    first, last = rows[-1]["pk"], rows[0]["pk"]
    active_ms = active_times(user, first, last)
    bonuses = bonuses_minor(user, first, last)
    returned = [row["pk"] for row in rows if row["state"] == AssignmentState.RETURNED]
    decisions = Decision.objects.filter(review__assignment__in=returned, accepted=False).order_by("review__revision")
    reasons = dict(decisions.values_list("review__assignment", "reason"))
    return [
        _task_pay(row, active_ms.get(row["pk"], 0), bonuses.get(row["pk"], 0), reasons.get(row["pk"], ""))
        for row in rows
    ]


def active_times(user: User, first: int, last: int) -> dict[int, int]:
    """Milliseconds of active time of the person's assignments with ids from ``first`` to ``last``, by id."""
    reviews = Review.objects.filter(assignment__reviewer=user, assignment__gte=first, assignment__lte=last)
    return dict(reviews.order_by("revision").values_list("assignment", "active_ms"))


def bonuses_minor(user: User, first: int, last: int) -> dict[int, int]:
    """What leads gave beyond the price, or took back, for the same assignments, in minor units."""
    adjusted = transactions_of(user).filter(cause=Cause.ADJUSTED, assignment__gte=first, assignment__lte=last)
    return dict(
        Entry.objects.filter(transaction__in=adjusted, account__kind=Kind.PAYABLE)
        .order_by()
        .values_list("transaction__assignment")
        .annotate(total=Sum("amount_minor"))
    )


def _task_pay(row: Mapping[str, Any], active_ms: int, bonus_minor: int, returned_because: str) -> TaskPay:
    currency = row["currency"]
    return TaskPay(
        assignment_id=row["public_id"],
        submitted_at=row["submitted_at"],
        code=task_code(row["task__number"]),
        title=row["task__title"],
        project=row["project__name"],
        state=row["state"],
        active_ms=active_ms,
        pay=Money(row["price_minor"], currency),
        bonus=Money(bonus_minor, currency),
        total=Money(row["price_minor"] + bonus_minor, currency),
        reason=returned_because,
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
    this_year = turnover.filter(cause__in=_EARNED, day__year=today.year).aggregate(total=Sum("amount_minor"))

    per_hour, accepted = _rate(user, currency)

    def of(kind: Kind) -> Money:
        return Money(balances.get(kind, 0), currency)

    return Sums(
        reserved=of(Kind.RESERVED),
        pending=of(Kind.PENDING),
        payable=of(Kind.PAYABLE),
        clearing=of(Kind.CLEARING),
        paid=of(Kind.PAID),
        this_year=Money(this_year["total"] or 0, currency),
        per_hour=per_hour,
        accepted_recently=accepted,
    )


def _rate(user: User, currency: str) -> tuple[Money | None, int]:
    """What an hour of active time paid in the reviews accepted lately, the last :data:`MOST_RECENT` at most, and how
    many those are.
    """
    accepted = transactions_of(user).filter(
        currency=currency, cause=Cause.ACCEPTED, at__gte=timezone.now() - RECENT, assignment__isnull=False
    )
    last = list(accepted.order_by("-at").values_list("assignment", flat=True)[:MOST_RECENT])
    sums = Review.objects.filter(decision__accepted=True, assignment__in=last).aggregate(
        active_ms=Sum("active_ms"), pay=Sum("assignment__price_minor")
    )
    minutes = round((sums["active_ms"] or 0) / 60_000)
    return Money(sums["pay"] or 0, currency).per_hour(minutes), len(last)


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
