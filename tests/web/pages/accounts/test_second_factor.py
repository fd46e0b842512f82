"""A second factor: set up, asked for at sign-in, kept encrypted; sessions can be ended."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from tests.web.pages.world import World, read

PASSWORD = "correct horse battery"  # noqa: S105 - an account of this test


def code(secret: str) -> str:
    """What an authenticator app shows now."""
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def sign_in(client: Client, email: str) -> str:
    """Where signing in with the password leads."""
    response = client.post("/accounts/login/", {"login": email, "password": PASSWORD})
    return str(response.headers.get("Location", ""))


def set_up(client: Client) -> str:
    """Activate an authenticator app; its secret."""
    asked = client.get("/accounts/2fa/totp/activate/")
    assert asked.headers["Location"].startswith("/accounts/reauthenticate/")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = read(client.get("/accounts/2fa/totp/activate/"))
    [secret] = [one["value"] for one in page.every("input", id="authenticator_secret")]
    response = client.post("/accounts/2fa/totp/activate/", {"code": code(secret)})
    assert response.status_code == 302
    return secret


def test_after_setting_it_up_a_password_alone_opens_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Client()
    sign_in(first, world.reviewer.email)
    secret = set_up(first)

    stored = Authenticator.objects.get(user=world.reviewer, type="totp").data["secret"]
    assert secret not in stored
    assert len(stored) > 60

    second = Client()
    assert sign_in(second, world.reviewer.email).startswith("/accounts/2fa/authenticate/")
    assert second.get("/queue/").status_code == 302
    assert second.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert second.get("/queue/").status_code == 302
    later = time.time() + 60  # a code is taken once
    monkeypatch.setattr(time, "time", lambda: later)
    assert second.post("/accounts/2fa/authenticate/", {"code": code(secret)}).status_code == 302
    assert second.get("/queue/").status_code == 200


def test_other_sessions_can_be_ended(world: World) -> None:
    here, there = Client(), Client(headers={"User-Agent": "<script>alert(1)</script>"})
    for client in (here, there):
        sign_in(client, world.reviewer.email)
        assert client.get("/queue/").status_code == 200
    page = read(here.get("/accounts/sessions/"))
    assert "<script>alert(1)</script>" in page.text
    assert "<script>alert" not in page.html
    here.post("/accounts/sessions/")
    assert here.get("/queue/").status_code == 200
    assert there.get("/queue/").status_code == 302


@pytest.mark.django_db
def test_pages_of_the_account_ask_for_a_signed_in_person() -> None:
    for place in ("2fa/", "2fa/totp/activate/", "2fa/recovery-codes/", "sessions/", "password/change/"):
        response = Client().get(f"/accounts/{place}")
        assert (response.status_code, response.headers["Location"].partition("?")[0]) == (302, "/accounts/login/")
