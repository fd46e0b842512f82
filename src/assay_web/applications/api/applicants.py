"""Who applies to a project, for its leads."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel, Field

from assay_web.accounts.api.calling import LEAD, READ, caller
from assay_web.applications import services
from assay_web.applications.models import Application, ApplicationState
from assay_web.applications.selectors import applicants as applicants_of
from assay_web.applications.selectors import get_applicant
from assay_web.kit.asking import Asked
from assay_web.projects.selectors import get_project

router = Router(tags=["people"])


class ApplicantShape(BaseModel):
    """An application as its lead reads it. ``profile`` is what the applicant told when they applied."""

    id: UUID
    email: str
    name: str
    state: ApplicationState
    note: str
    reason: str
    profile: dict[str, object]
    applied_at: datetime
    changed_at: datetime


class Applicants(BaseModel):
    """Those who wait for an answer, the oldest first, and then what became of the others."""

    items: list[ApplicantShape]


class ApplicantAnswer(Asked):
    """ApplicantAnswer or no; a no needs its reason, which the applicant reads."""

    admit: bool
    reason: str = Field(default="", max_length=2000)


@router.get("/projects/{slug:slug}/applicants", auth=READ, response=Applicants, operation_id="listApplicants")
def applicants(request: HttpRequest, slug: str) -> Applicants:
    """Everybody who applied."""
    project = get_project(caller(request), slug)
    found = [*applicants_of(project, waiting=True), *applicants_of(project, waiting=False)]
    return Applicants(items=[_shape(one) for one in found])


@router.get(
    "/projects/{slug:slug}/applicants/{uuid:application_id}",
    auth=READ,
    response=ApplicantShape,
    operation_id="getApplicant",
)
def applicant(request: HttpRequest, slug: str, application_id: UUID) -> ApplicantShape:
    """One of them."""
    user = caller(request)
    return _shape(get_applicant(user, get_project(user, slug), application_id))


@router.post(
    "/projects/{slug:slug}/applicants/{uuid:application_id}/answer",
    auth=LEAD,
    response=ApplicantShape,
    operation_id="answerApplicant",
)
def answer(request: HttpRequest, slug: str, application_id: UUID, payload: ApplicantAnswer) -> ApplicantShape:
    """Say yes: they go on to the assessment, or to the tasks at once; or say no. 409 when it was answered before."""
    user = caller(request)
    project = get_project(user, slug)
    if payload.admit:
        return _shape(services.admit(user, project, application_id))
    return _shape(services.decline(user, project, application_id, payload.reason))


def _shape(one: Application) -> ApplicantShape:
    return ApplicantShape(
        id=one.public_id,
        email=one.user.email,
        name=one.user.name,
        state=ApplicationState(one.state),
        note=one.note,
        reason=one.reason,
        profile=one.profile,
        applied_at=one.applied_at,
        changed_at=one.changed_at,
    )
