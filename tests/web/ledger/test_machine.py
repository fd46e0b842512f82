"""The laws of money, searched for a counter-example by a state machine over the real services and database."""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import count
from typing import Any

import pytest
from django.db import Error, IntegrityError, connection, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from tests.web.pages.world import task_record

from assay_web.accounts.models import User
from assay_web.accounts.services import create_user
from assay_web.kit.refusals import Refusal
from assay_web.ledger import services
from assay_web.ledger.models import (
    Account,
    Entry,
    Holding,
    LineState,
    PayoutBatch,
    PayoutLine,
    ProjectSum,
    Transaction,
    Turnover,
)
from assay_web.ledger.rules import ACCOUNT_OF, STAGES, Cause, Kind, Stage
from assay_web.ledger.selectors.payable import payable_of
from assay_web.projects.models import Budget, Project, Role
from assay_web.projects.selectors import spending
from assay_web.projects.services import add_member, create_project
from assay_web.review import services as review
from assay_web.review.models import GONE_STATES, Assignment, AssignmentState
from assay_web.tasks.models import Task
from assay_web.tasks.services import import_tasks

PEOPLE, TASKS, PRICE, BUDGET = 3, 4, 1000, 5500

_NEXT = {
    "submit": ((AssignmentState.FIRST_PASS, AssignmentState.RETURNED), AssignmentState.SUBMITTED),
    "accept": ((AssignmentState.SUBMITTED,), AssignmentState.ACCEPTED),
    "return": ((AssignmentState.SUBMITTED,), AssignmentState.RETURNED),
    "expire": ((AssignmentState.FIRST_PASS, AssignmentState.RETURNED), AssignmentState.EXPIRED),
}
WHO, WHICH = st.integers(0, PEOPLE - 1), st.integers(0, TASKS - 1)


