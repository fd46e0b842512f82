"""The page of exports: a lead asks, a worker writes, the files can be had; a wrong choice is told on the form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import pytest
from tests.web.pages.world import World, read

from assay.workflows.deliver import export_formats
from assay_web.accounts.models import User
from assay_web.accounts.services import create_user
from assay_web.exchange.models import Export
from assay_web.exchange.services import run_export
from assay_web.projects.models import Project, ProjectState, Role
from assay_web.projects.services import add_member

PAGE = "/projects/concurrency/exports/"
ASK = "/projects/concurrency/export/"
CHOICE = {"file": "reviews.jsonl", "min_p": "0.75", "min_agreement": "0"}


def ask(world: World, by: User | None = None, **changes: str) -> Export:
    response = world.client(by or world.lead).post(ASK, CHOICE | changes)
    assert (response.status_code, response.headers["Location"]) == (302, PAGE)
    return Export.objects.latest("pk")


def test_from_asking_to_the_file(world: World) -> None:
    world.submit(world.reviewer, world.task)
    export = ask(world)
    waiting = world.page(world.lead, PAGE)
    assert "waiting for a worker" in waiting.text
    assert waiting.every("section", **{"hx-trigger": "every 2s"})
    run_export(export.pk)
    page = world.page(world.lead, PAGE)
    assert not page.every("section", **{"hx-trigger": "every 2s"})
    assert "1 task, 1 review" in page.text
    (address,) = (one for one in page.links() if one.endswith(".jsonl"))
    response = world.client(world.lead).get(address)
    assert b"".join(cast("Iterable[bytes]", response)).count(b"\n") == 1
    assert response.headers["Content-Disposition"] == "attachment; filename*=UTF-8''concurrency-reviews.jsonl"
    assert {one.rpartition(".")[2] for one in page.links() if "/exports/" in one and one != PAGE} == {
        "jsonl",
        "md",
        "json",
    }


def test_the_list_alone_comes_back_when_the_page_asks(world: World) -> None:
    ask(world)
    answer = world.client(world.lead).get(PAGE, headers={"HX-Request": "true"}).content.decode()
    assert answer.startswith('<section class="as-card" id="exports"')
    assert "<html" not in answer


def test_a_lead_can_cancel(world: World) -> None:
    export = ask(world)
    world.client(world.lead).post(f"/exports/{export.public_id}/cancel/")
    assert "cancelled" in world.page(world.lead, PAGE).text


@pytest.fixture
def client(world: World) -> User:
    person = create_user("client@example.org", "correct horse battery")
    add_member(world.project, person, Role.CLIENT)
    return person


def test_a_client_of_an_open_project_neither_starts_exports_nor_has_those_of_others(world: World, client: User) -> None:
    world.submit(world.reviewer, world.task)
    export = ask(world)
    run_export(export.pk)
    page = world.page(client, PAGE)
    assert "You can export once the project is closed" in page.text
    assert not page.every("form", action=ASK)
    assert not [one for one in page.links() if str(export.public_id) in one]
    browser = world.client(client)
    refused = read(browser.post(ASK, CHOICE))
    assert (refused.status, "once the project is closed" in refused.text) == (403, True)
    assert browser.get(f"/exports/{export.public_id}/concurrency-reviews.jsonl").status_code == 404
    assert str(export.public_id) not in browser.get(PAGE, headers={"HX-Request": "true"}).content.decode()
    assert Export.objects.get() == export


def test_a_former_lead_has_no_export_of_an_open_project(world: World, client: User) -> None:
    membership = world.project.memberships.get(user=client)
    membership.role = Role.LEAD
    membership.save()
    own = ask(world, by=client)
    membership.role = Role.CLIENT
    membership.save()
    assert world.client(client).post(f"/exports/{own.public_id}/cancel/").status_code == 404
    run_export(own.pk)
    assert world.client(client).get(f"/exports/{own.public_id}/concurrency-reviews.jsonl").status_code == 404


def test_a_client_exports_once_the_project_is_closed_but_stops_nobody_elses(world: World, client: User) -> None:
    Project.objects.update(state=ProjectState.CLOSED)
    theirs = ask(world)
    assert not world.page(client, PAGE).every("form", action=f"/exports/{theirs.public_id}/cancel/")
    assert world.client(client).post(f"/exports/{theirs.public_id}/cancel/").status_code == 404
    own = ask(world, by=client)
    assert world.page(client, PAGE).every("form", action=f"/exports/{own.public_id}/cancel/")
    world.client(client).post(f"/exports/{own.public_id}/cancel/")
    assert [one.state for one in Export.objects.order_by("pk")] == ["queued", "cancelled"]


def test_secrets_are_told_beside_the_file(world: World) -> None:
    world.submit(world.reviewer, world.task, findings=[])
    export = ask(world)
    run_export(export.pk)
    export.refresh_from_db()
    assert export.manifest is not None
    export.manifest["sensitive"] = {"AWS key": {"rows": 2, "first": ["x row 1: AKIA…<b>"]}}
    export.save()
    page = world.page(world.lead, PAGE)
    assert "2 rows with what looks like: AWS key" in page.text
    assert "<b>" not in page.html


@pytest.mark.parametrize("choice", ["", "reviews.parquet", "reviews.exe", "../../etc/passwd", "no-such.jsonl"])
def test_a_file_that_no_format_can_make_is_refused_on_the_form(world: World, choice: str) -> None:
    page = read(world.client(world.lead).post(ASK, CHOICE | {"file": choice}))
    assert page.status == 422
    assert page.every("select", name="file")[0]["aria-invalid"] == "true"
    assert not Export.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"), [("since", "yesterday"), ("min_p", "0.2"), ("last_day", "soon"), ("language", "cobol")]
)
def test_other_wrong_values_too(world: World, field: str, value: str) -> None:
    page = read(world.client(world.lead).post(ASK, CHOICE | {field: value}))
    assert page.status == 422
    assert 'aria-invalid="true"' in page.html


def test_only_what_the_formats_can_do_is_offered(world: World) -> None:
    offered = {one["value"] for one in world.page(world.lead, PAGE).every("option")}
    files = {one.name + ending for one in export_formats() for ending in one.endings}
    assert files <= offered
    assert {"reviews.jsonl", "sarif.sarif", "trl-preference.parquet"} <= files


def test_a_file_that_is_not_there(world: World) -> None:
    export = ask(world)
    run_export(export.pk)
    for name in ("none.jsonl", "..%2f..%2fetc%2fpasswd", "concurrency-reviews.jsonl%00"):
        assert world.client(world.lead).get(f"/exports/{export.public_id}/{name}").status_code == 404


@pytest.mark.parametrize("person", ["reviewer", "newcomer"])
def test_others_find_nothing(world: World, person: str) -> None:
    export = ask(world)
    run_export(export.pk)
    client = world.client(getattr(world, person))
    assert client.get(PAGE).status_code == 404
    assert client.post(ASK, CHOICE).status_code == 404
    assert client.get(f"/exports/{export.public_id}/concurrency-reviews.jsonl").status_code == 404
    assert client.post(f"/exports/{export.public_id}/cancel/").status_code == 404
