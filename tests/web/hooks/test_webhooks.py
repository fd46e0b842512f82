"""Webhooks from what happens to what arrives: signed, tried again, replayed, and only for leads."""

from __future__ import annotations

import json
import re

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.web.hooks.conftest import Receiver, work
from tests.web.opinions import adjudicator_of
from tests.web.pages.world import SECRETS, World, read
from tests.web.review.makers import disputes

from assay.client import verify_webhook
from assay_web.adjudication.services import rule
from assay_web.exchange.rules import ExportRequest
from assay_web.exchange.services import Upload, request_export, request_import, run_export, run_import
from assay_web.hooks.models import Attempt, Delivery, Event, Webhook
from assay_web.hooks.rules import WAITS_S, Happening
from assay_web.hooks.services import DELIVER, change_webhook, deliver, make_webhook, ping, replay
from assay_web.kit.refusals import Refusal
from assay_web.review.services import accept_review

PAGE = "/projects/concurrency/webhooks/"


@pytest.fixture
def hook(world: World, receiver: Receiver) -> tuple[Webhook, str]:
    return make_webhook(world.lead, world.project, receiver.address, Happening.values)


def test_what_happens_in_a_project_arrives_signed(world: World, receiver: Receiver, hook: tuple[Webhook, str]) -> None:
    review = world.submit(world.reviewer, world.hostile)
    accept_review(world.lead, world.project, review.public_id)
    conflict, _ = disputes(world, review)
    rule(adjudicator_of(world), conflict.public_id, "reject", "code")
    run_export(request_export(world.project, world.lead, ExportRequest("reviews", ".jsonl")).pk)
    run_import(request_import(world.lead, world.project, Upload("x.jsonl", 3, [b"{}\n"]), dry_run=True).pk)
    work()
    told = [json.loads(body) for _, body in receiver.arrived]
    assert [one["type"] for one in told] == [
        "review.submitted",
        "review.accepted",
        "conflict.opened",
        "conflict.settled",
        "export.finished",
        "import.finished",
    ]
    assert told[0]["data"] == {
        "project": "concurrency",
        "review": str(review.public_id),
        "revision": 1,
        "task": str(world.hostile.public_id),
        "address": f"/api/v1/projects/concurrency/reviews/{review.public_id}",
    }
    assert (told[4]["data"]["state"], told[5]["data"]["state"]) == ("done", "refused")
    for headers, body in receiver.arrived:
        assert verify_webhook(hook[1], headers, body).startswith("msg_")
        assert not any(secret in body.decode() for secret in (*SECRETS, world.reviewer.pseudonym, hook[1]))
    assert set(Delivery.objects.values_list("state", flat=True)) == {"delivered"}
    assert not Event.objects.exists()


def test_a_form_that_is_sent_again_makes_no_second_webhook(world: World, receiver: Receiver) -> None:
    browser = world.client(world.lead)
    form = {"address": receiver.address, "events": ["review.submitted"]}
    form["key"] = read(browser.get(PAGE)).every("input", name="key")[0]["value"]
    first, again = (read(browser.post(PAGE, form)) for _ in range(2))
    assert (first.status, again.status, Webhook.objects.count()) == (200, 422, 1)
    assert Webhook.objects.get().secret in first.text
    assert Webhook.objects.get().secret not in again.text


def test_nothing_is_noted_for_nobody(world: World, receiver: Receiver, hook: tuple[Webhook, str]) -> None:
    change_webhook(hook[0], events=["export.finished"], active=True)
    world.submit(world.reviewer, world.task)
    change_webhook(hook[0], events=["review.submitted"], active=False)
    world.submit(world.colleague, world.task)
    assert not Event.objects.exists()
    assert (work(), receiver.arrived) == (0, [])


def test_what_fails_is_tried_again_later_under_the_same_id(
    world: World, receiver: Receiver, hook: tuple[Webhook, str]
) -> None:
    receiver.statuses = [500, 429]
    sent = ping(hook[0])
    for _ in range(3):
        deliver(sent.pk)
    assert [one.status for one in sent.attempts.all()] == [500, 429, 204]
    assert len({headers["webhook-id"] for headers, _ in receiver.arrived}) == 1
    assert len({body for _, body in receiver.arrived}) == 1
    sent.refresh_from_db()
    assert (sent.state, sent.tries) == ("delivered", 3)
    later = ProcrastinateJob.objects.filter(task_name=DELIVER, scheduled_at__isnull=False).count()
    assert later == 2
    deliver(sent.pk)
    assert len(receiver.arrived) == 3


