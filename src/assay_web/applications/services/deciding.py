"""What a lead does: say yes or no."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from assay_web.accounts.models import User
from assay_web.applications.models import Application, ApplicationState
from assay_web.applications.policies import applications_decided_by
from assay_web.applications.services.admitting import enter, go_on
from assay_web.kit.refusals import Conflict, Refusal
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Project


@transaction.atomic
def admit(by: User, project: Project, application_id: UUID) -> Application:
    """Say yes: the applicant goes on to the project's assessment, or is a reviewer at once where it has none.

    Raises:
        NotVisible: no such application, or it is their own.
        Conflict: it does not wait for an answer.
    """
    application = _waiting(by, project, application_id)
    application.decided_by = by
    go_on(application)
    return application


@transaction.atomic
def decline(by: User, project: Project, application_id: UUID, reason: str) -> Application:
    """Say no, with a reason that the applicant reads.

    Raises:
        NotVisible: as :func:`admit`.
        Conflict: as :func:`admit`.
        Refusal: there is no reason.
    """
    if not reason.strip():
        raise Refusal("Say why: the applicant reads it")
    application = _waiting(by, project, application_id)
    application.decided_by = by
    application.reason = reason.strip()
    enter(application, ApplicationState.DECLINED)
    return application


def _waiting(by: User, project: Project, application_id: UUID) -> Application:
    found = applications_decided_by(by).filter(project=project, public_id=application_id)
    application = found.select_for_update(of=("self",)).select_related("project", "user").first()
    if application is None:
        raise NotVisible("no such application")
    if application.state != ApplicationState.APPLIED:
        raise Conflict("This application does not wait for an answer any more")
    return application
