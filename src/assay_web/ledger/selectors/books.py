"""Whether the books agree: the ledger against itself, and against the payouts and budgets beside it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from assay_web.kit.money import Money
from assay_web.ledger.models import Account, Entry, LineState, PayoutLine
from assay_web.ledger.rules import Kind


@dataclass(frozen=True, slots=True)
class Check:
    """Two figures that must be the same."""

    name: str
    one: Money
    other: Money

    @property
    def agrees(self) -> bool:
        """Whether they are."""
        return self.one == self.other


@dataclass(frozen=True, slots=True)
class Books:
    """Balances by kind and the checks, for one currency."""

    currency: str
    balances: list[tuple[str, Money]]
    checks: list[Check]


def books() -> list[Books]:
    """For the caller who has been found to run the instance: every currency in which money moved."""
    rows = Account.objects.order_by().values("currency", "kind").annotate(total=Sum("balance_minor"))
    currencies = sorted({row["currency"] for row in rows})
    return [_books(one, {row["kind"]: row["total"] for row in rows if row["currency"] == one}) for one in currencies]


def _books(currency: str, by_kind: dict[str, int]) -> Books:
    def money(amount: int | None) -> Money:
        return Money(amount or 0, currency)

    lines = PayoutLine.objects.filter(batch__currency=currency)
    waiting = lines.aggregate(
        waiting=Sum("amount_minor", filter=Q(state=LineState.WAITING)),
        paid=Sum("amount_minor", filter=Q(state=LineState.PAID)),
    )
    return Books(
        currency=currency,
        balances=[(kind.value, money(by_kind.get(kind))) for kind in Kind],
        checks=[
            Check("All accounts together, and nothing", money(sum(by_kind.values())), money(0)),
            Check("Accounts whose balance is not the sum of their entries", money(_drifted(currency)), money(0)),
            Check(
                "On its way, and payments that wait for the bank",
                money(by_kind.get(Kind.CLEARING)),
                money(waiting["waiting"]),
            ),
            Check("Paid, and payments that the bank confirmed", money(by_kind.get(Kind.PAID)), money(waiting["paid"])),
        ],
    )


def _drifted(currency: str) -> int:
    """Sum of the differences between balances and entries, without sign."""
    entries = (
        Entry.objects.filter(account=OuterRef("pk")).order_by().values("account").annotate(total=Sum("amount_minor"))
    )
    accounts = Account.objects.filter(currency=currency).annotate(
        entered=Coalesce(Subquery(entries.values("total")), 0)
    )
    wrong = accounts.exclude(balance_minor=F("entered")).values_list("balance_minor", "entered")
    return sum(abs(balance - entered) for balance, entered in wrong)
