"""Tokens: shown once, kept as a hash, scoped, limited in time, revoked at once, and never more than their owner."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from tests.web.api.conftest import Calling
from tests.web.pages.world import HOSTILE, World, read

from assay_web.accounts.models import ApiToken, Scope
from assay_web.accounts.rules import SHOWN
from assay_web.accounts.services import make_token, revoke_token
from assay_web.accounts.services.tokens import MOST
from assay_web.kit.refusals import Refusal
from assay_web.kit.visibility import NotVisible

PAGE = "/tokens/"


def test_a_token_is_shown_once_and_works(world: World) -> None:
    browser = world.client(world.lead)
    made = read(browser.post(PAGE, {"name": HOSTILE, "days": "30", "scopes": ["read", "export"]}))
    secret = re.search(r"assay_[\w-]{43}", made.text)
    assert secret is not None
    again = read(browser.get(PAGE))
    assert secret[0] not in again.html
    assert secret[0][:SHOWN] in again.text
    assert "<script>alert" not in again.html
    token = ApiToken.objects.get()
    assert secret[0] not in (token.token_hash, token.prefix)
    assert token.scopes == ["read", "export"]
    me = Client().get("/api/v1/me", headers={"Authorization": f"Bearer {secret[0]}"})
    assert me.json() == {
        "email": "lead@example.org",
        "name": "",
        "is_operator": False,
        "projects": [{"project": "concurrency", "role": "lead"}],
    }
    token.refresh_from_db()
    assert token.last_used_at is not None


def test_a_form_that_is_sent_again_makes_no_second_token(world: World) -> None:
    browser = world.client(world.lead)
    form = {"name": "nightly", "days": "30", "scopes": ["read"]}
    form["key"] = read(browser.get(PAGE)).every("input", name="key")[0]["value"]
    first, again = (read(browser.post(PAGE, form)) for _ in range(2))
    assert (first.status, again.status, ApiToken.objects.count()) == (200, 422, 1)
    assert "has been made already" in again.text
    assert not re.search(r"assay_[\w-]{43}", again.text)
    form["key"] = again.every("input", name="key")[0]["value"]
    assert (browser.post(PAGE, form).status_code, ApiToken.objects.count()) == (200, 2)


def test_a_form_without_scopes_says_so(world: World) -> None:
    told = read(world.client(world.lead).post(PAGE, {"name": "x", "days": "30"}))
    assert (told.status, "Choose at least one" in told.text, ApiToken.objects.count()) == (422, True, 0)


def test_a_revoked_token_does_not_work_any_more(world: World, calling: Calling) -> None:
    program = calling(world.lead)
    token = ApiToken.objects.get()
    world.client(world.lead).post(f"{PAGE}{token.public_id}/revoke/")
    answer = program.get("/api/v1/me")
    assert (answer.status_code, answer.json()["title"]) == (401, "Not signed in")
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_nobody_revokes_or_sees_another_persons_token(world: World, calling: Calling) -> None:
    program = calling(world.lead)
    token = ApiToken.objects.get()
    assert world.client(world.reviewer).post(f"{PAGE}{token.public_id}/revoke/").status_code == 404
    with pytest.raises(NotVisible):
        revoke_token(world.reviewer, token.public_id)
    assert program.get("/api/v1/me").status_code == 200
    assert token.prefix not in world.page(world.reviewer, PAGE).text


@pytest.mark.parametrize("change", [{"expires_at": timezone.now() - timedelta(seconds=1)}, {"token_hash": "0" * 64}])
def test_a_token_that_ran_out_or_is_unknown_is_refused(
    world: World, calling: Calling, change: dict[str, object]
) -> None:
    program = calling(world.lead)
    ApiToken.objects.update(created_at=timezone.now() - timedelta(days=2), **change)
    assert program.get("/api/v1/me").status_code == 401


def test_the_token_of_somebody_who_left_is_refused(world: World, calling: Calling) -> None:
    program = calling(world.lead)
    world.lead.is_active = False
    world.lead.save()
    assert program.get("/api/v1/me").status_code == 401


def test_a_bad_token_is_not_saved_by_a_session(world: World) -> None:
    browser = world.client(world.lead)
    assert browser.get("/api/v1/me", headers={"Authorization": "Bearer assay_nothing"}).status_code == 401


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [("GET", "/api/v1/queue", "read"), ("POST", "/api/v1/queue/next", "review")],
)
def test_a_scope_opens_what_it_names_and_nothing_else(
    world: World, calling: Calling, method: str, path: str, scope: str
) -> None:
    others = [one for one in Scope.values if one != scope]
    without = calling(world.reviewer, *others).generic(method, path)
    assert (without.status_code, without.json()["title"]) == (403, "Not allowed")
    assert scope in without.json()["detail"]
    assert "insufficient_scope" in without["WWW-Authenticate"]
    assert calling(world.reviewer, scope).generic(method, path).status_code == 200


def test_every_scope_together_is_no_more_than_the_owner(world: World, calling: Calling) -> None:
    assignment = world.claim(world.reviewer, world.task)
    assert calling(world.colleague).get(f"/api/v1/assignments/{assignment.public_id}").status_code == 404


def test_tokens_are_listed_and_revoked_by_programs(world: World, calling: Calling) -> None:
    program = calling(world.lead)
    [listed] = program.get("/api/v1/tokens").json()["items"]
    assert listed["scopes"] == Scope.values
    assert program.delete(f"/api/v1/tokens/{listed['id']}").status_code == 204
    assert program.get("/api/v1/tokens").status_code == 401


def test_a_token_lasts_a_year_at_most_and_there_are_not_too_many(world: World) -> None:
    with pytest.raises(Refusal, match="a year"):
        make_token(world.lead, "for ever", ["read"], timedelta(days=366))
    with pytest.raises(Refusal, match="at least one"):
        make_token(world.lead, "nothing", [], timedelta(days=1))
    for _ in range(MOST):
        make_token(world.lead, "one more", ["read"], timedelta(days=1))
    with pytest.raises(Refusal, match="revoke one"):
        make_token(world.lead, "too many", ["read"], timedelta(days=1))


def test_the_database_knows_the_scopes(world: World, calling: Calling) -> None:
    calling(world.lead)
    for wrong in (["everything"], []):
        with pytest.raises(IntegrityError), transaction.atomic():
            ApiToken.objects.update(scopes=wrong)
