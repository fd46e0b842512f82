"""Making an account on one's own: only where the operator allows it, and without telling who has one."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings
from pytest_django.fixtures import Settings
from tests.web.pages.world import World, read

from assay_web.accounts.models import User
from assay_web.settings.mail import mail as mail_settings

ADDRESS = "/accounts/signup/"
PASSWORD = "correct horse battery"  # noqa: S105 - of a test
FORM = {"name": "Ada", "email": "Ada@Example.org", "password1": PASSWORD}


@pytest.fixture
def opened(world: World, settings: Settings) -> World:
    settings.OPEN_REGISTRATION = True
    return world


@pytest.fixture
def mailing(opened: World, settings: Settings) -> World:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    return opened


def sign_in(email: str) -> int:
    return Client().post("/accounts/login/", {"login": email, "password": PASSWORD}).status_code


def test_closed_registration_makes_no_account(world: World) -> None:
    before = User.objects.count()
    assert "by invitation" in read(Client().post(ADDRESS, FORM)).text
    assert User.objects.count() == before


def test_open_registration_is_offered_where_people_look(opened: World) -> None:
    assert ADDRESS in opened.page(None, "/").links()
    assert ADDRESS in opened.page(None, "/accounts/login/").links()


def test_without_mail_the_answer_is_the_same_for_a_known_address(opened: World) -> None:
    new, known = (Client().post(ADDRESS, FORM | {"email": email}) for email in ("ada@example.org", "lead@example.org"))
    assert (new.status_code, new["Location"]) == (known.status_code, known["Location"]) == (302, "/accounts/login/")
    assert new.client.get(new["Location"]).content.count(b"address is new") == 1
    assert known.client.get(known["Location"]).content.count(b"address is new") == 1
    assert sign_in("ada@example.org") == 302
    assert User.objects.get(email="lead@example.org").name == ""


def test_with_mail_the_address_is_confirmed_before_the_account_is_used(mailing: World) -> None:
    client = Client()
    assert client.post(ADDRESS, FORM)["Location"] == "/accounts/confirm-email/"
    assert "Look into your mail" in read(client.get("/accounts/confirm-email/")).text
    (message,) = mail.outbox
    assert message.to == ["ada@example.org"]
    refused = Client()
    refused.post("/accounts/login/", {"login": "ada@example.org", "password": PASSWORD})
    assert refused.get("/queue/").status_code == 302

    found = re.search(r"http://testserver(/accounts/confirm-email/\S+)", str(message.body))
    assert found is not None
    assert "is the address of your account" in read(client.get(found[1])).text
    client.post(found[1])
    assert Client().post("/accounts/login/", {"login": "ada@example.org", "password": PASSWORD})["Location"] == (
        "/openings/"
    )


def test_with_mail_the_answer_is_the_same_for_a_known_address(mailing: World) -> None:
    new, known = (Client().post(ADDRESS, FORM | {"email": email}) for email in ("ada@example.org", "lead@example.org"))
    assert (new.status_code, new["Location"]) == (known.status_code, known["Location"])
    pages = [read(answer.client.get(answer["Location"])).text for answer in (new, known)]
    assert pages[0] == pages[1].replace("lead@", "ada@")
    assert [message.to for message in mail.outbox] == [["ada@example.org"], ["lead@example.org"]]


def test_whom_an_operator_or_an_invitation_vouches_for_signs_in_as_before(mailing: World) -> None:
    assert sign_in("lead@example.org") == 302
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"password1": "too-plain"}, "at least 12 characters"),
        ({"password1": "ada@example.org"}, "too similar"),
        ({"email": "no address"}, "valid email"),
        ({"name": ""}, "required"),
    ],
)
def test_what_cannot_be_an_account_is_told(opened: World, changes: dict[str, str], told: str) -> None:
    before = User.objects.count()
    page = read(Client().post(ADDRESS, FORM | changes))
    assert told in page.text
    assert "too-plain" not in page.html
    assert User.objects.count() == before


@override_settings(ACCOUNT_RATE_LIMITS={"signup": "2/h/ip"})
def test_one_address_makes_so_many_accounts_and_no_more(opened: World) -> None:
    client = Client(REMOTE_ADDR="192.0.2.7")
    answers = [client.post(ADDRESS, FORM | {"email": f"ada{n}@example.org"}).status_code for n in range(3)]
    assert answers == [302, 302, 429]


def test_mail_is_configured_by_one_address() -> None:
    told = mail_settings("smtp://us%40er:pass@mail.example.org")
    assert (told.host, told.port, told.user, told.password) == ("mail.example.org", 587, "us@er", "pass")
    assert (told.starttls, told.tls) == (True, False)
    assert mail_settings("smtps://mail.example.org").port == 465
    assert mail_settings("file:///var/mail/assay").folder == "/var/mail/assay"
    assert mail_settings("").backend.endswith("console.EmailBackend")
    with pytest.raises(ImproperlyConfigured, match="scheme 'imap'"):
        mail_settings("imap://mail.example.org")
