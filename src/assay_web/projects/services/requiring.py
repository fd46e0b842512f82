"""What a project asks of those who apply, and what that means for those who came by applying.

Both services write first and lock the memberships then: whichever comes second sees what the other wrote.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from assay_web.accounts.models import Profile, User
from assay_web.projects.matching import reasons_against
from assay_web.projects.models import HoldCause, Membership, Project, Requirements, Role
from assay_web.projects.selectors.fitting import asked_by, offered_by
from assay_web.projects.services.changing import locked
from assay_web.projects.services.holding import hold, lift


@transaction.atomic
def change_requirements(project: Project, values: Mapping[str, Any]) -> Requirements:
    """Store them; who came by applying and does not meet them any more gets no new work until they do.

    Raises:
        Refusal: the project is closed.
    """
    stored = locked(project)
    requirements, _ = Requirements.objects.get_or_create(project=stored)
    for name, value in values.items():
        setattr(requirements, name, value)
    requirements.save()
    recheck(Membership.objects.filter(project=stored))
    return requirements


@transaction.atomic
def store_profile(user: User, values: Mapping[str, Any]) -> Profile:
    """What a person says of themselves; projects that they came to by applying are matched with it anew."""
    profile, _ = Profile.objects.update_or_create(user=user, defaults=dict(values))
    recheck(Membership.objects.filter(user=user))
    return profile


def recheck(memberships: QuerySet[Membership]) -> None:
    """Hold or free each reviewer among them who came by applying, by what is asked and offered now.

    To be called in a transaction.
    """
    applied = memberships.filter(by_application=True, role=Role.REVIEWER)
    for one in applied.select_for_update(no_key=True, of=("self",)).select_related("project").order_by("pk"):
        profile = Profile.objects.filter(user=one.user_id).first()
        asked = asked_by(Requirements.objects.filter(project=one.project_id).first())
        reasons = reasons_against(asked, offered_by(profile))
        if reasons:
            hold(one.project, one.user_id, HoldCause.REQUIREMENTS, " ".join(reasons))
        else:
            lift(one.project, one.user_id, HoldCause.REQUIREMENTS)
