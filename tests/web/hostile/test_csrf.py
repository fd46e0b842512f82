"""What another site makes a browser send is refused, wherever it goes; and no cookie is taken for a token."""

from __future__ import annotations

import json
from datetime import timedelta

from django.test import Client
from tests.web.hostile.addresses import Ask, account_pages, operations, pages
from tests.web.pages.world import World, read
from tests.web.review.test_authorization import Things, filled, status_of

from assay_web.accounts.models import User
from assay_web.accounts.services import make_token

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


def browser(things: Things, role: str) -> Client:
    """Signed in, and told to check what Django's test client usually lets pass."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(email=f"{role}@example.org"))
    return client


def test_no_page_is_written_to_from_another_site(things: Things) -> None:
    client = browser(things, "operator")
    addresses = [filled(one.path, things.names) for one in pages()] + list(account_pages())
    answered = {
        (method, path): status_of(client.generic(method, path, "a=b", content_type="application/x-www-form-urlencoded"))
        for path in addresses
        for method in UNSAFE
    }
    assert len(answered) > 350
    assert {one: status for one, status in answered.items() if status != 403} == {}


def test_no_operation_is_called_from_another_site(everything: Things) -> None:
    client = browser(everything, "lead")
    writes = [one for one in operations() if one.method in UNSAFE]
    answered = {
        (one.name, kind): _called(client, one, everything.names, kind)
        for one in writes
        for kind in ("text/plain", "application/x-www-form-urlencoded", "application/json")
    }
    assert len(answered) > 100
    assert {name: status for name, status in answered.items() if status != 403} == {}


def _called(client: Client, ask: Ask, names: dict[str, str], kind: str) -> int:
    body = "" if callable(ask.body) else filled(json.dumps(ask.body or {}), names)
    return status_of(client.generic(ask.method, filled(ask.path, names), body, content_type=kind))


def test_the_forms_own_token_is_taken_from_our_own_pages_only(things: Things) -> None:
    client = browser(things, "lead")
    token = read(client.get("/tokens/")).every("input", name="csrfmiddlewaretoken")[0]["value"]
    form = {"csrfmiddlewaretoken": token, "name": "of the form", "days": "7", "scopes": "read"}
    for origin in ("https://evil.example", "null", "http://testserver.evil.example", "http://testserver:81"):
        assert client.post("/tokens/", form, headers={"Origin": origin}).status_code == 403, origin
    assert client.post("/tokens/", form, headers={"Origin": "http://testserver"}).status_code == 200


def test_signing_somebody_in_or_out_takes_a_token_too(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    form = {"login": "lead@example.org", "password": "correct horse battery"}
    assert client.post("/accounts/login/", form).status_code == 403
    client.force_login(world.lead)
    assert client.post("/accounts/logout/").status_code == 403
    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/projects/").status_code == 200


def test_a_token_of_the_api_works_in_its_header_and_nowhere_else(world: World) -> None:
    _, secret = make_token(world.lead, "a program", ["read"], timedelta(days=1))
    assert Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/v1/me").status_code == 200
    for name in ("Authorization", "token", "sessionid", "assay_token"):
        client = Client()
        client.cookies[name] = secret
        assert client.get("/api/v1/me").status_code == 401, name
    assert Client().get("/api/v1/me", {"token": secret, "access_token": secret}).status_code == 401
    assert Client(headers={"Authorization": f"Basic {secret}"}).get("/api/v1/me").status_code == 401


def test_cookies_are_kept_from_scripts_and_from_other_sites(world: World) -> None:
    client = Client()
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": "lead@example.org", "password": "correct horse battery"})
    assert set(client.cookies) >= {"sessionid", "csrftoken"}
    for name in ("sessionid", "csrftoken"):
        assert client.cookies[name]["httponly"], name
        assert client.cookies[name]["samesite"] == "Lax", name
