"""Every response carries the headers that keep browsers from doing more than they were asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass

import pytest
from django.test import Client, override_settings
from tests.web.hostile.addresses import account_pages, operations, pages
from tests.web.review.test_authorization import Things, filled, status_of

NONE_OF = ("camera", "geolocation", "microphone", "payment", "usb", "serial", "bluetooth", "display-capture")


@dataclass(frozen=True)
class Rule:
    """A header, and what must stand in it."""

    header: str
    words: tuple[str, ...]


EVERYWHERE = (
    Rule(
        "Content-Security-Policy",
        ("default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"),
    ),
    Rule("X-Content-Type-Options", ("nosniff",)),
    Rule("X-Frame-Options", ("DENY",)),
    Rule("Referrer-Policy", ("same-origin",)),
    Rule("Cross-Origin-Opener-Policy", ("same-origin",)),
    Rule("Cross-Origin-Resource-Policy", ("same-origin",)),
    Rule("Permissions-Policy", tuple(f"{one}=()" for one in NONE_OF)),
)


def lacking(client: Client, method: str, path: str) -> list[str]:
    """Which rules the response breaks."""
    response = client.generic(method, path)
    headers = {name.lower(): value for name, value in response.headers.items()}
    status_of(response)
    wrong = [
        rule.header for rule in EVERYWHERE if not all(one in headers.get(rule.header.lower(), "") for one in rule.words)
    ]
    policy = headers.get("content-security-policy", "")
    wrong += [one for one in ("unsafe-inline", "unsafe-eval", "http:", "https:", " *") if one in policy]
    if not path.startswith("/static/") and "no-store" not in headers.get("cache-control", ""):
        wrong.append("Cache-Control")
    return wrong


def test_every_response_carries_them(everything: Things) -> None:
    client = everything.clients["operator"]
    paths = [("GET", filled(one.path, everything.names)) for one in [*pages(), *operations()] if one.method == "GET"]
    paths += [("GET", one) for one in account_pages()]
    paths += [
        ("GET", "/nowhere/"),
        ("GET", "/static/kit/pages.css"),
        ("GET", "/static/nothing.css"),
        ("GET", "/queue"),  # a redirection
        ("DELETE", "/queue/"),  # no such method
        ("GET", "/api/v1/nowhere"),
        ("GET", "/projects/%00/"),
    ]
    paths = [one for one in paths if not one[1].startswith("/preview/")]  # a candidate's own, with a test of their own
    found = {one: broken for one in paths if (broken := lacking(client, *one))}
    assert len(paths) > 120
    assert found == {}


def test_refused_requests_carry_them_too(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    assert lacking(client, "POST", "/accounts/login/") == []
    with override_settings(ALLOWED_HOSTS=["assay.example.org"]):
        assert lacking(Client(), "GET", "/") == []


def test_each_nonce_is_used_once(db: None) -> None:
    policies = {Client().get("/").headers["Content-Security-Policy"] for _ in range(3)}
    assert len(policies) == 3


@pytest.mark.parametrize(("given", "secure", "seconds"), [("1", True, 31_536_000), ("", False, 0)])
def test_tls_is_asked_for_where_there_is_tls(given: str, seconds: int, *, secure: bool) -> None:
    told = settings_under(ASSAY_HTTPS=given, ASSAY_SECRET_KEY="of a test")  # noqa: S106 - no secret
    assert (told["SESSION_COOKIE_SECURE"], told["CSRF_COOKIE_SECURE"]) == (secure, secure)
    assert told["SECURE_HSTS_SECONDS"] == seconds
    assert (told["SECURE_PROXY_SSL_HEADER"] is not None) == secure
    with override_settings(**told):
        headers = Client().get("/healthz", secure=True).headers
    assert headers.get("Strict-Transport-Security") == (f"max-age={seconds}" if seconds else None)


def settings_under(**variables: str) -> dict[str, object]:
    """What a process would be set to that starts with these variables."""
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS", "SECURE_PROXY_SSL_HEADER")
    program = (
        f"import json\nfrom assay_web.settings import base\nprint(json.dumps({{n: getattr(base, n) for n in {names}}}))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, **variables}, capture_output=True, text=True, check=True
    )
    told: dict[str, object] = json.loads(ran.stdout)
    return told
