"""Reads of projects, always scoped by policy."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import BigIntegerField, Exists, F, Func, OuterRef, QuerySet
from django.utils import timezone

from assay.errors import InputError
from assay_web.accounts.models import User
from assay_web.accounts.rules import token_hash
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Acknowledgement, Budget, Invitation, Membership, Project, ProjectState, Role
from assay_web.projects.policies import Person, led_by, read_by, reviewed_by

PAGE = 100


def projects_read_by(person: Person) -> QuerySet[Project]:
    """The projects that this person may read as a whole, by name."""
    return read_by(person).order_by("name", "pk")


def readable_projects(person: Person, after: int = 0) -> tuple[list[Project], int | None]:
    """A page of the same by age, and the key after which the next one begins; None at the end."""
    found = list(read_by(person).filter(pk__gt=after).defer("guidelines", "rubric").order_by("pk")[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


class Spending(NamedTuple):
    """A budget's limit, None where there is none, and how much is spoken for, in minor units."""

    total_minor: int | None
    committed_minor: int


def spending(project: Project) -> Spending:
    """Where the budget stands: a function of the database, which the ledger brings, knows what is spoken for."""
    committed = Func(F("project_id"), function="ledger_committed", output_field=BigIntegerField())
    return Spending(*Budget.objects.values_list("total_minor", committed).get(project=project))


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


def memberships_of(user: User) -> list[tuple[str, str]]:
    """Slug and role of the projects that this person is a member of, by slug."""
    return list(user.memberships.order_by("project__slug").values_list("project__slug", "role"))


def has_acknowledged(user: User, project: Project) -> bool:
    """Whether nothing stands between this person and a task: the guidelines as they stand have been confirmed."""
    if not project.must_acknowledge or not project.guidelines:
        return True
    return project.acknowledgements.filter(user=user, version=project.guidelines_version).exists()


def unread_guidelines(user: User) -> QuerySet[Project]:
    """The open projects in which this person reviews and has yet to confirm the guidelines as they stand."""
    read = Acknowledgement.objects.filter(project=OuterRef("pk"), user=user, version=OuterRef("guidelines_version"))
    waiting = reviewed_by(user).filter(state=ProjectState.OPEN, must_acknowledge=True).exclude(guidelines="")
    return waiting.filter(~Exists(read)).order_by("name", "pk")


def get_guidelines(user: User, slug: str) -> tuple[Project, bool]:
    """A project in which this person reviews, and whether they have confirmed its guidelines as they stand.

    Raises:
        NotVisible: as :func:`get_project`.
    """
    project = _called(reviewed_by(user), slug)
    return project, project.acknowledgements.filter(user=user, version=project.guidelines_version).exists()


def members(project: Project) -> QuerySet[Membership]:
    """Who is in a project that the caller has been found to lead, by role and address."""
    return project.memberships.select_related("user").order_by("role", "user__email")


def reviewer_in(project: Project, pseudonym: str) -> User | None:
    """The reviewer of that pseudonym who is a member of the project; None for nobody."""
    return User.objects.filter(
        pseudonym=pseudonym, memberships__project=project, memberships__role=Role.REVIEWER
    ).first()


def open_invitations(project: Project | None = None) -> QuerySet[Invitation]:
    """Invitations that can still be used: of the project, or of all of them for whoever holds a token."""
    mine = Invitation.objects.filter(used_at=None, withdrawn_at=None, expires_at__gt=timezone.now())
    found = mine if project is None else mine.filter(project=project)
    return found.select_related("project").order_by("-created_at", "-pk")


def get_invitation(token: str) -> tuple[Invitation, bool]:
    """The open invitation that this token opens, and whether its address has an account.

    Raises:
        NotVisible: there is none, or it was used, withdrawn or has run out.
    """
    invitation = open_invitations().filter(token_hash=token_hash(token)).first()
    if invitation is None:
        raise NotVisible("no such invitation")
    return invitation, User.objects.filter(email=invitation.email).exists()


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
    shown = Project.objects.filter(sealed=False)
    known = list(shown.order_by("slug").values_list("slug", flat=True)[:20])
    if slug is None and len(known) == 1:
        slug = known[0]
    project = shown.filter(slug=slug).first() if slug else None
    if project is None:
        what = f"no project {slug!r}" if slug else "which project?"
        raise InputError(what, remedy=f"give --project, one of: {', '.join(known) or '(there are none yet)'}")
    return project
