"""Who may see and do what with assessments."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from assay_web.accounts.models import User
from assay_web.assessments.models import LIVE, Assessment, Attempt, Doubt, Judgement
from assay_web.projects.models import Project, Role
from assay_web.projects.policies import Person, is_operator, led_by


def attempts_of(person: Person) -> QuerySet[Attempt]:
    """The person's own attempts."""
    if not isinstance(person, User):
        return Attempt.objects.none()
    return Attempt.objects.filter(person=person)


def assessments_led_by(person: Person) -> QuerySet[Assessment]:
    """Assessments of the projects that this person leads."""
    return Assessment.objects.filter(project__in=led_by(person))


def judged_by(person: Person) -> QuerySet[Project]:
    """Projects whose attempts this person judges where the machine cannot: leads, adjudicators, operators."""
    if not isinstance(person, User):
        return Project.objects.none()
    if is_operator(person):
        return Project.objects.filter(sealed=False)
    return Project.objects.filter(memberships__user=person, memberships__role__in=(Role.LEAD, Role.ADJUDICATOR))


def judges_anywhere(person: Person) -> bool:
    """Whether there is a project whose attempts this person judges."""
    return judged_by(person).exists()


def doubts_open_to(person: Person) -> QuerySet[Doubt]:
    """What this person may judge now: not of their own attempt, not judged by them yet, and still of consequence."""
    if not isinstance(person, User):
        return Doubt.objects.none()
    judged = Judgement.objects.filter(doubt=OuterRef("pk"), judge=person)
    return Doubt.objects.filter(
        ~Exists(judged),
        settled_at=None,
        attempt__state__in=LIVE,
        attempt__assessment__project__in=judged_by(person),
    ).exclude(attempt__person=person)


def has_attempts(person: Person) -> bool:
    """Whether there is anything for this person on the page of assessments."""
    return attempts_of(person).exists()
