"""Reads of applications, always scoped by policy."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from assay_web.accounts.models import User
from assay_web.applications.models import NO_STATES, OPEN_STATES, Application, ApplicationState
from assay_web.applications.policies import applications_decided_by, applications_of
from assay_web.applications.rules import may_try_again
from assay_web.assessments.selectors.standing import standing
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Project
from assay_web.projects.policies import Person
from assay_web.projects.selectors.fitting import requirements_of

SHOWN = 200


def my_applications(user: User) -> list[Application]:
    """All of this person's applications, the newest first."""
    found = applications_of(user).select_related("project", "project__requirements")
    return list(found.order_by("-applied_at", "-pk")[:SHOWN])


def open_application(user: User, project: Project) -> Application | None:
    """The one on which something is still to happen; None for none."""
    return applications_of(user).filter(project=project, state__in=OPEN_STATES).first()


def again_on(user: User, project: Project) -> date | None:
    """The day from which this person may apply to the project again; None when they may now."""
    last = applications_of(user).filter(project=project, state__in=NO_STATES).order_by("-changed_at").first()
    if last is None:
        return None
    until = standing(user, project).until if last.state == ApplicationState.FAILED else None
    if last.state == ApplicationState.FAILED and until is None:
        return None  # the assessment's own waiting time is over
    first_day = until.date() if until else may_try_again(last.changed_at, requirements_of(project).retry_days)
    return first_day if timezone.now().date() < first_day else None


def applicants(project: Project, *, waiting: bool) -> QuerySet[Application]:
    """Applications to a project that the caller has been found to lead: those that wait for an answer, or the rest."""
    found = Application.objects.filter(project=project).select_related("user", "decided_by")
    if waiting:
        return found.filter(state=ApplicationState.APPLIED).order_by("applied_at", "pk")
    return found.exclude(state=ApplicationState.APPLIED).order_by("-changed_at", "-pk")[:SHOWN]


def get_applicant(person: Person, project: Project, application_id: UUID) -> Application:
    """One application to a project that this person leads.

    Raises:
        NotVisible: there is none, or it is their own.
    """
    found = applications_decided_by(person).filter(project=project, public_id=application_id)
    application = found.select_related("user", "project", "decided_by").first()
    if application is None:
        raise NotVisible("no such application")
    return application
