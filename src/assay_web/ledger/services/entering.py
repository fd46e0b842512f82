"""Entering transactions. Whoever writes takes the ledger's one lock first, so that writers queue and never meet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from assay_web.accounts.models import User
from assay_web.ledger.models import Account, Entry, Transaction
from assay_web.ledger.rules import Cause, Kind, Movement

_LOCK = 7_301_966
"""Number of the advisory lock: any that nothing else in this database takes."""

Owner = tuple[Kind, int | None, int | None, str]
"""Kind, project, reviewer, currency: what an account is found by."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A transaction to be entered: one movement, whose it is, and why."""

    key: str
    movement: Movement
    currency: str
    project_id: int | None = None
    reviewer_id: int | None = None
    assignment_id: int | None = None
    reason: str = ""
    made_by: User | None = None

    def owner(self, kind: Kind) -> Owner:
        """Which account of this kind it moves money to or from."""
        if kind in {Kind.FUNDING, Kind.BUDGET}:
            return (kind, self.project_id, None, self.currency)
        return (kind, None, self.reviewer_id, self.currency)


def lock_ledger() -> None:
    """Wait until no other writer is at work; held to the end of the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def enter(drafts: Sequence[Draft]) -> list[Transaction]:
    """Enter all of them, in the caller's transaction and under the ledger's lock.

    Raises:
        IntegrityError: a key was used before, or an account would be overdrawn.
    """
    accounts = _accounts({one.owner(kind) for one in drafts for kind in (one.movement.source, one.movement.target)})
    transactions = Transaction.objects.bulk_create(_transaction(one) for one in drafts)
    entries: list[Entry] = []
    for transaction, one in zip(transactions, drafts, strict=True):
        amount = one.movement.amount_minor
        for kind, signed in ((one.movement.source, -amount), (one.movement.target, amount)):
            entries.append(Entry(transaction=transaction, account=accounts[one.owner(kind)], amount_minor=signed))
    Entry.objects.bulk_create(entries)
    return transactions


def _transaction(one: Draft) -> Transaction:
    return Transaction(
        key=one.key,
        cause=Cause(one.movement.cause),
        currency=one.currency,
        project_id=one.project_id,
        reviewer_id=one.reviewer_id,
        assignment_id=one.assignment_id,
        reason=one.reason,
        made_by=one.made_by,
    )


def _accounts(owners: Iterable[Owner]) -> dict[Owner, Account]:
    wanted = set(owners)
    projects = {project for _, project, _, _ in wanted if project is not None}
    reviewers = {reviewer for _, _, reviewer, _ in wanted if reviewer is not None}
    mentioned = Account.objects.filter(Q(project__in=projects) | Q(reviewer__in=reviewers))
    found = {_owner(one): one for one in mentioned}
    missing = sorted(wanted - found.keys(), key=str)
    made = Account.objects.bulk_create(
        Account(kind=kind, project_id=project, reviewer_id=reviewer, currency=currency)
        for kind, project, reviewer, currency in missing
    )
    return found | {_owner(one): one for one in made}


def _owner(account: Account) -> Owner:
    return (Kind(account.kind), account.project_id, account.reviewer_id, account.currency)
