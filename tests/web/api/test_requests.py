"""What holds for every request: problems, tags, keys, limits."""

from __future__ import annotations

import json
import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings
from tests.web.api.conftest import Calling
from tests.web.pages.world import World, complete_body, make_world

from assay_web.accounts.models import Allowance, Answer
from assay_web.accounts.services import forget_allowances, forget_answers, spend
from assay_web.review import selectors, services
from assay_web.review.draft import DraftBody
from assay_web.review.models import Assignment, Review

KEY = {"Idempotency-Key": "a-key-of-its-own"}


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/api/v1/nothing-here", "", 404),
        ("GET", "/api/v1/queue/next", "", 405),
        ("PUT", "/api/v1/assignments/{assignment}/draft", "{", 400),
        ("PUT", "/api/v1/assignments/{assignment}/draft", '{"version": -1}', 422),
        ("PUT", "/api/v1/assignments/{assignment}/draft", '{"version": 7, "body": {}}', 409),
    ],
)
def test_every_error_is_a_problem_document(
    world: World, calling: Calling, method: str, path: str, body: str, status: int
) -> None:
    assignment = world.claim(world.reviewer, world.task)
    answer = calling(world.reviewer).generic(
        method, path.format(assignment=assignment.public_id), body, content_type="application/json"
    )
    told = answer.json()
    assert (answer.status_code, answer["Content-Type"], told["status"]) == (status, "application/problem+json", status)
    assert told["type"].startswith("/api/v1/docs/#problem-")
    assert told["title"]
    assert told["detail"]
    assert ("Allow" in answer) == (status == 405)


