"""Who may settle conflicts, and who may read how they were settled."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from assay_web.accounts.models import User
from assay_web.adjudication.models import Conflict, ConflictState, Ruling
from assay_web.projects.models import Project, Role
from assay_web.projects.policies import Person
from assay_web.review.models import Assignment


def projects_adjudicated_by(person: Person) -> QuerySet[Project]:
    """Projects in which this person settles conflicts; all of them for an operator, none for nobody."""
    if not isinstance(person, User):
        return Project.objects.none()
    if person.is_operator:
        return Project.objects.all()
    return Project.objects.filter(memberships__user=person, memberships__role=Role.ADJUDICATOR)


def is_adjudicator(person: Person) -> bool:
    """Whether this person settles conflicts anywhere."""
    return isinstance(person, User) and (
        person.is_operator or person.memberships.filter(role=Role.ADJUDICATOR).exists()
    )


def open_to(person: Person) -> QuerySet[Conflict]:
    """Open conflicts that this person may rule on: not of tasks that they reviewed, not where they have ruled."""
    if not isinstance(person, User):
        return Conflict.objects.none()
    own = Assignment.objects.filter(task=OuterRef("task"), reviewer=person)
    ruled = Ruling.objects.filter(conflict=OuterRef("pk"), round=OuterRef("round"), adjudicator=person)
    return Conflict.objects.filter(
        ~Exists(own), ~Exists(ruled), project__in=projects_adjudicated_by(person), state=ConflictState.OPEN
    )


def seen_by_adjudicator(person: Person) -> QuerySet[Conflict]:
    """Conflicts of the person's projects, whatever their state, but of tasks that they reviewed."""
    if not isinstance(person, User):
        return Conflict.objects.none()
    own = Assignment.objects.filter(task=OuterRef("task"), reviewer=person)
    return Conflict.objects.filter(~Exists(own), project__in=projects_adjudicated_by(person)).exclude(
        state=ConflictState.WITHDRAWN
    )


def told_to(person: Person) -> QuerySet[Conflict]:
    """Conflicts on tasks that this person has reviewed, once they were settled; a revision under way learns nothing."""
    if not isinstance(person, User):
        return Conflict.objects.none()
    mine = Assignment.objects.filter(task=OuterRef("task"), reviewer=person, state__in=("submitted", "accepted"))
    return Conflict.objects.filter(Exists(mine), Q(state=ConflictState.CLOSED) | Q(round__gt=1)).exclude(
        state=ConflictState.WITHDRAWN
    )
