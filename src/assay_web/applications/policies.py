"""Who may see and decide applications."""

from __future__ import annotations

from django.db.models import QuerySet

from assay_web.accounts.models import User
from assay_web.applications.models import Application
from assay_web.projects.policies import Person, is_operator, led_by


def applications_of(person: Person) -> QuerySet[Application]:
    """The person's own applications."""
    if not isinstance(person, User):
        return Application.objects.none()
    return Application.objects.filter(user=person)


def applications_decided_by(person: Person) -> QuerySet[Application]:
    """Applications to projects that this person leads. Nobody decides on their own."""
    if not isinstance(person, User):
        return Application.objects.none()
    return Application.objects.filter(project__in=led_by(person)).exclude(user=person)


def may_apply(person: Person) -> bool:
    """Whoever works for themselves here; an operator runs the instance."""
    return isinstance(person, User) and not is_operator(person)
