"""A lead makes a project from nothing and changes what it asks, pays and shows."""

from __future__ import annotations

import json

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from tests.web.pages.world import HOSTILE, World, read, task_record

from assay.domain.rubric import Rubric
from assay_web.kit.refusals import Refusal
from assay_web.projects.models import Project, ProjectState
from assay_web.projects.services import acknowledge, change_guidelines
from assay_web.review import services
from assay_web.tasks.rubrics import rubric_of
from assay_web.tasks.rules import expected_minutes
from assay_web.tasks.services import import_tasks

SETTINGS = {
    "name": "Renamed",
    "state": "open",
    "deadline": "2027-01-31",
    "evidence_policy": "never",
    "overlap": "3",
    "overlap_max": "5",
    "lease_minutes": "60",
    "justification_min": "40",
    "price": "50",
    "budget": "500.50",
    "tiers-TOTAL_FORMS": "2",
    "tiers-INITIAL_FORMS": "0",
    "tiers-0-name": "short",
    "tiers-0-up_to_minutes": "600",
    "tiers-0-price": "20",
    "tiers-1-name": "",
    "tiers-1-up_to_minutes": "",
    "tiers-1-price": "",
}


def test_a_lead_makes_a_project_from_nothing(world: World) -> None:
    client = world.client(world.lead)
    form = {"name": "Röntgen & co", "currency": "JPY", "price": "5000", "overlap": "3"}
    response = client.post("/projects/new/", form)
    assert response["Location"] == "/projects/rontgen-co/"
    project = Project.objects.get(slug="rontgen-co")
    assert (project.price_minor, project.currency, project.overlap) == (5000, "JPY", 3)
    assert "Import tasks" in world.page(world.lead, "/projects/rontgen-co/").text


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": "New"}, "cannot be called"),
        ({"slug": "concurrency"}, "already"),
        ({"price": "-5"}, "not negative"),
        ({"currency": "JPY", "price": "5.50"}, "JPY has no digits"),
        ({"currency": "dollars"}, "valid value"),
    ],
)
def test_what_cannot_be_a_project_is_told_and_nothing_is_made(world: World, changes: dict[str, str], told: str) -> None:
    form = {"name": "Fine", "currency": "USD", "price": "5", "overlap": "2"} | changes
    page = read(world.client(world.lead).post("/projects/new/", form))
    assert page.status == 422
    assert told in page.text
    assert Project.objects.count() == 1


def test_settings_are_stored_and_tasks_that_come_in_follow_them(world: World) -> None:
    response = world.client(world.lead).post("/projects/concurrency/settings/", SETTINGS)
    assert response.status_code == 302
    project = Project.objects.get(slug="concurrency")
    assert (project.name, project.overlap, project.overlap_max) == ("Renamed", 3, 5)
    assert project.budget.total_minor == 50050
    record = task_record("later", "Later")
    assert expected_minutes(record) <= 600
    import_tasks(project, [record])
    later = project.tasks.get(record_id="later")
    assert (later.price_minor, later.overlap) == (2000, 3)


def test_a_budget_below_what_is_committed_is_refused_with_the_amount(world: World) -> None:
    world.claim(world.reviewer, world.task)
    page = read(world.client(world.lead).post("/projects/concurrency/settings/", SETTINGS | {"budget": "63"}))
    assert page.status == 422
    assert "$64.00 is committed already" in page.text
    assert Project.objects.get(slug="concurrency").name != "Renamed"


def test_closed_is_for_good_in_the_database_too(world: World) -> None:
    client = world.client(world.lead)
    page = read(client.post("/projects/concurrency/settings/", SETTINGS | {"state": "closed", "closing": "other"}))
    assert (page.status, "Write concurrency here" in page.text) == (422, True)
    assert Project.objects.get(slug="concurrency").state == ProjectState.OPEN
    client.post("/projects/concurrency/settings/", SETTINGS | {"state": "closed", "closing": "concurrency"})
    assert Project.objects.get(slug="concurrency").state == ProjectState.CLOSED
    page = read(client.post("/projects/concurrency/settings/", SETTINGS))
    assert (page.status, "closed" in page.text) == (422, True)
    with pytest.raises(IntegrityError, match="stays closed"), transaction.atomic():
        Project.objects.update(state=ProjectState.OPEN)


