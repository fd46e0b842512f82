"""Taking an application on to its next state: the lead's word, the assessment, the role."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from assay_web.applications.models import Application, ApplicationState
from assay_web.assessments.selectors.standing import StandingState, standing
from assay_web.assessments.services import begin
from assay_web.projects.models import Membership, Role
from assay_web.projects.selectors.fitting import requirements_of
from assay_web.projects.services import add_member
from assay_web.projects.services.requiring import recheck

_UNDER_WAY = frozenset({StandingState.RUNNING, StandingState.GRADING})


def next_state(application: Application) -> None:
    """Go on, unless a lead has to say yes first. To be called in a transaction."""
    if not requirements_of(application.project).decided_by_person:
        go_on(application)


def go_on(application: Application) -> None:
    """On to the project's assessment; without one, or with one passed before, the applicant is a reviewer at once."""
    shown = standing(application.user, application.project)
    if shown.offered:
        begin(application.user, application.project)
    if shown.offered or shown.state in _UNDER_WAY:
        enter(application, ApplicationState.ASSESSMENT)
    else:
        make_member(application)


def make_member(application: Application) -> None:
    """Give the applicant the role of a reviewer, which the project's requirements go on to hold."""
    if not application.project.memberships.filter(user=application.user).exists():
        add_member(application.project, application.user, Role.REVIEWER, by_application=True)
    recheck(Membership.objects.filter(project=application.project, user=application.user))
    enter(application, ApplicationState.MEMBER)


def enter(application: Application, state: str) -> None:
    """Begin a state."""
    application.state = state
    application.changed_at = timezone.now()
    application.save(update_fields=["state", "changed_at", "reason", "decided_by"])


@transaction.atomic
def follow_assessments() -> int:
    """Note what became of assessments, also where a no was taken back, or an appeal turned it into a yes. Answers how
    many applications have moved on.
    """
    waiting = Application.objects.filter(state__in=(ApplicationState.ASSESSMENT, ApplicationState.FAILED))
    locked = waiting.select_for_update(of=("self",), skip_locked=True).select_related("project", "user").order_by("pk")
    return sum(_follow(one) for one in locked)


def _follow(application: Application) -> bool:
    state = standing(application.user, application.project).state
    if state is StandingState.PASSED and _is_last(application):
        make_member(application)
        return True
    if application.state == ApplicationState.FAILED and state in _UNDER_WAY and _is_last(application):
        application.reason = ""  # the no was taken back: the attempt goes on
        enter(application, ApplicationState.ASSESSMENT)
        return True
    failed = state in {StandingState.FAILED, StandingState.APPEALED, StandingState.NONE}
    if failed and application.state == ApplicationState.ASSESSMENT:
        application.reason = "The assessment was not passed; its result page says what was found, missed and invented."
        enter(application, ApplicationState.FAILED)
        return True
    return False


def _is_last(application: Application) -> bool:
    later = Application.objects.filter(project=application.project, user=application.user, pk__gt=application.pk)
    return not later.exists()
