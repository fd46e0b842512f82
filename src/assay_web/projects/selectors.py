"""Reads of projects, always scoped by policy."""

from __future__ import annotations

from django.db.models import QuerySet

from assay.errors import InputError
from assay_web.accounts.models import User
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Project
from assay_web.projects.policies import Person, led_by, read_by


def projects_read_by(person: Person) -> QuerySet[Project]:
    """The projects that this person may read as a whole, by name."""
    return read_by(person).order_by("name", "pk")


def get_project(person: Person, slug: str) -> Project:
    """The project called ``slug`` if this person may manage it.

    Raises:
        NotVisible: there is none, or it is not theirs; the two cannot be told apart.
    """
    return _called(led_by(person), slug)


def get_readable_project(person: Person, slug: str) -> Project:
    """The project called ``slug`` if this person may read its reviews and export them.

    Raises:
        NotVisible: as :func:`get_project`.
    """
    return _called(read_by(person), slug)


def has_acknowledged(user: User, project: Project) -> bool:
    """Whether nothing stands between this person and a task: the guidelines as they stand have been confirmed."""
    if not project.must_acknowledge or not project.guidelines.strip():
        return True
    return project.acknowledgements.filter(user=user, version=project.guidelines_version).exists()


def _called(projects: QuerySet[Project], slug: str) -> Project:
    project = projects.filter(slug=slug).first()
    if project is None:
        raise NotVisible(f"no project {slug!r}")
    return project


def project_called(slug: str | None) -> Project:
    """The project of that slug, or the only one there is: for whoever runs the instance's command line.

    Raises:
        InputError: there is no such project, or several and no slug; the message lists those there are.
    """
    known = list(Project.objects.order_by("slug").values_list("slug", flat=True)[:20])
    if slug is None and len(known) == 1:
        slug = known[0]
    project = Project.objects.filter(slug=slug).first() if slug else None
    if project is None:
        what = f"no project {slug!r}" if slug else "which project?"
        raise InputError(what, remedy=f"give --project, one of: {', '.join(known) or '(there are none yet)'}")
    return project
