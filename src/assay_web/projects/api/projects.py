"""``/api/v1/projects``: listing, making, reading and changing projects."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import BaseModel, Field

from assay.errors import InputError
from assay_web.accounts.api.calling import LEAD, READ, caller
from assay_web.kit.asking import Asked, MinorUnits
from assay_web.kit.etags import HEEDS_IF_MATCH, unchanged
from assay_web.kit.paging import Cursor, Page, number_after, page_of
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import EvidencePolicy, Project, ProjectState
from assay_web.projects.policies import may_create
from assay_web.projects.selectors import get_project, get_readable_project, readable_projects
from assay_web.projects.services import Settings, change_settings, create_project
from assay_web.projects.services.changing import Tier

router = Router(tags=["projects"])

Overlap = Annotated[int, Field(ge=1, le=20)]


class ProjectSummary(BaseModel):
    """A project, as its clients and leads see it."""

    slug: str
    name: str
    state: ProjectState
    currency: str
    deadline: date | None
    created_at: datetime


class NewProject(Asked):
    """What a project cannot do without; all else can be changed afterwards."""

    slug: str = Field(min_length=1, max_length=80, pattern=r"^[-a-zA-Z0-9_]+$")
    name: str = Field(min_length=1, max_length=200)
    currency: str = Field(default="USD", pattern=r"^[A-Z]{3}$", description="It never changes.")
    price_minor: MinorUnits
    overlap: Overlap = 2
    evidence_policy: EvidencePolicy = EvidencePolicy.AFTER_FIRST_PASS


class TierShape(Asked):
    """What a task pays that is expected to take at most so many minutes."""

    name: str = Field(min_length=1, max_length=60)
    up_to_minutes: int = Field(ge=1, le=10_000)
    price_minor: MinorUnits


class ProjectSettings(BaseModel):
    """All that the leads of a project set; money in minor units of its currency."""

    name: str
    state: ProjectState
    evidence_policy: EvidencePolicy
    overlap: int
    overlap_max: int | None
    lease_minutes: int
    justification_min: int
    deadline: date | None
    price_minor: int
    budget_minor: int | None
    tiers: list[TierShape]


class ChangedSettings(Asked):
    """What is to be changed; what is left out stays. ``closed`` is for good."""

    name: str = Field(default="", min_length=1, max_length=200)
    state: ProjectState = ProjectState.OPEN
    evidence_policy: EvidencePolicy = EvidencePolicy.AFTER_FIRST_PASS
    overlap: Overlap = 1
    overlap_max: Annotated[int, Field(ge=2, le=20)] | None = None
    lease_minutes: int = Field(default=5, ge=5, le=60 * 24 * 30)
    justification_min: int = Field(default=0, ge=0, le=5000)
    deadline: date | None = None
    price_minor: MinorUnits = 0
    budget_minor: MinorUnits | None = None
    tiers: list[TierShape] = Field(default=[], max_length=12)


@router.get("/projects", auth=READ, response=Page[ProjectSummary], operation_id="listProjects")
def projects(request: HttpRequest, cursor: Cursor = None) -> Page[ProjectSummary]:
    """The projects that the caller leads or may read as a client, the oldest first."""
    found, key = readable_projects(caller(request), number_after(cursor))
    return page_of(request, [_summary(one) for one in found], key)


@router.post("/projects", auth=LEAD, response={201: ProjectSummary}, operation_id="createProject")
def create(request: HttpRequest, payload: NewProject) -> Status[ProjectSummary]:
    """Make a project that the caller leads."""
    user = caller(request)
    if not may_create(user):
        raise NotVisible("making projects is for leads")
    return Status(201, _summary(create_project(lead=user, **payload.model_dump())))


@router.get("/projects/{slug:slug}", auth=READ, response=ProjectSummary, operation_id="getProject")
def read(request: HttpRequest, slug: str) -> ProjectSummary:
    """One project."""
    return _summary(get_readable_project(caller(request), slug))


@router.get("/projects/{slug:slug}/settings", auth=READ, response=ProjectSettings, operation_id="getSettings")
def read_settings(request: HttpRequest, slug: str) -> ProjectSettings:
    """What its leads have set."""
    return _settings(get_project(caller(request), slug))


@router.patch(
    "/projects/{slug:slug}/settings",
    auth=LEAD,
    response=ProjectSettings,
    operation_id="changeSettings",
    openapi_extra=HEEDS_IF_MATCH,
)
def change(request: HttpRequest, slug: str, payload: ChangedSettings) -> ProjectSettings:
    """Change some of them, pause the project or close it."""
    with unchanged(request, get_project(caller(request), slug), _settings) as stored:
        before = _settings(stored)
        wanted = before.model_copy(update={name: getattr(payload, name) for name in payload.model_fields_set})
        if wanted.overlap_max is not None and wanted.overlap_max <= wanted.overlap:
            raise InputError("overlap_max is not more than overlap", remedy="give more, or null for a fixed overlap")
        values = {name: getattr(wanted, name) for name in ProjectSettings.model_fields if name != "tiers"}
        tiers = [Tier(one.name, one.up_to_minutes, one.price_minor) for one in wanted.tiers]
        change_settings(stored, Settings(**values), tiers)
    return _settings(get_project(caller(request), slug))


def _summary(project: Project) -> ProjectSummary:
    return ProjectSummary(
        slug=project.slug,
        name=project.name,
        state=ProjectState(project.state),
        currency=project.currency,
        deadline=project.deadline,
        created_at=project.created_at,
    )


def _settings(project: Project) -> ProjectSettings:
    same = {name: getattr(project, name) for name in ProjectSettings.model_fields if hasattr(project, name)}
    tiers = project.price_tiers.values("name", "up_to_minutes", "price_minor")
    return ProjectSettings(**same, budget_minor=project.budget.total_minor, tiers=[TierShape(**one) for one in tiers])
