"""What the pages about money show and do."""

from __future__ import annotations

import csv
import io
import sys
import uuid
from dataclasses import dataclass

import pgtrigger
import pytest
from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from tests.web.pages.world import HOSTILE, Page, World, read

from assay_web.accounts.models import User
from assay_web.accounts.services import create_user
from assay_web.ledger import services
from assay_web.ledger.models import Audit, Due, Entry, PayoutBatch, Transaction
from assay_web.ledger.services import settling
from assay_web.projects.models import Budget
from assay_web.review.models import Assignment, Review
from assay_web.review.services import accept_review, return_review


@dataclass
class Till:
    """A world with an operator and one submitted review of the hostile task, which pays 64.00 dollars."""

    world: World
    operator: User
    review: Review

    def accept(self) -> None:
        accept_review(self.world.lead, self.world.project, self.review.public_id)

    def earnings(self, query: str = "") -> Page:
        return self.world.page(self.world.reviewer, f"/earnings/{query}")

    def post(self, address: str, **form: object) -> HttpResponseBase:
        return self.world.client(self.operator).post(address, form)

    def pay_out(self) -> PayoutBatch:
        self.post("/payouts/", currency="USD", key=uuid.uuid4())
        return PayoutBatch.objects.get()


@pytest.fixture
def till(world: World) -> Till:
    operator = create_user("operator@example.org", "correct horse battery", is_operator=True, name=f"=cmd {HOSTILE}")
    return Till(world, operator, world.submit(world.reviewer, world.hostile))


def figures(page: Page) -> dict[str, str]:
    """Name to value of the figures at the top."""
    found = page.html.split('<div class="as-figure"><dt>')[1:]
    return {one.split("</dt>")[0]: one.split('as-figure-value">')[1].split("</dd>")[0] for one in found}


def test_a_reviewer_sees_each_step_of_their_money(till: Till) -> None:
    till.world.claim(till.world.reviewer, till.world.task)
    assert figures(till.earnings())["In review"] == "$64.00"
    assert "$64.00 reserved for what you work on" in till.earnings().text

    till.accept()
    assert figures(till.earnings())["Due with the next payout"] == "$64.00"
    assert figures(till.earnings())["In review"] == "$0.00"
    assert figures(till.earnings())["Earned this year"] == "$64.00"

    batch = till.pay_out()
    assert "$64.00 on its way to you" in till.earnings().text
    till.post(f"/payouts/{batch.public_id}/", what="all_paid")
    assert "$64.00 paid in all" in till.earnings().text
    assert figures(till.earnings())["Due with the next payout"] == "$0.00"


def test_a_returned_review_says_why_and_is_reserved_again(till: Till) -> None:
    return_review(till.world.lead, till.world.project, till.review.public_id, f"The reproducer is missing {HOSTILE}")
    page = till.earnings()
    assert "The reproducer is missing" in page.text
    assert "<script>alert" not in page.html
    assert "$64.00 reserved" in page.text


def test_nobody_sees_the_money_of_others(till: Till) -> None:
    till.accept()
    assert "Nothing earned yet" in till.world.page(till.world.colleague, "/earnings/").text


def test_looking_twice_enters_nothing_more(till: Till) -> None:
    till.earnings()
    before = Transaction.objects.count()
    till.earnings()
    assert Transaction.objects.count() == before == 2


def test_weeks_and_months_tell_what_was_earned(till: Till) -> None:
    till.accept()
    assert "By month" in till.earnings().text
    assert "By week" in till.earnings("?by=week").text
    assert till.earnings("?by=nonsense&hours=ten&after=nowhere").status == 200


def test_the_estimate_follows_the_hours_and_ends_with_the_tasks(till: Till) -> None:
    assert "What a week may bring" in till.earnings().text
    [few, many] = [till.earnings(f"?hours={hours}").text.split("What a week may bring")[1] for hours in (1, 80)]
    assert "as expected" in few
    assert "$64.00" in many  # of two tasks at 64.00 one is left


def test_the_statement_is_a_file_that_no_spreadsheet_runs(till: Till) -> None:
    till.world.hostile.title = "=HYPERLINK(1)"
    till.world.hostile.save()
    response = till.world.client(till.world.reviewer).get("/earnings/statement.csv")
    text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]  # a streamed answer
    [row] = csv.DictReader(io.StringIO(text))
    assert (row["task"], row["pay"], row["currency"], row["state"]) == (
        "T-0002",
        "64.00",
        "USD",
        "Waiting for a decision",
    )
    assert row["title"] == "'=HYPERLINK(1)"


def test_a_payout_sent_twice_is_one_payout(till: Till) -> None:
    till.accept()
    form = {"currency": "USD", "key": uuid.uuid4()}
    first, second = till.post("/payouts/", **form), till.post("/payouts/", **form)
    assert first["Location"] == second["Location"]
    assert PayoutBatch.objects.count() == 1
    third = till.world.client(till.operator).post("/payouts/", {"currency": "USD", "key": uuid.uuid4()}, follow=True)
    assert "Nothing is payable in USD" in read(third).text


def test_a_failed_payment_becomes_payable_again_and_is_paid_by_the_next_payout(till: Till) -> None:
    till.accept()
    batch = till.pay_out()
    address = f"/payouts/{batch.public_id}/"
    till.post(address, what="sent")
    line = batch.lines.get()
    client: Client = till.world.client(till.operator)
    without = read(client.post(address, {"what": "failed", "line": line.pk}, follow=True))
    assert "Write why the payment failed" in without.text
    failed = read(client.post(address, {"what": "failed", "line": line.pk, "note": "Account closed"}, follow=True))
    assert "the amount is payable again" in failed.text
    again = read(client.post(address, {"what": "paid", "line": line.pk}, follow=True))
    assert "settled already" in again.text
    assert "Closed" in again.text
    assert "$64.00 payable to 1 person" in till.world.page(till.operator, "/payouts/").text


