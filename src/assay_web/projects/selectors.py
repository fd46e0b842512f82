"""Reads of projects, always scoped by policy."""

from __future__ import annotations

from django.db.models import QuerySet

from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Project
from assay_web.projects.policies import Person, led_by


def projects_led_by(person: Person) -> QuerySet[Project]:
    """The projects that this person may manage, by name."""
    return led_by(person).order_by("name", "pk")


def get_project(person: Person, slug: str) -> Project:
    """The project called ``slug`` if this person may manage it.

    Raises:
        NotVisible: there is none, or it is not theirs; the two cannot be told apart.
    """
    project = led_by(person).filter(slug=slug).first()
    if project is None:
        raise NotVisible(f"no project {slug!r}")
    return project
