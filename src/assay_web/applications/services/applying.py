"""What a person does to get in: tell of themselves, apply, withdraw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from assay_web.accounts.models import Profile, User
from assay_web.applications.models import OPEN_STATES, Application, ApplicationState
from assay_web.applications.policies import applications_of
from assay_web.applications.selectors import again_on, open_application
from assay_web.applications.services.admitting import next_state
from assay_web.kit.refusals import Refusal
from assay_web.projects.selectors.fitting import opening_for, profile_of
from assay_web.projects.services import store_profile

_COPIED = (
    "languages",
    "review_years",
    "frameworks",
    "continuous_integration",
    "docker",
    "english_sample",
    "time_zone",
    "hours_per_week",
)


@transaction.atomic
def tell_of_oneself(user: User, values: Mapping[str, Any]) -> Profile:
    """Store the profile. Applications on which something is still to happen carry it from then on."""
    profile = store_profile(user, values)
    applications_of(user).filter(state__in=OPEN_STATES).update(profile=copy_of(profile))
    return profile


@transaction.atomic
def apply(user: User, slug: str, note: str) -> Application:
    """Apply to the project called ``slug``. Who fits goes on at once, as far as the project lets them.

    Raises:
        NotVisible: no such project takes applications.
        Refusal: there is no profile yet, the person does not fit, has a role or an application there, or has to wait.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # one application of a person at a time
    opening = opening_for(user, slug)
    project, profile = opening.project, profile_of(user)
    if profile is None:
        raise Refusal("Tell what you know first; projects are matched with that")
    if project.memberships.filter(user=user).exists():
        raise Refusal("You have a role in this project already")
    if opening.reasons:
        raise Refusal(" ".join(opening.reasons).rstrip("."))
    if open_application(user, project) is not None:
        raise Refusal("You have applied to this project already")
    if day := again_on(user, project):
        raise Refusal(f"You may apply to this project again from {day:%d %B %Y} on; other projects are open to you now")
    now = timezone.now()
    application = Application.objects.create(
        project=project,
        user=user,
        state=ApplicationState.APPLIED,
        profile=copy_of(profile),
        note=note,
        applied_at=now,
        changed_at=now,
    )
    next_state(application)
    return application


@transaction.atomic
def withdraw(user: User, slug: str) -> None:
    """Take an application back; without one, nothing happens."""
    found = applications_of(user).filter(project__slug=slug, state__in=OPEN_STATES)
    for one in found.select_for_update(of=("self",)):
        one.state = ApplicationState.WITHDRAWN
        one.changed_at = timezone.now()
        one.save(update_fields=["state", "changed_at"])


def copy_of(profile: Profile) -> dict[str, Any]:
    """What an application carries of it."""
    return {name: getattr(profile, name) for name in _COPIED}
