"""What is payable still of one project's pay: accounts are a person's, and hold what all projects paid them."""

from __future__ import annotations

from django.db.models import Q

from assay_web.accounts.models import User
from assay_web.kit.money import Money
from assay_web.ledger.models import Account, Entry
from assay_web.ledger.rules import Cause, Change, Kind, still_payable
from assay_web.projects.models import Project

_BY_PAYOUTS = (Cause.IN_PAYOUT, Cause.PAYMENT_FAILED)


def payable_of(project: Project, reviewer: User) -> Money:
    """What this project made payable to ``reviewer`` and no payout has taken, less what was taken back of it.

    Never more than the person's balance, and never less than nothing: a project may once have taken another's pay.
    """
    account = Account.objects.filter(kind=Kind.PAYABLE, reviewer=reviewer, currency=project.currency).first()
    if account is None:
        return Money(0, project.currency)
    rows = (
        Entry.objects.filter(
            Q(transaction__project=project) | Q(transaction__cause__in=_BY_PAYOUTS),
            account=account,
        )
        .order_by("pk")
        .values_list("transaction__cause", "amount_minor", "transaction__key")
    )
    left = still_payable(Change(Cause(cause), amount, key.rpartition(":")[0]) for cause, amount, key in rows)
    return Money(max(0, min(left, account.balance_minor)), project.currency)