def test_the_books_agree_at_every_step(till: Till) -> None:
    for step in (lambda: None, till.accept, till.pay_out):
        step()
        page = till.world.page(till.operator, "/payouts/").text
        assert "Differs" not in page
    assert "have not been added up yet" in page
    assert page.count("Agrees") == 3
    till.post("/payouts/", audit=1)
    page = till.world.page(till.operator, "/payouts/").text
    assert page.count("Agrees") == 4
    assert "entries added up on" in page


def test_an_entry_past_the_triggers_is_found_by_adding_up(till: Till) -> None:
    till.accept()
    services.settle()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    entry = Entry.objects.order_by("pk")[0]
    with pgtrigger.ignore("ledger.Entry:append_only"):
        Entry.objects.filter(pk=entry.pk).update(amount_minor=entry.amount_minor + 5)
    services.audit()
    assert Audit.objects.get().differs_minor == 15  # on its account, in its day, and in its project
    assert "Differs" in till.world.page(till.operator, "/payouts/").text


def test_many_payments_have_pages_and_one_file(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    other = till.world.submit(till.world.colleague, till.world.hostile)
    accept_review(till.world.lead, till.world.project, other.public_id)
    till.accept()
    monkeypatch.setattr(sys.modules["assay_web.ledger.selectors.batches"], "LINES", 1)
    batch = till.pay_out()
    address = f"/payouts/{batch.public_id}/"
    first = till.world.page(till.operator, address)
    assert "$128.00" in first.text
    (following,) = (one["href"] for one in first.every("a", rel="next"))
    second = till.world.page(till.operator, following)
    assert {till.world.reviewer.email in page.text for page in (first, second)} == {True, False}
    response = till.world.client(till.operator).get(f"{address}file.csv")
    assert len(list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))) == 2  # type: ignore[attr-defined]  # as above


def test_the_file_for_the_bank_names_each_person_once(till: Till) -> None:
    till.accept()
    batch = till.pay_out()
    response = till.world.client(till.operator).get(f"/payouts/{batch.public_id}/file.csv")
    [row] = csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode()))  # type: ignore[attr-defined]  # as above
    assert (row["email"], row["amount"], row["currency"]) == ("reviewer@example.org", "64.00", "USD")


def bonus(till: Till, **changes: object) -> Page:
    form = {
        "reviewer": till.world.reviewer.pseudonym,
        "amount": "8",
        "code": "T-0002",
        "reason": f"Fine work {HOSTILE}",
    }
    client = till.world.client(till.world.lead)
    return read(client.post("/projects/concurrency/money/", form | {"key": uuid.uuid4()} | changes, follow=True))


def test_a_bonus_reaches_the_reviewer_with_its_task(till: Till) -> None:
    page = bonus(till)
    assert "Fine work" in page.text
    assert "<script>alert" not in page.html
    assert "$72.00" in till.earnings().text
    assert figures(till.earnings())["Due with the next payout"] == "$8.00"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"amount": "8.005"}, "USD has 2 digits"),
        ({"amount": "eight"}, "Write an amount as a number"),
        ({"amount": "-1"}, "Less than $1.00 is payable"),
        ({"amount": "0"}, "other than nothing"),
        ({"code": "T-0001"}, "no review of a task"),
        ({"reason": "  "}, "required"),
        ({"reviewer": "r-somebody"}, "not one of the available choices"),
        ({"amount": "900"}, "budget has less than $900.00 left"),
    ],
)
def test_what_cannot_be_granted_says_why_and_keeps_what_was_typed(
    till: Till, changes: dict[str, object], why: str
) -> None:
    Budget.objects.update(total_minor=50_000)
    page = bonus(till, **changes)
    assert page.status == 422
    assert why in page.text
    assert not Transaction.objects.filter(cause="adjusted").exists()
    assert page.every("input", name="amount")[0]["value"] == str(changes.get("amount", "8"))


def test_pages_about_money_cost_few_queries(till: Till) -> None:
    till.accept()
    services.settle()
    till.pay_out()
    assert till.world.queries(till.world.reviewer, "/earnings/") <= 29
    assert till.world.queries(till.operator, "/payouts/") <= 22
    assert till.world.queries(till.world.lead, "/projects/concurrency/money/") <= 24


def test_a_page_leaves_a_backlog_to_the_job(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    till.world.claim(till.world.reviewer, till.world.task)
    monkeypatch.setattr(settling, "BATCH", 1)
    assert settling.unsettled().count() == 2
    till.world.page(till.world.lead, f"/projects/{till.world.project.slug}/money/")
    assert settling.unsettled().count() == 1
    services.settle()
    assert settling.unsettled().count() == 0
    assert not Due.objects.exists()


def test_what_came_in_past_the_triggers_is_found_by_looking_again(till: Till) -> None:
    services.settle()
    assert services.look_again() == 0
    with pgtrigger.ignore():
        Assignment.objects.update(state="accepted")
    assert services.settle() == 0
    assert services.look_again() == 1
    assert services.look_again() == 0
    assert services.settle() == 1
    assert figures(till.earnings())["Due with the next payout"] == "$64.00"