def test_after_the_last_try_it_is_given_up_and_can_be_sent_again(
    world: World, receiver: Receiver, hook: tuple[Webhook, str]
) -> None:
    receiver.statuses = [503] * 20
    sent = ping(hook[0])
    for _ in range(20):
        deliver(sent.pk)
    sent.refresh_from_db()
    assert (sent.state, len(receiver.arrived)) == ("failed", len(WAITS_S) + 1)
    receiver.statuses = []
    replay(sent)
    with pytest.raises(Refusal, match="waiting"):
        replay(sent)
    deliver(sent.pk)
    sent.refresh_from_db()
    assert sent.state == "delivered"
    assert len({headers["webhook-id"] for headers, _ in receiver.arrived}) == 1


def test_a_redirection_is_not_followed_and_gone_pauses(
    world: World, receiver: Receiver, hook: tuple[Webhook, str]
) -> None:
    receiver.statuses, receiver.location = [302, 410], "http://169.254.169.254/"
    first, second = ping(hook[0]), ping(hook[0])
    deliver(first.pk)
    attempt = Attempt.objects.get()
    assert (attempt.status, "not followed" in attempt.problem, len(receiver.arrived)) == (302, True, 1)
    deliver(second.pk)
    hook[0].refresh_from_db()
    assert not hook[0].active
    deliver(first.pk)
    assert len(receiver.arrived) == 2


def test_what_falls_due_while_it_is_paused_is_given_up_and_can_be_sent_again(
    world: World, receiver: Receiver, hook: tuple[Webhook, str]
) -> None:
    receiver.statuses = [410]
    gone, met, late = ping(hook[0]), ping(hook[0]), ping(hook[0])
    for sent in (gone, met):
        deliver(sent.pk)
        sent.refresh_from_db()
        assert (sent.state, sent.ended_at is None) == ("failed", False)
    (attempt,) = met.attempts.all()
    assert (attempt.status, attempt.problem.partition(":")[0], len(receiver.arrived)) == (None, "paused", 1)
    address = f"{PAGE}{hook[0].public_id}/"
    assert "paused: resume the webhook" in world.page(world.lead, address).text
    change_webhook(hook[0], events=hook[0].events, active=True)
    for sent in (met, gone):
        deliver(replay(sent).pk)
    deliver(late.pk)
    assert set(Delivery.objects.values_list("state", flat=True)) == {"delivered"}
    assert len({headers["webhook-id"] for headers, _ in receiver.arrived}) == 3


def test_an_address_inside_is_not_called_even_if_it_was_allowed_before(
    world: World, receiver: Receiver, hook: tuple[Webhook, str], settings: pytest.FixtureRequest
) -> None:
    settings.WEBHOOK_HOSTS = ()  # type: ignore[attr-defined]  # pytest-django's settings
    Webhook.objects.update(address=receiver.address.replace("http:", "https:"))
    sent = ping(hook[0])
    deliver(sent.pk)
    assert ("open Internet" in Attempt.objects.get().problem, receiver.arrived) == (True, [])
    with pytest.raises(Refusal, match="https"):
        make_webhook(world.lead, world.project, receiver.address, ["review.submitted"])


def test_a_lead_adds_tests_reads_and_removes_one_on_its_pages(world: World, receiver: Receiver) -> None:
    browser = world.client(world.lead)
    wrong = read(browser.post(PAGE, {"address": "http://10.0.0.1/", "events": ["review.submitted"]}))
    assert (wrong.status, "use https" in wrong.text) == (422, True)
    none = read(browser.post(PAGE, {"address": receiver.address}))
    assert (none.status, "Choose at least one" in none.text) == (422, True)
    made = read(browser.post(PAGE, {"address": receiver.address, "events": ["review.submitted"]}))
    secret = re.search(r"whsec_[\w+/=]{44}", made.text)
    assert secret is not None
    webhook = Webhook.objects.get()
    address = f"{PAGE}{webhook.public_id}/"
    assert secret[0] not in world.page(world.lead, PAGE).html + world.page(world.lead, address).html
    browser.post(address, {"what": "ping"})
    work()
    log = world.page(world.lead, address)
    assert ("webhook.ping" in log.text, "delivered" in log.text, "204" in log.text) == (True, True, True)
    browser.post(address, {"what": "replay", "delivery": Delivery.objects.get().public_id})
    work()
    assert len(receiver.arrived) == 2
    assert verify_webhook(secret[0], *receiver.arrived[1])
    browser.post(address, {"what": "pause"})
    assert not Webhook.objects.get().active
    browser.post(address, {"what": "remove"})
    assert not Webhook.objects.exists()


def test_a_projects_log_is_bounded_in_queries(world: World, receiver: Receiver, hook: tuple[Webhook, str]) -> None:
    address = f"{PAGE}{hook[0].public_id}/"
    for _ in range(3):
        deliver(ping(hook[0]).pk)
    few = world.queries(world.lead, address)
    for _ in range(60):
        ping(hook[0])
    assert world.queries(world.lead, address) <= few
    assert "Older messages" in world.page(world.lead, address).text
