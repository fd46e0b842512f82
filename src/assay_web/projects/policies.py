"""Who may do what with a project."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from assay_web.accounts.models import User
from assay_web.projects.models import Project, ProjectState, Role

Person = User | AnonymousUser


def led_by(person: Person) -> QuerySet[Project]:
    """The projects that this person may change: those they lead; all of them for an operator, none for nobody."""
    return _with_role(person, Role.LEAD)


def read_by(person: Person) -> QuerySet[Project]:
    """The projects whose reviews and figures this person may read: leads', clients' and operators'."""
    return _with_role(person, Role.LEAD, Role.CLIENT)


def may_change(person: Person, project: Project) -> bool:
    """Whether this person may decide in this project, and not only read it."""
    return led_by(person).filter(pk=project.pk).exists()


def sees_origins(person: Person, project: Project) -> bool:
    """Whether this reader of the project may see models by name: its leads always, others once it is closed."""
    return bool(project.state == ProjectState.CLOSED) or may_change(person, project)


def origins_seen_by(person: Person) -> QuerySet[Project]:
    """The projects that this person reads with the origins of the candidates, as :func:`sees_origins` says of one."""
    return read_by(person).filter(Q(state=ProjectState.CLOSED) | Q(pk__in=led_by(person).values("pk"))).distinct()


def is_lead(person: Person) -> bool:
    """Whether this person leads any project, or operates the instance."""
    return _holds(person, Role.LEAD) or is_operator(person)


def reads_projects(person: Person) -> bool:
    """Whether this person may read any project as a whole."""
    return _holds(person, Role.LEAD, Role.CLIENT) or is_operator(person)


def may_create(person: Person) -> bool:
    """Whether this person may make a project: who leads one already, and operators, who make the first leads."""
    return is_lead(person)


def reviewed_by(person: Person) -> QuerySet[Project]:
    """The projects in which this person reviews, whatever their state."""
    return _as_member(person, Role.REVIEWER)


def is_reviewer(person: Person) -> bool:
    """Whether this person reviews in any project."""
    return _holds(person, Role.REVIEWER)


def is_operator(person: Person) -> bool:
    """Whether this person runs the instance."""
    return isinstance(person, User) and person.is_operator


def _with_role(person: Person, *roles: str) -> QuerySet[Project]:
    if is_operator(person):
        return Project.objects.filter(sealed=False)
    return _as_member(person, *roles)


def _as_member(person: Person, *roles: str) -> QuerySet[Project]:
    if not isinstance(person, User):
        return Project.objects.none()
    return Project.objects.filter(memberships__user=person, memberships__role__in=roles)


def _holds(person: Person, *roles: str) -> bool:
    return isinstance(person, User) and person.memberships.filter(role__in=roles).exists()
