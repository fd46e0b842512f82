"""Items of an assessment, for the leads of its project: out of planted defects, with their figures, and retired."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile
from pydantic import BaseModel, Field

from assay.workflows.receive_plants import MOST_BYTES, receive_plants
from assay_web.accounts.api.calling import LEAD, READ, caller
from assay_web.assessments import services
from assay_web.assessments.selectors.lead import get_assessment, items_of
from assay_web.assessments.services import Added
from assay_web.kit.asking import Asked
from assay_web.kit.paging import Cursor, Page, number_after, page_of
from assay_web.kit.visibility import NotVisible

router = Router(tags=["assessments"])

_ONE = "/projects/{slug:slug}/assessments/{uuid:assessment_id}"


class AssessmentItem(BaseModel):
    """One item. ``exposure`` counts people who were given it."""

    id: int
    code: str
    title: str
    language: str
    clean: bool
    pair: bool
    operator: str
    exposure: int
    leaked: bool
    retired_because: str


class ItemsGiven(BaseModel):
    """What the items say above the code; the prompt is Markdown."""

    title: str = Field(default="Review this code", min_length=1, max_length=300)
    prompt: str = Field(min_length=1, max_length=20_000)


class Weighed(BaseModel):
    """How many items were retired."""

    retired: int


class Retirement(Asked):
    """An item is given to nobody any more, or again; ``because`` is for other leads."""

    retired: bool
    because: str = Field(default="", max_length=150)


@router.get(f"{_ONE}/items", auth=READ, response=Page[AssessmentItem], operation_id="listItems")
def items(request: HttpRequest, slug: str, assessment_id: UUID, cursor: Cursor = None) -> Page[AssessmentItem]:
    """Its items."""
    page = items_of(get_assessment(caller(request), slug, assessment_id), number_after(cursor))
    rows = [AssessmentItem.model_validate(one, from_attributes=True) for one in page.rows]
    return page_of(request, rows, page.next_cursor)


@router.post(f"{_ONE}/plants", auth=LEAD, response={201: Added}, operation_id="addItems")
def add(
    request: HttpRequest, slug: str, assessment_id: UUID, given: Form[ItemsGiven], file: File[UploadedFile]
) -> Status[Added]:
    """Send plants as ``assay plant --format json`` writes them, up to 16 MiB: each brings a defect and its twin."""
    found = get_assessment(caller(request), slug, assessment_id)
    plants = receive_plants(file.read(MOST_BYTES + 1))
    return Status(201, services.add_plants(found, plants, title=given.title, prompt=given.prompt))


@router.post(f"{_ONE}/items/{{int:item_id}}", auth=LEAD, response={204: None}, operation_id="retireItem")
def retire(request: HttpRequest, slug: str, assessment_id: UUID, item_id: int, payload: Retirement) -> HttpResponse:
    """Retire an item, or bring it back."""
    found = get_assessment(caller(request), slug, assessment_id)
    item = found.items.filter(pk=item_id).first() if item_id < 2**63 else None
    if item is None:
        raise NotVisible("no such item")
    if payload.retired:
        services.retire(item, payload.because.strip() or "Retired by a lead")
    else:
        services.bring_back(item)
    return HttpResponse(status=204)


@router.post(f"{_ONE}/figures", auth=LEAD, response=Weighed, operation_id="weighItems")
def weigh(request: HttpRequest, slug: str, assessment_id: UUID) -> Weighed:
    """Make the figures of its items anew; items that seem to have leaked are retired."""
    return Weighed(retired=services.weigh(get_assessment(caller(request), slug, assessment_id)))
