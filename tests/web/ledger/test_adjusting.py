"""A lead takes back only what their own project made payable, and only while it is payable."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import count

import pytest
from django.db import IntegrityError
from tests.web.pages.world import World, task_record

from assay_web.accounts.models import User
from assay_web.accounts.services import create_user
from assay_web.kit.refusals import Refusal
from assay_web.ledger import services
from assay_web.ledger.models import Account, PayoutBatch, Transaction
from assay_web.ledger.rules import Kind
from assay_web.ledger.services import adjusting
from assay_web.projects.models import Budget, Project, Role
from assay_web.projects.selectors import spending
from assay_web.projects.services import add_member, create_project
from assay_web.review.services import accept_review, claim
from assay_web.tasks.services import import_tasks

EARNED = 6400


@dataclass
class Two:
    """A reviewer who earned 64.00 dollars in the world's project, and is a member of another as well."""

    world: World
    other: Project
    other_lead: User
    operator: User
    keys: count[int] = field(default_factory=count)

    def adjust(self, project: Project, amount_minor: int) -> Transaction:
        lead = self.other_lead if project == self.other else self.world.lead
        key = f"key {next(self.keys)}"
        return services.adjust(lead, project, self.world.reviewer, amount_minor, "for a reason", key=key)

    def ask(self, amount_minor: int) -> tuple[int, str]:
        """The status and text with which the API answers the other project's lead."""
        answer = self.world.client(self.other_lead).post(
            "/api/v1/projects/other/adjustments",
            json.dumps({"reviewer": self.world.reviewer.pseudonym, "amount_minor": amount_minor, "reason": "mine"}),
            content_type="application/json",
            headers={"idempotency-key": f"asked for {next(self.keys)}"},
        )
        return answer.status_code, answer.content.decode()

    def pay_out(self) -> PayoutBatch:
        return services.prepare_payout(self.operator, "USD", f"key {next(self.keys)}")

    def fail(self, batch: PayoutBatch) -> None:
        services.settle_line(self.operator, batch.public_id, batch.lines.get().pk, "failed", "Account closed")

    def payable(self) -> int:
        return Account.objects.get(kind=Kind.PAYABLE, reviewer=self.world.reviewer).balance_minor


@pytest.fixture
def two(world: World) -> Two:
    lead = create_user("other@example.org", "correct horse battery")
    other = create_project(slug="other", name="Other", lead=lead, price_minor=EARNED)
    add_member(other, world.reviewer, Role.REVIEWER)
    review = world.submit(world.reviewer, world.hostile)
    accept_review(world.lead, world.project, review.public_id)
    services.settle()
    return Two(world, other, lead, create_user("operator@example.org", None, is_operator=True))


def test_pay_of_another_project_cannot_be_taken(two: Two) -> None:
    status, told = two.ask(-EARNED)
    assert status == 409
    assert "Less than $64.00 is payable" in told
    assert "take back $0.00 at most" in told
    assert two.payable() == EARNED
    assert not Transaction.objects.filter(project=two.other).exists()


@pytest.mark.parametrize("reserved", [True, False])
def test_a_budget_is_not_filled_from_another_projects_pay(
    two: Two,
    reserved: bool,  # noqa: FBT001 - a case
) -> None:
    Budget.objects.filter(project=two.other).update(total_minor=10_000)
    if reserved:
        add_member(two.other, two.world.colleague, Role.REVIEWER)
        import_tasks(two.other, [task_record("one", "One", candidates=1)], price_of=lambda _: EARNED)
        claim(two.world.colleague, two.other.tasks.get().public_id)
    before = spending(two.other).committed_minor
    status, told = two.ask(-EARNED)
    assert status == 409
    assert "Less than $64.00" in told
    assert "constraint" not in told
    assert spending(two.other).committed_minor == before


def test_what_was_taken_back_is_not_taken_again(two: Two) -> None:
    two.adjust(two.other, 500)
    two.adjust(two.world.project, -6000)
    with pytest.raises(Refusal, match=r"take back \$4\.00 at most"):
        two.adjust(two.world.project, -401)
    two.adjust(two.world.project, -400)
    assert two.payable() == 500
    two.adjust(two.other, -500)
    assert two.payable() == 0


def test_what_is_in_a_payout_is_not_taken_from_what_another_project_made_payable_since(two: Two) -> None:
    two.pay_out()
    two.adjust(two.other, 500)
    with pytest.raises(Refusal, match=r"take back \$0\.00 at most"):
        two.adjust(two.world.project, -500)
    assert two.payable() == 500


def test_a_failed_payment_may_be_taken_back_by_those_whose_pay_it_was(two: Two) -> None:
    two.adjust(two.other, 500)
    first = two.pay_out()
    two.adjust(two.other, 30)
    two.pay_out()
    two.fail(first)
    with pytest.raises(Refusal, match=r"take back \$5\.00 at most"):
        two.adjust(two.other, -501)
    two.adjust(two.other, -500)
    two.adjust(two.world.project, -EARNED)
    assert two.payable() == 0


def test_a_key_used_again_answers_with_what_was_taken_back(two: Two) -> None:
    asked = (two.world.lead, two.world.project, two.world.reviewer, -EARNED, "by mistake")
    assert services.adjust(*asked, key="once") == services.adjust(*asked, key="once")


def test_where_another_project_took_its_pay_before_the_balance_is_the_bound(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(adjusting, "_require_payable", lambda *_: None)
        two.adjust(two.other, -6000)
    with pytest.raises(Refusal, match=r"take back \$4\.00 at most"):
        two.adjust(two.world.project, -EARNED)
    with pytest.raises(Refusal, match=r"take back \$0\.00 at most"):
        two.adjust(two.other, -1)


def test_what_the_database_says_is_not_shown(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adjusting, "_require_payable", lambda *_: None)
    with pytest.raises(IntegrityError, match="account_not_overdrawn"):
        two.adjust(two.world.project, -EARNED - 1)
