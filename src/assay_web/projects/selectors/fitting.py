"""What projects ask and a person offers, as values to match, and the projects that take applications."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfoNotFoundError

from django.db.models import QuerySet

from assay_web.accounts.models import Profile, User
from assay_web.accounts.rules import standard_offset
from assay_web.kit.visibility import NotVisible
from assay_web.projects.matching import Asked, Offered, reasons_against
from assay_web.projects.models import Hold, Project, ProjectState, Requirements


@dataclass(frozen=True)
class Opening:
    """A project that takes applications, and what stands against this person; nothing for a fit."""

    project: Project
    asked: Asked
    reasons: tuple[str, ...]


def asked_by(requirements: Requirements | None) -> Asked:
    """What the project asks; nothing where it has no requirements."""
    if requirements is None:
        return Asked()
    low, high = requirements.offset_from, requirements.offset_to
    return Asked(
        languages=requirements.languages,
        all_languages=requirements.all_languages,
        min_years=requirements.min_years,
        review_years=requirements.review_years,
        frameworks=frozenset(requirements.frameworks),
        continuous_integration=requirements.continuous_integration,
        docker=requirements.docker,
        english_words=requirements.english_words,
        hours_per_week=requirements.hours_per_week,
        offsets=None if low is None or high is None else (low, high),
    )


def offered_by(profile: Profile | None) -> Offered:
    """What the person brings; nothing while they have told nothing."""
    if profile is None:
        return Offered()
    return Offered(
        languages=profile.languages,
        review_years=profile.review_years,
        frameworks=frozenset(profile.frameworks),
        continuous_integration=frozenset(profile.continuous_integration),
        docker=profile.docker,
        english_words=len(profile.english_sample.split()),
        hours_per_week=profile.hours_per_week,
        offset=_offset(profile.time_zone),
    )


def _offset(time_zone: str) -> float:
    try:
        return standard_offset(time_zone)
    except (ZoneInfoNotFoundError, ValueError):  # a zone that the machine's list no longer has
        return 0.0


def profile_of(user: User) -> Profile | None:
    """What this person says of themselves; None while they have told nothing."""
    return Profile.objects.filter(user=user).first()


def requirements_of(project: Project) -> Requirements:
    """What a project that the caller may manage asks; one that asks nothing where none are stored."""
    return Requirements.objects.filter(project=project).first() or Requirements(project=project)


def openings_for(user: User) -> list[Opening]:
    """Projects that take applications and in which this person has no role, those that fit first, then by name."""
    offered = offered_by(profile_of(user))
    projects = taking_applications().exclude(memberships__user=user).order_by("name", "pk")
    found = [_opening(project, offered) for project in projects]
    return sorted(found, key=lambda one: bool(one.reasons))


def opening_for(user: User, slug: str) -> Opening:
    """The project called ``slug``, if it takes applications.

    Raises:
        NotVisible: it does not, or there is none; the two cannot be told apart.
    """
    project = taking_applications().filter(slug=slug).first()
    if project is None:
        raise NotVisible(f"no opening {slug!r}")
    return _opening(project, offered_by(profile_of(user)))


def taking_applications() -> QuerySet[Project]:
    """Open projects whose leads let everybody with an account apply."""
    return Project.objects.filter(state=ProjectState.OPEN, requirements__takes_applications=True).select_related(
        "requirements"
    )


def holds_on(user: User) -> QuerySet[Hold]:
    """What keeps this person from new work at the moment, by project."""
    return Hold.objects.filter(user=user, lifted_at=None).select_related("project").order_by("project__name", "pk")


def _opening(project: Project, offered: Offered) -> Opening:
    asked = asked_by(project.requirements)
    return Opening(project, asked, reasons_against(asked, offered))
