"""Signing in and out, in our look; the accounts of a demo are shown in a demo only."""

from __future__ import annotations

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.web.pages.world import World, read

from assay_web.accounts.models import User
from assay_web.settings.env import DemoAccount

DEMO = (DemoAccount("reviewer", "reviewer@example.org", "correct horse battery"),)
LOGIN = "/accounts/login/"


def test_a_person_signs_in_and_arrives_where_they_wanted_to_be(world: World) -> None:
    response = Client().post(
        f"{LOGIN}?next=/queue/", {"login": "Reviewer@Example.org", "password": "correct horse battery"}
    )
    assert response.status_code == 302
    assert response.headers["Location"] == "/queue/"


@pytest.mark.parametrize(
    ("name", "place"), [("reviewer", "/queue/"), ("lead", "/projects/"), ("newcomer", "/openings/")]
)
def test_without_a_wish_people_arrive_at_their_work(world: World, name: str, place: str) -> None:
    person = getattr(world, name)
    person.set_password("correct horse battery")
    person.save()
    response = Client().post(LOGIN, {"login": person.email, "password": "correct horse battery"})
    assert response.headers["Location"] == place


def test_a_wrong_password_keeps_the_address_and_tells_nothing(world: World) -> None:
    known, unknown = (
        read(Client().post(LOGIN, {"login": name, "password": "wrong password"}))
        for name in ("reviewer@example.org", "nobody@example.org")
    )
    assert known.every("input", name="login")[0]["value"] == "reviewer@example.org"
    assert known.text.replace("reviewer@", "nobody@") == unknown.text
    assert "wrong password" not in known.html


def test_the_page_has_our_look(world: World) -> None:
    page = world.page(None, LOGIN)
    assert page.every("link", href="/static/kit/pages.css")
    assert page.every("label", **{"for": "id_login"})
    assert page.every("input", type="password", autocomplete="current-password")


@pytest.mark.parametrize("address", ["/accounts/password/reset/", "/accounts/signup/", "/accounts/inactive/"])
def test_the_other_account_pages_have_it_too(world: World, address: str) -> None:
    page = world.page(None, address)
    assert page.status == 200
    assert page.every("link", href="/static/kit/pages.css")
    assert len(page.every("h1")) == 1


@pytest.mark.parametrize("address", ["/accounts/logout/", "/accounts/password/change/", "/accounts/email/"])
def test_so_have_those_of_a_person_who_is_signed_in(world: World, address: str) -> None:
    page = world.page(world.reviewer, address)
    assert page.status == 200
    assert page.every("link", href="/static/kit/pages.css")
    assert not [attributes for _, attributes in page.elements if "style" in attributes or "onclick" in attributes]


def test_nobody_registers_on_their_own(world: World) -> None:
    assert "Accounts are by invitation" in world.page(None, "/accounts/signup/").text
    assert "/accounts/signup/" not in world.page(None, LOGIN).links()


def test_demo_accounts_are_shown_in_a_demo_only(world: World) -> None:
    assert "Accounts of this demo" not in world.page(None, LOGIN).text
    with override_settings(DEMO_ACCOUNTS=DEMO):
        page = world.page(None, LOGIN)
    assert "Reviewer reviewer@example.org correct horse battery" in page.text


def test_looking_at_the_page_does_not_sign_out(world: World) -> None:
    client = world.client(world.reviewer)
    assert read(client.get("/accounts/logout/")).every("form", method="post", action="/accounts/logout/")
    assert read(client.get("/queue/")).status == 200
    client.post("/accounts/logout/")
    assert client.get("/queue/").status_code == 302


def test_a_password_can_be_set_anew_by_mail(world: World) -> None:
    Client().post("/accounts/password/reset/", {"email": "reviewer@example.org"})
    (message,) = mail.outbox
    assert message.to == ["reviewer@example.org"]
    assert "/accounts/password/reset/key/" in message.body


def signed_in(world: World) -> Client:
    """A browser whose session stands in the list of this person's sessions."""
    client = Client()
    client.post(LOGIN, {"login": world.reviewer.email, "password": "correct horse battery"})
    assert UserSession.objects.filter(user=world.reviewer).count() == 1
    return client


def test_session_and_person_are_found_by_one_query(world: World) -> None:
    client = signed_in(world)
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/queue/").status_code == 200
    asked = [one["sql"] for one in captured]
    assert [("accounts_user" in sql, "django_session" in sql) for sql in asked if "FROM django_session" in sql] == [
        (True, True)
    ]
    assert not any('FROM "accounts_user"' in sql for sql in asked), "nobody is looked for again"


def test_a_session_that_no_list_names_is_found_by_one_query_too(world: World) -> None:
    client = signed_in(world)
    UserSession.objects.all().delete()
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/queue/").status_code == 200
    assert sum("django_session" in one["sql"] for one in captured) == 1


def test_the_session_says_who_is_signed_in_and_the_list_of_sessions_does_not(world: World) -> None:
    client = signed_in(world)
    UserSession.objects.update(user=world.lead)
    assert client.get("/api/v1/me").json()["email"] == world.reviewer.email
    UserSession.objects.all().delete()
    assert client.get("/api/v1/me").json()["email"] == world.reviewer.email


@pytest.mark.parametrize("why", ["closed", "gone", "another password", "run out", "ended"])
def test_a_session_that_holds_no_more_signs_nobody_in(world: World, why: str) -> None:
    client = signed_in(world)
    assert client.get("/api/v1/me").status_code == 200
    if why == "closed":
        User.objects.filter(pk=world.reviewer.pk).update(is_active=False)
    elif why == "gone":
        UserSession.objects.all().delete()
        world.reviewer.memberships.all().delete()
        User.objects.filter(pk=world.reviewer.pk).delete()
    elif why == "another password":
        world.reviewer.set_password("another battery staple")
        world.reviewer.save()
    elif why == "run out":
        Session.objects.update(expire_date=timezone.now())
    else:
        Session.objects.all().delete()
    assert client.get("/api/v1/me").status_code == 401
