"""Who may do what with a project."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from assay_web.accounts.models import User
from assay_web.projects.models import Project, Role

Person = User | AnonymousUser


def led_by(person: Person) -> QuerySet[Project]:
    """The projects that this person leads; all of them for an operator, none for nobody."""
    if not isinstance(person, User):
        return Project.objects.none()
    if person.is_operator:
        return Project.objects.all()
    return Project.objects.filter(Q(memberships__user=person, memberships__role=Role.LEAD))


def is_lead(person: Person) -> bool:
    """Whether this person leads any project, or operates the instance."""
    return isinstance(person, User) and (person.is_operator or person.memberships.filter(role=Role.LEAD).exists())


def is_reviewer(person: Person) -> bool:
    """Whether this person reviews in any project."""
    return isinstance(person, User) and person.memberships.filter(role=Role.REVIEWER).exists()