class Money(RuleBasedStateMachine):
    """People claim, submit, are returned, accepted, paid and given bonuses, in any order, settled at any moment."""

    def __init__(self) -> None:
        super().__init__()
        self.world = transaction.atomic()
        self.world.__enter__()
        self.keys = count()
        self.lead = create_user("lead@example.org", None)
        self.operator = create_user("operator@example.org", None, is_operator=True)
        self.people: list[User] = [create_user(f"r{number}@example.org", None) for number in range(PEOPLE)]
        self.project: Project = create_project(slug="p", name="P", lead=self.lead, price_minor=PRICE, overlap=PEOPLE)
        for person in self.people:
            add_member(self.project, person, Role.REVIEWER)
        import_tasks(self.project, [task_record(f"t{number}", "T", candidates=1) for number in range(TASKS)])
        self.tasks: list[Task] = list(self.project.tasks.order_by("number"))
        self.limit: float = math.inf
        self.set_a_limit()
        self.paid: dict[int, int] = defaultdict(int)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.world.__exit__(None, None, None)

    @rule(who=WHO, which=WHICH)
    def claim(self, who: int, which: int) -> None:
        left = self.limit - spending(self.project).committed_minor
        mine = Assignment.objects.filter(reviewer=self.people[who], task=self.tasks[which])
        alive = mine.exclude(state__in=GONE_STATES).exists()
        try:
            review.claim(self.people[who], self.tasks[which].public_id)
        except Refusal:
            assert alive or left < self.tasks[which].price_minor

    @rule(who=WHO, which=WHICH, what=st.sampled_from(sorted(_NEXT)))
    def move(self, who: int, which: int, what: str) -> None:
        before, after = _NEXT[what]
        mine = Assignment.objects.filter(reviewer=self.people[who], task=self.tasks[which], state__in=before)
        mine.update(state=after)

    @rule(who=WHO, which=WHICH)
    def release(self, who: int, which: int) -> None:
        mine = Assignment.objects.filter(reviewer=self.people[who], task=self.tasks[which]).first()
        if mine is not None and mine.state == AssignmentState.FIRST_PASS:
            review.release(self.people[who], mine.public_id)

    @rule()
    def lift_the_limit(self) -> None:
        Budget.objects.update(total_minor=None)
        self.limit = math.inf

    @rule()
    def set_a_limit(self) -> None:
        spoken_for = spending(self.project).committed_minor
        try:
            with transaction.atomic():
                Budget.objects.update(total_minor=BUDGET)
        except IntegrityError:
            assert spoken_for > BUDGET
        else:
            assert spoken_for <= BUDGET
            self.limit = BUDGET

    @rule(which=WHICH, more=st.integers(1, 300))
    def raise_the_price(self, which: int, more: int) -> None:
        Task.objects.filter(pk=self.tasks[which].pk).update(price_minor=PRICE + more)
        self.tasks[which].refresh_from_db()

    @rule(who=WHO, amount=st.integers(-1500, 1500))
    def adjust(self, who: int, amount: int) -> None:
        try:
            services.adjust(
                self.lead, self.project, self.people[who], amount, "for a reason", key=f"k{next(self.keys)}"
            )
        except Refusal:
            return

    @rule()
    def settle(self) -> None:
        services.settle()
        assert services.settle() == 0

    @rule(again=st.booleans())
    def pay_out(self, again: bool) -> None:  # noqa: FBT001 - a case drawn
        key = f"k{next(self.keys)}"
        try:
            batch = services.prepare_payout(self.operator, "USD", key)
        except Refusal:
            return
        if again:
            assert services.prepare_payout(self.operator, "USD", key) == batch
        assert not Account.objects.filter(kind=Kind.PAYABLE, balance_minor__gt=0).exists()

    @precondition(lambda _: PayoutLine.objects.filter(state=LineState.WAITING).exists())
    @rule(data=st.data(), paid=st.booleans())
    def hear_from_the_bank(self, data: Any, paid: bool) -> None:  # noqa: ANN401, FBT001 - as hypothesis gives them
        waiting = PayoutLine.objects.filter(state=LineState.WAITING).order_by("pk")
        line = data.draw(st.sampled_from(list(waiting)))
        services.settle_line(self.operator, line.batch.public_id, line.pk, "paid" if paid else "failed", "as it says")
        self.paid[line.reviewer_id] += line.amount_minor if paid else 0
        with pytest.raises(Refusal):
            services.settle_line(self.operator, line.batch.public_id, line.pk, "paid")

    @invariant()
    def nothing_drifts(self) -> None:
        sums = dict(Entry.objects.order_by().values_list("account").annotate(total=Sum("amount_minor")))
        balances = dict(Account.objects.values_list("pk", "balance_minor"))
        assert balances == {pk: sums.get(pk, 0) for pk in balances}
        assert sum(balances.values()) == 0

    @invariant()
    def the_sums_that_pages_read_are_those_of_the_entries(self) -> None:
        days = Turnover.objects.order_by().values_list("account", "cause").annotate(total=Sum("amount_minor"))
        moved = Entry.objects.order_by().values_list("account", "transaction__cause")
        assert set(days) == set(moved.annotate(total=Sum("amount_minor")))
        of_project = Entry.objects.filter(transaction__project=self.project).order_by().values_list("account__kind")
        assert dict(ProjectSum.objects.values_list("kind", "amount_minor")) == dict(
            of_project.annotate(total=Sum("amount_minor"))
        )

    @rule()
    def nothing_is_overlooked(self) -> None:
        assert services.look_again() == 0

    @invariant()
    def every_holding_is_what_its_transactions_say(self) -> None:
        for one in Holding.objects.all():
            moved = Entry.objects.filter(transaction__key__startswith=f"assignment:{one.pk}:")
            kinds = dict(moved.order_by().values_list("account__kind").annotate(total=Sum("amount_minor")))
            expected = {ACCOUNT_OF[Stage(one.stage)].value: one.amount_minor} if one.stage else {}
            assert {kind: total for kind, total in kinds.items() if total and kind != Kind.BUDGET} == expected

    @invariant()
    def the_budget_is_never_exceeded(self) -> None:
        live = Assignment.objects.exclude(state__in=GONE_STATES).aggregate(total=Sum("price_minor"))["total"] or 0
        granted = _moved(Cause.ADJUSTED, Kind.BUDGET)
        assert spending(self.project).committed_minor == live - granted <= self.limit

    @invariant()
    def nobody_is_paid_twice(self) -> None:
        for person in self.people:
            earned = Account.objects.filter(
                reviewer=person, kind__in=[Kind.PAYABLE, Kind.CLEARING, Kind.PAID]
            ).aggregate(total=Sum("balance_minor"))["total"]
            accepted = Holding.objects.filter(assignment__reviewer=person, stage=Stage.PAYABLE)
            due = accepted.aggregate(total=Sum("amount_minor"))["total"] or 0
            assert (earned or 0) == due - _moved(Cause.ADJUSTED, Kind.BUDGET, person)
            paid = Account.objects.filter(reviewer=person, kind=Kind.PAID).first()
            assert (paid.balance_minor if paid else 0) == self.paid[person.pk]

    @invariant()
    def what_is_payable_is_the_only_projects(self) -> None:
        for person in self.people:
            account = Account.objects.filter(kind=Kind.PAYABLE, reviewer=person).first()
            assert payable_of(self.project, person).amount_minor == (account.balance_minor if account else 0)

    @invariant()
    def every_batch_is_what_was_moved_for_it(self) -> None:
        for batch in PayoutBatch.objects.all():
            total = batch.lines.aggregate(total=Sum("amount_minor"))["total"]
            entries = Entry.objects.filter(
                transaction__key__startswith=f"payout:{batch.pk}:",
                transaction__cause=Cause.IN_PAYOUT,
                amount_minor__gt=0,
            )
            assert entries.aggregate(total=Sum("amount_minor"))["total"] == total

    @precondition(lambda _: Entry.objects.exists())
    @rule(
        statement=st.sampled_from(["UPDATE ledger_{} SET id = id", "DELETE FROM ledger_{}"]),
        table=st.sampled_from(["entry", "transaction", "account", "turnover", "projectsum"]),
    )
    def rewrite_history(self, statement: str, table: str) -> None:
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement.format(table))

    @rule()
    def everything_balances_as_it_would_at_a_commit(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _moved(cause: Cause, kind: Kind, reviewer: User | None = None) -> int:
    entries = Entry.objects.filter(transaction__cause=cause, account__kind=kind)
    if reviewer is not None:
        entries = entries.filter(transaction__reviewer=reviewer)
    return entries.aggregate(total=Sum("amount_minor"))["total"] or 0


@pytest.mark.django_db
def test_the_laws_of_money() -> None:
    assert set(STAGES.values()) == set(Stage)
    run_state_machine_as_test(
        Money,
        settings=settings(
            max_examples=12,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert not Transaction.objects.exists()
