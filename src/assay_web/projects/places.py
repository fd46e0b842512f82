"""The places of one project, beneath its name. A page module adds its own, as it does for the top bar."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from assay_web.projects.models import Project
from assay_web.projects.policies import Person, led_by, read_by


@dataclass(frozen=True, slots=True)
class ProjectPlace:
    """A link beneath a project's name. ``readers`` says whether clients, who change nothing, see it too."""

    title: str
    url_name: str
    order: int
    readers: bool = False


_PLACES: dict[str, ProjectPlace] = {}


def add_project_place(place: ProjectPlace) -> ProjectPlace:
    """Put a place beneath every project's name; its route takes the project's slug."""
    _PLACES[place.url_name] = place
    return place


def project_places(person: Person, project: Project) -> list[tuple[str, str]]:
    """Title and address of the places of this project that this person may enter, from left to right."""
    leads = led_by(person).filter(pk=project.pk).exists()
    reads = leads or read_by(person).filter(pk=project.pk).exists()
    found = [place for place in _PLACES.values() if leads or (reads and place.readers)]
    return [
        (place.title, reverse(place.url_name, args=[project.slug]))
        for place in sorted(found, key=lambda one: one.order)
    ]
