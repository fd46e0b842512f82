"""Whether the books agree: the ledger against itself, and against the payouts and budgets beside it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, Sum

from assay_web.kit.money import Money
from assay_web.ledger.models import Account, Audit, LineState, PayoutLine
from assay_web.ledger.rules import Kind

_AUDITED = "Balances and sums against every entry, and no difference"


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
    """Balances by kind and the checks, for one currency.

    ``audit`` says when every entry was last added up again, and what came of it; None before the first time.
    """

    currency: str
    balances: list[tuple[str, Money]]
    checks: list[Check]
    audit: Audit | None


def books() -> list[Books]:
    """For the caller who has been found to run the instance: every currency in which money moved."""
    rows = Account.objects.order_by().values("currency", "kind").annotate(total=Sum("balance_minor"))
    currencies = sorted({row["currency"] for row in rows})
    audits = {one.currency: one for one in Audit.objects.all()}
    return [
        _books(one, {row["kind"]: row["total"] for row in rows if row["currency"] == one}, audits.get(one))
        for one in currencies
    ]


def _books(currency: str, by_kind: dict[str, int], audit: Audit | None) -> Books:
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
            Check(
                "On its way, and payments that wait for the bank",
                money(by_kind.get(Kind.CLEARING)),
                money(waiting["waiting"]),
            ),
            Check("Paid, and payments that the bank confirmed", money(by_kind.get(Kind.PAID)), money(waiting["paid"])),
            *([Check(_AUDITED, money(audit.differs_minor), money(0))] if audit else []),
        ],
        audit=audit,
    )