def test_changed_guidelines_are_confirmed_anew_before_a_task_is_taken(world: World) -> None:
    change_guidelines(world.project, "Read **all**.", must_acknowledge=True)
    assert services.claim_next(world.reviewer) is None
    with pytest.raises(Refusal, match="Read the guidelines"):
        world.claim(world.reviewer, world.task)
    assert "/guidelines/concurrency/" in world.page(world.reviewer, "/queue/").links()

    client = world.client(world.reviewer)
    client.post("/guidelines/concurrency/", {"version": "2"})
    assert "/guidelines/concurrency/" not in world.page(world.reviewer, "/queue/").links()
    assert services.claim_next(world.reviewer) is not None

    change_guidelines(world.project, "Read all, twice.", must_acknowledge=True)
    assert services.claim_next(world.reviewer) is None
    world.project.refresh_from_db()
    with pytest.raises(Refusal, match="changed since"):
        acknowledge(world.reviewer, world.project, 2)
    assert change_guidelines(world.project, "Read all, twice.", must_acknowledge=True) == 3
    history = apps.get_model("projects", "ProjectEvent").objects.order_by("pk")
    assert [one.guidelines_version for one in history] == [1, 2, 3]


def test_guidelines_can_do_nothing_but_be_read(world: World) -> None:
    change_guidelines(world.project, f"{HOSTILE}\n\n[x](javascript:alert(1))", must_acknowledge=True)
    for person, address in (
        (world.reviewer, "/guidelines/concurrency/"),
        (world.lead, "/projects/concurrency/settings/guidelines/"),
    ):
        page = world.page(person, address)
        assert not page.every("img")
        assert not any("javascript:" in link for link in page.links())


def rubric_form(*criteria: dict[str, str]) -> dict[str, str]:
    form = {"title": "Ours", "criteria-TOTAL_FORMS": str(len(criteria)), "criteria-INITIAL_FORMS": "0"}
    for number, one in enumerate(criteria):
        row = {"title": "Clarity", "question": "", "scale": "3", "weight": "2", "anchors": "1: no\n3: yes"} | one
        form |= {f"criteria-{number}-{name}": value for name, value in row.items()}
    return form


def test_a_rubric_is_versioned_and_reaches_tasks_that_bring_none(world: World) -> None:
    client = world.client(world.lead)
    address = "/projects/concurrency/settings/rubric/"
    assert client.post(address, rubric_form({})).status_code == 302
    assert client.post(address, rubric_form({"id": "clarity", "title": "Clear"}, {"title": ""})).status_code == 302
    world.project.refresh_from_db()
    rubric = Rubric.model_validate_json(world.project.rubric)
    assert (rubric.version, rubric.criteria[0].id, rubric.criteria[0].weight) == (2, "clarity", 2.0)
    assert [(one.score, one.text) for one in rubric.criteria[0].anchors] == [(1, "no"), (3, "yes")]
    import_tasks(world.project, [task_record("later", "Later")])
    assert rubric_of(world.project.tasks.get(record_id="later")) == rubric
    assert rubric_of(world.task).id == "default"


@pytest.mark.parametrize(
    ("criteria", "told"),
    [
        ([{"anchors": "5: too far"}], "beyond its scale"),
        ([{"anchors": "good"}], "a score, a colon"),
        ([{}, {}], "same id twice"),
        ([{"title": ""}], "at least 1"),
    ],
)
def test_a_rubric_that_cannot_be_is_told(world: World, criteria: list[dict[str, str]], told: str) -> None:
    page = read(world.client(world.lead).post("/projects/concurrency/settings/rubric/", rubric_form(*criteria)))
    assert page.status == 422
    assert told in page.text
    world.project.refresh_from_db()
    assert world.project.rubric == ""


def upload(world: World, lines: list[str], what: str) -> tuple[int, str]:
    file = SimpleUploadedFile("tasks.jsonl", "\n".join(lines).encode())
    response = world.client(world.lead).post("/projects/concurrency/import/", {"file": file, "what": what})
    return response.status_code, "" if response.status_code == 302 else read(response).text


def test_an_import_lists_every_bad_row_and_writes_all_or_nothing(world: World) -> None:
    good = task_record("new", "New").model_dump_json(by_alias=True)
    taken = task_record("ordinary", "Again", prompt="Something else.").model_dump_json(by_alias=True)
    bad = json.dumps({"schema": "assay.task/v1", "id": "x", HOSTILE: 1})
    status, text = upload(world, [good, "{", taken, bad], "import")
    assert status == 422
    assert "3 record" in text
    assert {"line 2", "line 4", "'ordinary'"} <= {part for part in ("line 2", "line 4", "'ordinary'") if part in text}
    assert world.project.tasks.count() == 2

    assert upload(world, [good], "check")[0] == 200
    assert world.project.tasks.count() == 2
    assert upload(world, [good], "import")[0] == 302
    assert world.project.tasks.count() == 3
