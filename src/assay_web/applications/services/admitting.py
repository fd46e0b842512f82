"""Taking an application on to its next state."""

from __future__ import annotations

from django.utils import timezone

from assay_web.applications.models import Application, ApplicationState
from assay_web.projects.models import Membership, Role
from assay_web.projects.selectors.fitting import requirements_of
from assay_web.projects.services import add_member
from assay_web.projects.services.requiring import recheck


def next_state(application: Application) -> None:
    """Admit the applicant unless a lead has to say yes. To be called in a transaction."""
    if not requirements_of(application.project).decided_by_person:
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
