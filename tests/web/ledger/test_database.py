"""What the database itself refuses of the ledger."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import Error, connection, transaction
from tests.web.pages.world import World

from assay_web.ledger import services
from assay_web.ledger.models import Account, Entry, Transaction
from assay_web.ledger.rules import Cause, Kind
from assay_web.projects.models import Budget, Project


@pytest.fixture
def entered(world: World) -> Transaction:
    world.claim(world.reviewer, world.task)
    assert services.settle() == 1
    return Transaction.objects.get()


CHANGES: dict[str, Callable[[], object]] = {
    "a transaction changed": lambda: Transaction.objects.update(reason="it never was"),
    "a transaction deleted": lambda: raw("DELETE FROM ledger_transaction"),
    "an entry changed": lambda: Entry.objects.update(amount_minor=1),
    "an entry deleted": lambda: raw("DELETE FROM ledger_entry"),
    "an account's balance set": lambda: Account.objects.update(balance_minor=1_000_000),
    "an account deleted": lambda: raw("DELETE FROM ledger_account"),
    "a currency changed": lambda: Project.objects.update(currency="EUR"),
}


def raw(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("change", CHANGES)
def test_history_is_not_rewritten(entered: Transaction, change: str) -> None:
    rows = list(Entry.objects.order_by("pk").values_list("account", "amount_minor"))
    with pytest.raises(Error), transaction.atomic():
        CHANGES[change]()
    assert list(Entry.objects.order_by("pk").values_list("account", "amount_minor")) == rows


def add(entered: Transaction, *amounts: int, currency: str = "USD", key: str = "by hand") -> None:
    """A transaction with these amounts on the two accounts in turn; checked as at the end of a transaction."""
    accounts = [Account.objects.get(kind=kind) for kind in (Kind.BUDGET, Kind.RESERVED)]
    made = Transaction.objects.create(key=key, cause=Cause.CLAIMED, currency=currency, project=entered.project)
    for account, amount in zip(accounts * 2, amounts, strict=False):
        Entry.objects.create(transaction=made, account=account, amount_minor=amount)
    raw("SET CONSTRAINTS ALL IMMEDIATE")


def test_entries_that_add_up_to_nothing_are_taken(entered: Transaction) -> None:
    add(entered, -500, 500)
    assert Account.objects.get(kind=Kind.RESERVED).balance_minor == 6900


@pytest.mark.parametrize(
    ("amounts", "currency", "why"),
    [
        ((-500, 499), "USD", "do not add up to nothing"),
        ((-500,), "USD", "do not add up|fewer than two"),
        ((), "USD", "fewer than two entries"),
        ((0, 0), "USD", "entry_moves_something"),
        ((-500, 500), "EUR", "another currency"),
        ((6401, -6401), "USD", "account_not_overdrawn"),
    ],
)
def test_what_does_not_balance_is_refused(
    entered: Transaction, amounts: tuple[int, ...], currency: str, why: str
) -> None:
    with pytest.raises(Error, match=why), transaction.atomic():
        add(entered, *amounts, currency=currency)


def test_a_key_is_used_once(entered: Transaction) -> None:
    with pytest.raises(Error, match="key"), transaction.atomic():
        add(entered, -500, 500, key=entered.key)


def test_an_adjustment_without_reason_or_name_is_refused(entered: Transaction) -> None:
    with pytest.raises(Error, match="adjustment_has_a_reason"), transaction.atomic():
        Transaction.objects.create(key="x", cause=Cause.ADJUSTED, currency="USD")


def test_a_budget_is_not_lowered_below_what_is_committed(entered: Transaction) -> None:
    Budget.objects.update(total_minor=6400)
    with pytest.raises(Error, match="budget_not_exceeded"), transaction.atomic():
        Budget.objects.update(total_minor=6399)
