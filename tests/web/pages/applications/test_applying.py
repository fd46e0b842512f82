"""From an account to a role: the profile, the projects that fit, the application, the lead's answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.web.pages.world import HOSTILE, World, read

from assay_web.applications.models import Application, ApplicationState
from assay_web.projects.models import Project, Requirements, Role
from assay_web.projects.services import add_member, change_requirements, create_project

PROFILE = {
    "years_python": "6",
    "years_go": "2",
    "review_years": "4",
    "hours_per_week": "12",
    "time_zone": "Asia/Kolkata",
    "docker": "on",
    "frameworks": ["pytest", "go test"],
    "continuous_integration": ["Jenkins"],
    "english_sample": f"I once found a race {HOSTILE}",
}


@pytest.fixture
def opened(world: World) -> World:
    """The project takes applications of people who know Python; another one wants Rust."""
    change_requirements(world.project, {"takes_applications": True, "languages": {"python": 3}, "about": HOSTILE})
    rust = create_project(slug="rust", name="Rusty", lead=world.lead, price_minor=9000)
    change_requirements(rust, {"takes_applications": True, "languages": {"rust": 1}, "decided_by_person": False})
    create_project(slug="private", name="Nobody's business", lead=world.lead, price_minor=9000)
    return world


def tell(world: World, **changes: str) -> None:
    response = world.client(world.newcomer).post("/profile/", PROFILE | changes)
    assert response.status_code == 302, read(response).text


def apply(world: World, slug: str = "concurrency", note: str = "") -> str:
    response = world.client(world.newcomer).post(f"/openings/{slug}/", {"what": "apply", "note": note}, follow=True)
    return read(response).text


def test_projects_that_fit_are_shown_and_of_the_others_why_not(opened: World) -> None:
    assert "Tell what you know" in opened.page(opened.newcomer, "/openings/").text
    tell(opened)
    page = opened.page(opened.newcomer, "/openings/")
    fit, rest = page.text.split("These do not")
    assert "Concurrency" in fit
    assert "Rusty" in rest
    assert "1 year of Rust; you have none" in rest
    assert "Nobody's business" not in page.text


def test_the_profile_comes_back_as_it_was_told(opened: World) -> None:
    tell(opened)
    page = opened.page(opened.newcomer, "/profile/")
    assert page.every("input", name="years_python", value="6")
    assert page.every("input", name="frameworks", value="go test", checked="")
    assert page.every("option", value="Asia/Kolkata", selected="")
    assert not page.every("img")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"years_python": "", "years_go": ""}, "one language at least"),
        ({"hours_per_week": "0"}, "greater than or equal to 1"),
        ({"time_zone": "Mars/Olympus"}, "valid choice"),
        ({"years_go": "-1"}, "greater than or equal to 0"),
        ({"frameworks": ["made-up"]}, "valid choice"),
    ],
)
def test_what_cannot_be_a_profile_is_told(opened: World, changes: dict[str, Any], told: str) -> None:
    page = read(opened.client(opened.newcomer).post("/profile/", PROFILE | changes))
    assert (page.status, told in page.text) == (422, True)


def test_a_lead_reads_the_copy_and_says_yes(opened: World) -> None:
    tell(opened)
    assert "waits for the lead" in apply(opened, note="Hello")
    application = Application.objects.get()
    address = f"/projects/concurrency/applicants/{application.public_id}/"
    assert address in opened.page(opened.lead, "/projects/concurrency/applicants/").links()
    page = opened.page(opened.lead, address)
    for told in ("Python 6 years", "Go 2 years", "12 hours a week, Asia/Kolkata", "I once found a race", "Hello"):
        assert told in page.text
    assert not page.every("img")

    opened.client(opened.lead).post(address, {"answer": "admit"})
    membership = opened.project.memberships.get(user=opened.newcomer)
    assert (membership.role, membership.by_application) == (Role.REVIEWER, True)
    assert "/queue/" in opened.page(opened.newcomer, "/openings/").links()
    assert "Thread-safe cache" in opened.page(opened.newcomer, "/queue/").text
    answered = read(opened.client(opened.lead).post(address, {"answer": "decline", "reason": "Late"}, follow=True))
    assert "does not wait for an answer" in answered.text


def test_a_no_has_a_reason_and_a_waiting_time_and_other_projects_are_open_at_once(opened: World) -> None:
    tell(opened, years_rust="3")
    apply(opened)
    application = Application.objects.get()
    address = f"/projects/concurrency/applicants/{application.public_id}/"
    assert "Say why" in read(opened.client(opened.lead).post(address, {"answer": "decline", "reason": " "})).text
    opened.client(opened.lead).post(address, {"answer": "decline", "reason": f"No reviews yet {HOSTILE}"})

    assert "No reviews yet" in opened.page(opened.newcomer, "/openings/").text
    assert "again from" in apply(opened)
    assert "you are in" in opened.page(opened.newcomer, "/openings/rust/").text.lower() or "member" in apply(
        opened, "rust"
    )
    assert Project.objects.get(slug="rust").memberships.filter(user=opened.newcomer).exists()

    Application.objects.filter(pk=application.pk).update(changed_at=timezone.now() - timedelta(days=31))
    assert "waits for the lead" in apply(opened)


def test_where_no_person_decides_a_fit_is_enough_and_no_fit_is_refused(opened: World) -> None:
    tell(opened)
    assert "1 year of Rust" in apply(opened, "rust")
    assert not Application.objects.exists()
    tell(opened, years_rust="1")
    apply(opened, "rust")
    assert Application.objects.get().state == ApplicationState.MEMBER


def test_a_changed_profile_reaches_an_application_that_waits(opened: World) -> None:
    tell(opened)
    apply(opened)
    tell(opened, years_go="9")
    assert Application.objects.get().profile["languages"]["go"] == 9
    Application.objects.update(state=ApplicationState.MEMBER)
    tell(opened, years_go="1")
    assert Application.objects.get().profile["languages"]["go"] == 9


def test_an_application_is_made_once_and_can_be_withdrawn(opened: World) -> None:
    tell(opened)
    apply(opened)
    assert "applied to this project already" in apply(opened)
    assert Application.objects.count() == 1
    opened.client(opened.newcomer).post("/openings/concurrency/", {"what": "withdraw"})
    assert Application.objects.get().state == ApplicationState.WITHDRAWN
    apply(opened)
    assert Application.objects.count() == 2


def test_a_project_that_takes_none_is_not_there(opened: World) -> None:
    tell(opened)
    Requirements.objects.filter(project=opened.project).update(takes_applications=False)
    assert opened.page(opened.newcomer, "/openings/concurrency/").status == 404
    assert opened.page(opened.newcomer, "/openings/private/").status == 404


def test_a_lead_of_another_project_reads_no_application(opened: World) -> None:
    tell(opened)
    apply(opened)
    elsewhere = create_project(slug="elsewhere", name="E", lead=opened.colleague, price_minor=1)
    add_member(elsewhere, opened.colleague, Role.LEAD)
    address = f"/applicants/{Application.objects.get().public_id}/"
    assert opened.page(opened.colleague, f"/projects/elsewhere{address}").status == 404
    assert opened.page(opened.colleague, f"/projects/concurrency{address}").status == 404


def test_nobody_decides_on_their_own_application(opened: World) -> None:
    tell(opened)
    apply(opened)
    opened.newcomer.is_operator = True
    opened.newcomer.save()
    address = f"/projects/concurrency/applicants/{Application.objects.get().public_id}/"
    assert opened.client(opened.newcomer).post(address, {"answer": "admit"}).status_code == 404
    assert opened.page(opened.newcomer, "/projects/concurrency/applicants/").status == 200


def test_the_database_keeps_one_open_application_and_no_silent_no(opened: World) -> None:
    tell(opened)
    apply(opened)
    one = Application.objects.get()
    with pytest.raises(IntegrityError, match="declined_by_somebody"), transaction.atomic():
        Application.objects.filter(pk=one.pk).update(state=ApplicationState.DECLINED)
    one.pk, one.public_id = None, "00000000-0000-4000-8000-000000000000"
    one._state.adding = True
    with pytest.raises(IntegrityError, match="application_open_once"), transaction.atomic():
        one.save(force_insert=True)


def test_requirements_are_stored_and_told(opened: World) -> None:
    form = {
        "takes_applications": "on",
        "retry_days": "14",
        "about": "Hard *races*.",
        "years_python": "3",
        "years_rust": "0",
        "all_languages": "on",
        "min_years": "5",
        "review_years": "2",
        "hours_per_week": "8",
        "english_words": "40",
        "offset_from": "-5",
        "offset_to": "5.5",
        "frameworks": ["pytest"],
        "docker": "on",
    }
    client = opened.client(opened.lead)
    address = "/projects/concurrency/settings/requirements/"
    assert client.post(address, form).status_code == 302
    page = opened.page(opened.newcomer, "/openings/concurrency/")
    for told in ("3 years of Python and Rust", "UTC-5 to UTC+5:30", "pytest", "Docker", "40 words"):
        assert told in page.text
    assert "retry days" in opened.page(opened.lead, "/projects/concurrency/settings/history/").text
    wrong = read(client.post(address, form | {"offset_to": "-6"}))
    assert (wrong.status, "Not before the other end" in wrong.text) == (422, True)
    assert "Give both ends" in read(client.post(address, form | {"offset_to": ""})).text


def test_more_openings_cost_no_more_queries(opened: World) -> None:
    tell(opened)
    before = opened.queries(opened.newcomer, "/openings/")
    for number in range(6):
        project = create_project(slug=f"p{number}", name=f"P{number}", lead=opened.lead, price_minor=1)
        change_requirements(project, {"takes_applications": True})
    assert opened.queries(opened.newcomer, "/openings/") == before
    assert before <= 16
