"""A lead has evidence collected, follows it, stops it and lets it go on; so does a program."""

from __future__ import annotations

from tests.web.api.conftest import Calling, calling
from tests.web.pages.world import World, read
from tests.web.tasks.working import Examining, examining, work

from assay_web.accounts.services import create_user
from assay_web.projects.services import create_project
from assay_web.tasks.collecting import PAGE, start, stop
from assay_web.tasks.models import Collection, CollectionState, CollectionWhich, Portion

ADDRESS = "/projects/concurrency/evidence/"
UNDER = "/api/v1/projects/concurrency/collections"

__all__ = ["calling", "examining"]


def test_a_lead_begins_follows_stops_and_resumes(world: World, examining: Examining) -> None:
    client = world.client(world.lead)
    assert "Nothing has been collected here" in read(client.get(ADDRESS)).text
    client.post(ADDRESS, {"which": "all", "language": "python"})
    found = Collection.objects.get()
    page = read(client.get(ADDRESS))
    assert "Everything, by the tools of today, Python" in page.text
    assert "0 of 2" in page.text
    assert page.every("progress", value="0")
    assert page.every("section", **{"hx-trigger": "every 5s"})
    client.post(ADDRESS, {"what": "stop", "collection": str(found.public_id)})
    page = read(client.get(ADDRESS))
    assert "stopped" in page.text
    assert not page.every("section", **{"hx-trigger": "every 5s"})
    assert page.every("button", name="what", value="resume")
    client.post(ADDRESS, {"what": "resume", "collection": str(found.public_id)})
    work()
    inner = client.get(ADDRESS, headers={"HX-Request": "true"})
    assert "<html" not in inner.content.decode()
    assert "done" in read(inner).text
    found.refresh_from_db()
    assert (found.state, found.examined, found.failed) == (CollectionState.DONE, 3, 0)


def test_what_cannot_be_done_is_told(world: World) -> None:
    client = world.client(world.lead)
    for form in ({}, {"which": "some"}, {"which": "all", "language": "latin"}, {"what": "sell"}, {"what": "stop"}):
        assert "could not be read" in read(client.post(ADDRESS, form, follow=True)).text
    assert not Collection.objects.exists()
    client.post(ADDRESS, {"which": "all"})
    assert "being collected already" in read(client.post(ADDRESS, {"which": "all"}, follow=True)).text


def test_a_collection_of_another_project_is_not_there(world: World) -> None:
    create_project(slug="mine", name="Mine", lead=world.lead, price_minor=1)
    other = start(world.lead, world.project, CollectionWhich.ALL)
    form = {"what": "stop", "collection": str(other.public_id)}
    assert world.client(world.lead).post("/projects/mine/evidence/", form).status_code == 404


def test_a_view_costs_the_same_however_much_there_is(world: World) -> None:
    client_costs = [world.queries(world.lead, ADDRESS)]
    for _ in range(PAGE + 2):
        stop(start(world.lead, world.project, CollectionWhich.ALL))
    last = start(world.lead, world.project, CollectionWhich.ALL)
    Portion.objects.bulk_create(Portion(collection=last, first=1, candidate_ids=[1]) for _ in range(30))
    client_costs.append(world.queries(world.lead, ADDRESS))
    assert client_costs[1] <= client_costs[0] + 1


def test_an_operator_sees_what_is_on_its_way(world: World) -> None:
    operator = create_user("operator@example.org", "correct horse battery", is_operator=True)
    assert "Tasks dealt with" not in world.page(operator, "/operations/jobs/").text
    start(world.lead, world.project, CollectionWhich.ALL)
    page = world.page(operator, "/operations/jobs/")
    assert "Tasks dealt with" in page.text
    assert ADDRESS in page.links()


def test_a_program_does_the_same(world: World, calling: Calling, examining: Examining) -> None:
    lead = calling(world.lead)
    answer = lead.post(UNDER, {"which": "all"}, content_type="application/json")
    begun = answer.json()
    assert answer.status_code == 202
    assert (begun["state"], begun["language"], begun["passed"], begun["tasks"]) == ("running", None, 0, 2)
    assert lead.post(UNDER, {}, content_type="application/json").status_code == 409
    one = f"/api/v1/collections/{begun['id']}"
    assert lead.post(f"{one}/stop").json()["state"] == "stopped"
    assert lead.post(f"{one}/stop").status_code == 409
    assert lead.post(f"{one}/resume").json()["state"] == "running"
    work()
    ended = lead.get(one).json()
    assert (ended["state"], ended["passed"], ended["examined"], ended["failed"]) == ("done", 2, 3, 0)
    assert lead.get(UNDER).json() == {"items": [ended], "next": None}
    for _ in range(PAGE):
        stop(start(world.lead, world.project, CollectionWhich.MISSING))
    page = lead.get(UNDER).json()
    assert lead.get(page["next"]).json() == {"items": [ended], "next": None}
    assert calling(world.colleague).get(one).status_code == 404