def test_our_own_fault_is_told_without_its_insides(
    world: World, calling: Calling, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        msg = "the secret of the house"
        raise RuntimeError(msg)

    monkeypatch.setattr("assay_web.projects.api.me.memberships_of", broken)
    program = calling(world.lead)
    program.raise_request_exception = False
    with caplog.at_level(logging.CRITICAL):
        answer = program.get("/api/v1/me")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert b"secret" not in answer.content


def test_what_is_unchanged_is_not_sent_again(world: World, calling: Calling) -> None:
    program = calling(world.lead)
    first = program.get("/api/v1/me")
    same = program.get("/api/v1/me", headers={"If-None-Match": first["ETag"]})
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", first["ETag"])
    world.lead.name = "Somebody"
    world.lead.save()
    changed = program.get("/api/v1/me", headers={"If-None-Match": first["ETag"]})
    assert (changed.status_code, changed.json()["name"]) == (200, "Somebody")


def test_a_key_makes_a_write_happen_once(world: World, calling: Calling) -> None:
    program = calling(world.reviewer)
    first = program.post("/api/v1/queue/next", headers=KEY)
    again = program.post("/api/v1/queue/next", headers=KEY)
    assert first.status_code == 200
    assert (again.status_code, again.json(), again["Idempotency-Replayed"]) == (200, first.json(), "true")
    assert Assignment.objects.count() == 1
    assert program.post("/api/v1/queue/next", headers={"Idempotency-Key": "another-key"}).json() != first.json()
    assert Assignment.objects.count() == 2


def test_a_key_is_for_one_request_of_one_person(world: World, calling: Calling) -> None:
    program = calling(world.reviewer)
    program.post("/api/v1/queue/next", headers=KEY)
    other = program.post(f"/api/v1/queue/{world.task.public_id}/accept", headers=KEY)
    assert (other.status_code, other.json()["title"]) == (422, "Key used")
    assert calling(world.colleague).post("/api/v1/queue/next", headers=KEY).status_code == 200
    assert Assignment.objects.count() == 2
    short = program.post("/api/v1/queue/next", headers={"Idempotency-Key": "short"})
    assert short.status_code == 422


def test_what_was_refused_may_be_sent_again_under_its_key(world: World, calling: Calling) -> None:
    assignment = world.claim(world.reviewer, world.task)
    program = calling(world.reviewer)
    address = f"/api/v1/assignments/{assignment.public_id}/draft"
    stale = program.put(address, {"version": 5, "body": {}}, content_type="application/json", headers=KEY)
    good = program.put(address, {"version": 0, "body": {}}, content_type="application/json", headers=KEY)
    assert (stale.status_code, good.status_code) == (409, 200)
    assert Answer.objects.count() == 1


def test_a_review_that_was_refused_may_be_sent_again_under_its_key(world: World, calling: Calling) -> None:
    assignment = selectors.get_assignment(world.reviewer, world.claim(world.reviewer, world.task).public_id)
    body = json.loads(json.dumps(complete_body(selectors.workbench(assignment)), default=str))
    services.lock_first_pass(world.reviewer, assignment.public_id, 0, DraftBody.model_validate(body))
    program = calling(world.reviewer)
    address = f"/api/v1/assignments/{assignment.public_id}/submit"
    answers = [
        program.post(address, sent, content_type="application/json", headers=KEY)
        for sent in (
            {"version": 1, "body": body | {"verdicts": {}}},
            {"version": 0, "body": body},
            {"version": 1, "body": body},
            {"version": 1, "body": body},
        )
    ]
    assert [one.status_code for one in answers] == [422, 409, 200, 200]
    assert answers[2].content == answers[3].content
    assert (Review.objects.count(), Answer.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_the_same_key_at_the_same_time_is_one_claim(calling: Calling) -> None:
    world = make_world()
    programs = [calling(world.reviewer) for _ in range(4)]

    def claim(program: Client) -> bytes:
        try:
            return program.post("/api/v1/queue/next", headers=KEY).content
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(claim, programs))
    assert len(answers) == 1
    assert "id" in json.loads(answers.pop())
    assert Assignment.objects.count() == 1


def test_too_many_requests_are_told_when_to_come_again(world: World, calling: Calling, settings: Settings) -> None:
    settings.API_PER_MINUTE = 3
    program = calling(world.lead)
    statuses = [program.get("/api/v1/me").status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    refused = program.get("/api/v1/me")
    assert refused.json()["title"] == "Too many"
    assert 1 <= int(refused["Retry-After"]) <= 20
    assert calling(world.reviewer).get("/api/v1/me").status_code == 200


def test_an_address_that_guesses_tokens_is_slowed(db: None, settings: Settings) -> None:
    settings.API_PER_MINUTE = 1
    guess = Client(headers={"Authorization": "Bearer assay_guess"})
    assert [guess.get("/api/v1/me").status_code for _ in range(4)] == [401, 401, 401, 429]


def test_an_address_behind_proxies_is_what_the_outermost_of_ours_saw(db: None, settings: Settings) -> None:
    settings.PROXIES = 1
    Client(headers={"Authorization": "Bearer x", "X-Forwarded-For": "1.1.1.1, 10.0.0.7"}).get("/api/v1/me")
    assert set(Allowance.objects.values_list("subject", flat=True)) == {"address:10.0.0.7"}


def test_an_allowance_fills_again_and_is_forgotten_when_full(db: None) -> None:
    assert [spend({"a": 2}) for _ in range(3)] == [0, 0, 30]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_allowance SET at = at - interval '30 seconds'")
    assert [spend({"a": 2}) > 0 for _ in range(2)] == [False, True]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_allowance SET at = at - interval '1 hour'")
    forget_allowances()
    assert not Allowance.objects.exists()


def test_answers_are_kept_for_a_day(world: World, calling: Calling) -> None:
    calling(world.reviewer).post("/api/v1/queue/next", headers=KEY)
    forget_answers()
    assert Answer.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_answer SET made_at = made_at - interval '25 hours'")
    forget_answers()
    assert not Answer.objects.exists()


def test_a_program_needs_no_cross_site_token_and_a_browser_does(world: World, calling: Calling) -> None:
    assert calling(world.reviewer).post("/api/v1/queue/next").status_code == 200
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.colleague)
    refused = browser.post("/api/v1/queue/next", headers=KEY)
    assert (refused.status_code, refused["Content-Type"]) == (403, "application/problem+json")
