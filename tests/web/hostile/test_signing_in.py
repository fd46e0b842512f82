"""Signing in tells nobody which addresses have an account: the same work, the same words, the same number of mails."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client
from tests.web.pages.world import World, read

from assay_web.accounts.services import create_user

LOGIN = "/accounts/login/"
WHO = {
    "known": "reviewer@example.org",
    "unknown": "nobody@example.org",
    "left": "left@example.org",
    "without a password": "invited@example.org",
}


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry for each password that is hashed: the work that takes time, counted instead of measured."""
    done: list[str] = []
    encode = MD5PasswordHasher.encode

    def counting(self: Any, password: str, salt: str, *more: Any) -> str:  # noqa: ANN401 - as Django's
        done.append(password)
        return str(encode(self, password, salt, *more))

    monkeypatch.setattr(MD5PasswordHasher, "encode", counting)
    return done


def test_a_wrong_password_costs_one_hash_whoever_it_is_for(world: World, hashed: list[str]) -> None:
    create_user("left@example.org", "correct horse battery")
    world.newcomer.__class__.objects.filter(email="left@example.org").update(is_active=False)
    create_user("invited@example.org", None)
    hashed.clear()
    work, told = {}, {}
    for who, address in WHO.items():
        page = read(Client().post(LOGIN, {"login": address, "password": "wrong password"}))
        told[who] = page.text.replace(address, "")
        work[who] = len(hashed)
        hashed.clear()
    assert work == dict.fromkeys(WHO, 1)
    assert len(set(told.values())) == 1


def test_what_no_form_takes_is_not_looked_up(world: World, hashed: list[str]) -> None:
    for login in ("", "no address", "a@b\0c", "x" * 10_000):
        assert Client().post(LOGIN, {"login": login, "password": "wrong password"}).status_code == 200, login
    long = Client().post(LOGIN, {"login": "reviewer@example.org", "password": "x" * 1_000_000})
    assert long.status_code in {200, 400}
    assert len(hashed) <= 1


def test_a_new_password_is_sent_or_not_but_nobody_is_told(world: World) -> None:
    pages = []
    for address in (WHO["known"], WHO["unknown"]):
        client = Client()
        answer = client.post("/accounts/password/reset/", {"email": address})
        shown = client.get(answer["Location"]).content.decode()
        pages.append((answer.status_code, answer["Location"], re.sub(r'value="[^"]+"', "", shown)))
    assert pages[0] == pages[1]
    assert [one.to for one in mail.outbox] == [[WHO["known"]], [WHO["unknown"]]]
