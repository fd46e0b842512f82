"""The places of one project, beneath its name. A page module adds its own, as it does for the top bar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from django.urls import reverse

from assay_web.projects.models import Project
from assay_web.projects.policies import Person, led_by, read_by


class Area(StrEnum):
    """What a project's places are about, from left to right. Each has a tab; its places stand beneath."""

    OVERVIEW = "Overview"
    DATA = "Data"
    QUALITY = "Quality"
    EVIDENCE = "Evidence"
    MODELS = "Models"
    PEOPLE = "People"
    MONEY = "Money"
    SETTINGS = "Settings"


@dataclass(frozen=True, slots=True)
class ProjectPlace:
    """A page of a project. ``order`` counts within its area; clients, who change nothing, see those for readers."""

    area: Area
    title: str
    url_name: str
    order: int
    readers: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A title, where it leads, and whether the reader is there."""

    title: str
    url: str
    here: bool


_PLACES: dict[str, ProjectPlace] = {}
_FROM_THE_LEFT = {area: at for at, area in enumerate(Area)}


def add_project_place(place: ProjectPlace) -> ProjectPlace:
    """Put a place beneath every project's name; its route takes the project's slug."""
    _PLACES[place.url_name] = place
    return place


def project_places(person: Person, project: Project) -> list[ProjectPlace]:
    """The places of this project that this person may enter, from left to right."""
    leads = led_by(person).filter(pk=project.pk).exists()
    reads = leads or read_by(person).filter(pk=project.pk).exists()
    found = (place for place in _PLACES.values() if leads or (reads and place.readers))
    return sorted(found, key=lambda place: (_FROM_THE_LEFT[place.area], place.order))


def links(places: Iterable[ProjectPlace], slug: str, path: str) -> tuple[list[Link], list[Link]]:
    """The tabs of the areas, each leading to its first place, and the places of the area in which ``path`` lies.

    ``path`` belongs to the place whose address is the longest that it begins with: pages below a place are its own.
    """
    with_urls = [(place, reverse(place.url_name, args=[slug])) for place in places]
    here = max(
        ((place, url) for place, url in with_urls if path.startswith(url)), key=lambda one: len(one[1]), default=None
    )
    area = here and here[0].area
    tabs = [Link(of, next(inside)[1], of == area) for of, inside in groupby(with_urls, key=lambda one: one[0].area)]
    beneath = [Link(place.title, url, (place, url) == here) for place, url in with_urls if place.area == area]
    return tabs, beneath
