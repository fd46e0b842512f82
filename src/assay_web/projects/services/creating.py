"""Making a project, and giving people a role in it."""

from __future__ import annotations

import secrets

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from assay.errors import InputError
from assay_web.accounts.models import User
from assay_web.projects.models import EvidencePolicy, HoldCause, Membership, Project, Role
from assay_web.projects.rules import RESERVED_SLUGS
from assay_web.projects.services.holding import lift

MOST_OVERLAP = 32_000
"""People who may be handed one item."""


@transaction.atomic
def create_project(
    *,
    slug: str,
    name: str,
    lead: User,
    price_minor: int,
    currency: str = "USD",
    guidelines: str = "",
    overlap: int = 2,
    evidence_policy: str = EvidencePolicy.AFTER_FIRST_PASS,
) -> Project:
    """Make a project led by ``lead``; ``price_minor`` is the default pay of a task in minor units of ``currency``.

    Raises:
        InputError: a value is not allowed, or the slug is taken.
    """
    if slug in RESERVED_SLUGS:
        raise InputError(f"a project cannot be called {slug!r}", remedy="choose another short name")
    project = Project(
        slug=slug,
        name=name,
        price_minor=price_minor,
        currency=currency,
        guidelines=guidelines,
        overlap=overlap,
        evidence_policy=evidence_policy,
    )
    try:
        project.full_clean()
        project.save()
    except (ValidationError, IntegrityError) as error:
        raise InputError(f"project {slug!r} cannot be made: {error}") from error
    add_member(project, lead, Role.LEAD)
    return project


def add_member(project: Project, user: User, role: str, *, by_application: bool = False) -> Membership:
    """Give ``user`` a role in the project; an earlier role is replaced.

    Whoever is added by a lead's word is no longer held by requirements.
    """
    membership, _ = Membership.objects.update_or_create(
        project=project, user=user, defaults={"role": Role(role), "by_application": by_application}
    )
    if not by_application:
        lift(project, user.pk, HoldCause.REQUIREMENTS)
    return membership


def make_sealed(project: Project) -> Project:
    """A place for the items of an assessment of ``project``, whose name and guidelines they show: without members, in
    no list, at no pay, and without machine evidence, which would tell a defect from its twin.
    """
    return Project.objects.create(
        slug=secrets.token_hex(8),
        name=project.name,
        guidelines=project.guidelines,
        price_minor=0,
        currency=project.currency,
        overlap=MOST_OVERLAP,
        evidence_policy=EvidencePolicy.NEVER,
        justification_min=project.justification_min,
        rubric=project.rubric,
        sealed=True,
    )
