"""Invitations, roles, and the trail that changes leave."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import Error, IntegrityError, transaction
from django.utils import timezone
from tests.web.pages.world import HOSTILE, World, read

from assay_web.accounts.models import User
from assay_web.accounts.rules import token_hash
from assay_web.accounts.services import create_user
from assay_web.kit.refusals import Refusal
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Invitation, Membership, Role
from assay_web.projects.services import change_role, invite, join, withdraw

PEOPLE = "/projects/concurrency/people/"
ACCOUNT = {"name": f"New {HOSTILE}", "password": "a long enough sentence"}


def link_of(world: World, email: str, role: str) -> str:
    response = world.client(world.lead).post(PEOPLE, {"email": email, "role": role})
    assert response.status_code == 200
    found = re.search(r"http://testserver(/invitation/[\w-]+/)", response.content.decode())
    assert found
    return found[1]


def test_a_link_makes_an_account_and_a_member_once(world: World) -> None:
    link = link_of(world, "Expert@Example.org", "reviewer")
    token = link.split("/")[2]
    invitation = Invitation.objects.get()
    assert invitation.token_hash == token_hash(token)
    assert token not in str(Invitation.objects.values().get())

    stranger = world.client(None)
    assert "expert@example.org is invited as reviewer" in read(stranger.get(link)).text
    assert stranger.post(link, ACCOUNT)["Location"] == "/queue/"
    assert stranger.get("/queue/").status_code == 200
    expert = User.objects.get(email="expert@example.org")
    assert Membership.objects.get(user=expert).role == Role.REVIEWER
    assert world.client(None).get(link).status_code == 404
    with pytest.raises(IntegrityError, match="used once"), transaction.atomic():
        Invitation.objects.update(used_at=None, used_by=None)


@pytest.mark.parametrize("password", ["short", "password12345", "expert@example.org"])
def test_a_weak_password_makes_no_account(world: World, password: str) -> None:
    link = link_of(world, "expert@example.org", "reviewer")
    assert world.client(None).post(link, ACCOUNT | {"password": password}).status_code == 422
    assert not User.objects.filter(email="expert@example.org").exists()


def test_whoever_has_an_account_joins_with_it_and_nobody_else_does(world: World) -> None:
    link = link_of(world, world.newcomer.email, "client")
    assert any(
        one.startswith("/accounts/login/?next=%2Finvitation") for one in read(world.client(None).get(link)).links()
    )
    world.client(world.colleague).post(link)
    assert not world.project.memberships.filter(role=Role.CLIENT).exists()
    world.client(world.newcomer).post(link)
    assert world.project.memberships.get(role=Role.CLIENT).user == world.newcomer


def test_a_link_that_ran_out_or_was_withdrawn_or_replaced_opens_nothing(world: World) -> None:
    tokens = [invite(world.lead, world.project, "a@example.org", Role.LEAD)[1] for _ in range(2)]
    invitation, withdrawn = invite(world.lead, world.project, "b@example.org", Role.LEAD)
    withdraw(world.project, invitation.public_id)
    person = create_user("a@example.org", None)
    for token in (tokens[0], withdrawn, "made-up"):
        assert world.client(None).get(f"/invitation/{token}/").status_code == 404
        with pytest.raises(NotVisible):
            join(person, token)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(NotVisible):
        join(person, tokens[1])


def test_roles_change_and_a_lead_always_remains(world: World) -> None:
    client = world.client(world.lead)
    client.post(PEOPLE, {"what": "role", "member": world.colleague.pk, "role": "adjudicator"})
    assert world.project.memberships.get(user=world.colleague).role == Role.ADJUDICATOR
    client.post(PEOPLE, {"what": "remove", "member": world.colleague.pk})
    assert not world.project.memberships.filter(user=world.colleague).exists()
    for role in (None, Role.CLIENT):
        with pytest.raises(Refusal, match="keeps a lead"):
            change_role(world.project, world.lead.pk, role)
    with pytest.raises(NotVisible):
        change_role(world.project, world.newcomer.pk, Role.LEAD)


def test_the_trail_says_who_changed_what_from_what_to_what(world: World) -> None:
    client = world.client(world.lead)
    client.post("/projects/concurrency/settings/guidelines/", {"guidelines": f"New {HOSTILE}"})
    client.post(PEOPLE, {"what": "role", "member": world.colleague.pk, "role": "client"})
    client.post(PEOPLE, {"what": "remove", "member": world.colleague.pk})
    page = world.page(world.lead, "/projects/concurrency/settings/history/")
    assert "lead@example.org Project changed guidelines Cite *findings*." in page.text
    assert "lead@example.org Member changed role reviewer → client" in page.text
    assert "Member removed" in page.text
    assert "command line or worker Project made" in page.text
    assert "price $64.00" in page.text
    assert not page.every("img")


def test_the_database_refuses_to_rewrite_the_trail(world: World) -> None:
    events = apps.get_model("projects", "MembershipEvent").objects
    with pytest.raises(Error, match="append_only"), transaction.atomic():
        events.update(role="client")
    with pytest.raises(Error, match="append_only"), transaction.atomic():
        events.all().delete()
    assert set(events.values_list("role", flat=True)) == {"lead", "reviewer"}


def test_the_pages_cost_a_bounded_number_of_queries(world: World) -> None:
    for address in (PEOPLE, "/projects/concurrency/settings/history/", "/projects/concurrency/settings/"):
        few = world.queries(world.lead, address)
        for number in range(3):
            invite(world.lead, world.project, f"{number}-{len(address)}@example.org", Role.REVIEWER)
        assert world.queries(world.lead, address) == few
        assert few <= 24
