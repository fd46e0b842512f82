"""Projects that take applications, and one's own applications."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status
from pydantic import BaseModel, Field

from assay_web.accounts.api.calling import READ, REVIEW, caller
from assay_web.accounts.models import User
from assay_web.applications import services
from assay_web.applications.models import Application, ApplicationState
from assay_web.applications.selectors import again_on, my_applications, open_application
from assay_web.kit.asking import Asked
from assay_web.projects.matching import asked_in_words
from assay_web.projects.selectors import fitting

router = Router(tags=["openings"])


class OpeningRow(BaseModel):
    """A project that takes applications. ``against`` says what does not fit the caller; it is empty for a fit."""

    project: str
    name: str
    against: list[str]


class Openings(BaseModel):
    """Those that fit first."""

    items: list[OpeningRow]


class OpeningShape(OpeningRow):
    """What is asked of whoever applies, and where the caller stands."""

    asked: list[str]
    about: str = Field(description="Markdown.")
    application: ApplicationState | None
    again_on: date | None = Field(description="The day from which the caller may apply again; null: now.")


class ApplicationShape(BaseModel):
    """One's own application; ``reason`` is why the answer was no."""

    id: UUID
    project: str
    state: ApplicationState
    note: str
    reason: str
    applied_at: datetime
    changed_at: datetime


class Applications(BaseModel):
    """The newest first."""

    items: list[ApplicationShape]


class Applying(Asked):
    """A word to the lead."""

    note: str = Field(default="", max_length=2000)


@router.get("/openings", auth=READ, response=Openings, operation_id="listOpenings")
def openings(request: HttpRequest) -> Openings:
    """Projects that take applications and in which the caller has no role."""
    return Openings(items=[OpeningRow(**_row(one)) for one in fitting.openings_for(caller(request))])


@router.get("/openings/{slug:slug}", auth=READ, response=OpeningShape, operation_id="getOpening")
def opening(request: HttpRequest, slug: str) -> OpeningShape:
    """One of them."""
    return _shape(caller(request), fitting.opening_for(caller(request), slug))


@router.post("/openings/{slug:slug}/application", auth=REVIEW, response={201: ApplicationShape}, operation_id="apply")
def apply(request: HttpRequest, slug: str, payload: Applying) -> Status[ApplicationShape]:
    """Apply; who fits goes on at once, as far as the project lets them."""
    return Status(201, _application(services.apply(caller(request), slug, payload.note)))


@router.delete(
    "/openings/{slug:slug}/application", auth=REVIEW, response={204: None}, operation_id="withdrawApplication"
)
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take an application back; without one, nothing happens."""
    services.withdraw(caller(request), slug)
    return HttpResponse(status=204)


@router.get("/applications", auth=READ, response=Applications, operation_id="listApplications")
def applications(request: HttpRequest) -> Applications:
    """The caller's own."""
    return Applications(items=[_application(one) for one in my_applications(caller(request))])


def _row(one: fitting.Opening) -> dict[str, object]:
    return {"project": one.project.slug, "name": one.project.name, "against": list(one.reasons)}


def _shape(user: User, found: fitting.Opening) -> OpeningShape:
    application = open_application(user, found.project)
    return OpeningShape(
        **_row(found),
        asked=list(asked_in_words(found.asked)),
        about=found.project.requirements.about,
        application=ApplicationState(application.state) if application else None,
        again_on=again_on(user, found.project),
    )


def _application(one: Application) -> ApplicationShape:
    return ApplicationShape(
        id=one.public_id,
        project=one.project.slug,
        state=ApplicationState(one.state),
        note=one.note,
        reason=one.reason,
        applied_at=one.applied_at,
        changed_at=one.changed_at,
    )
