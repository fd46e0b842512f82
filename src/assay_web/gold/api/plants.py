"""Planted tasks of a project, for its leads alone: how many, which, and what they showed."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Query, Router, Status
from ninja.files import UploadedFile
from pydantic import BaseModel, Field

from assay.workflows.receive_plants import MOST_BYTES, receive_plants
from assay_web.accounts.api.calling import LEAD, READ, caller
from assay_web.gold import selectors, services
from assay_web.gold.models import Consequence
from assay_web.gold.selectors import PersonRow, PlantRow, SkillRow, Stock
from assay_web.kit.asking import Asked
from assay_web.kit.etags import HEEDS_IF_MATCH, unchanged
from assay_web.kit.paging import Cursor, Page, number_after, page_of
from assay_web.projects.models import Project
from assay_web.projects.selectors import get_project

router = Router(tags=["gold"])

_GOLD = "/projects/{slug:slug}/gold"


class GoldShape(BaseModel):
    """How many plants there are, and what those among the tasks showed of reviewers."""

    stock: Stock
    people: list[PersonRow]
    skills: list[SkillRow]


class GoldPolicyShape(Asked):
    """Planted tasks per cent of work, and what follows when somebody has become worse."""

    percent: int = Field(ge=0, le=50)
    consequence: Consequence


class PlantsGiven(BaseModel):
    """What the tasks of the plants say; the prompt is Markdown."""

    title: str = Field(min_length=1, max_length=300)
    prompt: str = Field(min_length=1, max_length=20_000)


class PlantsAdded(BaseModel):
    """How many are new, and how many were here already."""

    added: int
    known: int


class PlantRetirement(Asked):
    """The task of a plant is given to nobody any more, or again; ``because`` is for other leads."""

    plant: str = Field(min_length=1, max_length=64)
    retired: bool
    because: str = Field(default="", max_length=200)


PlantId = Annotated[str, Query(min_length=1, max_length=64, description="The plant's id.")]


@router.get(_GOLD, auth=READ, response=GoldShape, operation_id="getGold")
def gold(request: HttpRequest, slug: str) -> GoldShape:
    """For the project's leads; people go by their pseudonyms."""
    project = get_project(caller(request), slug)
    return GoldShape(stock=selectors.stock(project), people=selectors.people(project), skills=selectors.skills(project))


@router.get(f"{_GOLD}/policy", auth=READ, response=GoldPolicyShape, operation_id="getGoldPolicy")
def policy(request: HttpRequest, slug: str) -> GoldPolicyShape:
    """How much gold there is to be, and what follows a flag."""
    return _policy(get_project(caller(request), slug))


@router.put(
    f"{_GOLD}/policy",
    auth=LEAD,
    response=GoldPolicyShape,
    operation_id="changeGoldPolicy",
    openapi_extra=HEEDS_IF_MATCH,
)
def change_policy(request: HttpRequest, slug: str, payload: GoldPolicyShape) -> GoldPolicyShape:
    """Change both; the share holds for later imports, and for everybody's work from now on."""
    with unchanged(request, get_project(caller(request), slug), _policy) as stored:
        services.change_policy(stored, percent=payload.percent, consequence=payload.consequence)
        stored.refresh_from_db()
    return _policy(stored)


@router.get(f"{_GOLD}/plants", auth=READ, response=Page[PlantRow], operation_id="listPlants")
def plants(request: HttpRequest, slug: str, cursor: Cursor = None) -> Page[PlantRow]:
    """The project's plants in the order in which they were added."""
    rows, key = selectors.plants(get_project(caller(request), slug), number_after(cursor))
    return page_of(request, rows, key)


@router.post(f"{_GOLD}/plants", auth=LEAD, response={201: PlantsAdded}, operation_id="addPlants")
def add(request: HttpRequest, slug: str, given: Form[PlantsGiven], file: File[UploadedFile]) -> Status[PlantsAdded]:
    """Send plants as ``assay plant --format json`` writes them, up to 16 MiB; they come in with the next imports."""
    user = caller(request)
    project = get_project(user, slug)
    found = receive_plants(file.read(MOST_BYTES + 1))
    added = services.add_plants(user, project, found, title=given.title, prompt=given.prompt)
    return Status(201, PlantsAdded(added=added, known=len({one.id for one in found}) - added))


@router.delete(f"{_GOLD}/plants", auth=LEAD, response={204: None}, operation_id="withdrawPlant")
def withdraw(request: HttpRequest, slug: str, plant: PlantId) -> HttpResponse:
    """Take a plant back that still waits; 409 for one that is among the tasks."""
    services.withdraw_plant(get_project(caller(request), slug), plant)
    return HttpResponse(status=204)


@router.post(f"{_GOLD}/retirements", auth=LEAD, response={204: None}, operation_id="retirePlant")
def retire(request: HttpRequest, slug: str, payload: PlantRetirement) -> HttpResponse:
    """Retire a plant that is among the tasks, or bring it back; 409 for one that waits. Whoever has its task in hand
    goes on, and what it showed stays.
    """
    project = get_project(caller(request), slug)
    if payload.retired:
        services.retire_plant(project, payload.plant, payload.because)
    else:
        services.bring_back_plant(project, payload.plant)
    return HttpResponse(status=204)


def _policy(project: Project) -> GoldPolicyShape:
    return GoldPolicyShape(percent=project.gold_percent, consequence=Consequence(selectors.consequence_of(project)))
