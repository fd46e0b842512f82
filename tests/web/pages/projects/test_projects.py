"""The list of projects shows a lead their own."""

from __future__ import annotations

from tests.web.pages.world import World

from assay_web.accounts.services import create_user
from assay_web.projects.services import create_project


def test_a_lead_sees_the_rules_of_their_projects(world: World) -> None:
    create_project(slug="yen", name="Japanese", lead=world.lead, price_minor=5000, currency="JPY", overlap=3)
    page = world.page(world.lead, "/projects/")
    assert page.status == 200
    assert {"/projects/concurrency/", "/projects/yen/"} <= page.links()
    assert "$64.00" in page.text
    assert "¥5,000" in page.text


def test_a_lead_does_not_see_the_projects_of_others(world: World) -> None:
    create_project(slug="other", name="Somebody else's", lead=world.newcomer, price_minor=100)
    assert "/projects/other/" not in world.page(world.lead, "/projects/").links()


def test_whoever_leads_nothing_reads_how_that_changes(world: World) -> None:
    page = world.page(world.reviewer, "/projects/")
    assert page.status == 200
    assert "You lead no project yet" in page.text
    assert "concurrency" not in page.text


def test_an_operator_sees_all_projects(world: World) -> None:
    operator = create_user("operator@example.org", "correct horse battery", is_operator=True)
    assert "/projects/concurrency/" in world.page(operator, "/projects/").links()


def test_the_bar_shows_the_places_of_each_role(world: World) -> None:
    places = {"/queue/", "/projects/"}
    assert world.page(world.lead, "/").links() & places == {"/projects/"}
    assert world.page(world.reviewer, "/").links() & places == {"/queue/"}
    assert world.page(world.newcomer, "/").links() & places == set()
    assert world.page(None, "/").links() & places == set()


def test_the_bar_says_where_one_is(world: World) -> None:
    assert [
        one["href"] for one in world.page(world.lead, "/projects/concurrency/").every("a", **{"aria-current": "page"})
    ] == ["/projects/", "/projects/concurrency/"]
