"""The tabs of a project: one per area, with the places of the present one beneath."""

from __future__ import annotations

from assay_web.projects.places import Area, ProjectPlace, links

PLACES = [
    ProjectPlace(Area.OVERVIEW, "Overview", "project", order=10),
    ProjectPlace(Area.EVIDENCE, "Sources", "insight_sources", order=10),
    ProjectPlace(Area.EVIDENCE, "Rules", "insight_rules", order=20),
    ProjectPlace(Area.MONEY, "Money", "project_money", order=10),
]


def test_an_area_leads_to_its_first_place() -> None:
    tabs, _ = links(PLACES, "p", "/projects/p/money/")
    assert [(tab.title, tab.url, tab.here) for tab in tabs] == [
        ("Overview", "/projects/p/", False),
        ("Evidence", "/projects/p/sources/", False),
        ("Money", "/projects/p/money/", True),
    ]


def test_beneath_stand_the_places_of_the_present_area() -> None:
    _, beneath = links(PLACES, "p", "/projects/p/rules/")
    assert [(place.title, place.here) for place in beneath] == [("Sources", False), ("Rules", True)]


def test_a_page_below_a_place_is_that_places_own() -> None:
    tabs, beneath = links(PLACES, "p", "/projects/p/rules/answers/")
    assert [tab.title for tab in tabs if tab.here] == ["Evidence"]
    assert [place.title for place in beneath if place.here] == ["Rules"]


def test_a_page_of_no_place_belongs_to_the_overview() -> None:
    tabs, beneath = links(PLACES, "p", "/projects/p/reviews/7/")
    assert [tab.title for tab in tabs if tab.here] == ["Overview"]
    assert [place.title for place in beneath] == ["Overview"]


def test_a_path_outside_the_project_marks_nothing() -> None:
    tabs, beneath = links(PLACES, "p", "/elsewhere/")
    assert not any(tab.here for tab in tabs)
    assert not beneath
