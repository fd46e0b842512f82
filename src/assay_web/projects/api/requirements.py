"""What a project asks of those who apply, for its leads."""

from __future__ import annotations

from typing import Annotated, Self

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel, Field, model_validator

from assay.domain.task import Language
from assay_web.accounts.api.calling import LEAD, READ, caller
from assay_web.accounts.rules import FRAMEWORKS
from assay_web.kit.asking import Asked, Years, some_of
from assay_web.kit.etags import HEEDS_IF_MATCH, unchanged
from assay_web.projects.matching import asked_in_words
from assay_web.projects.models import Project
from assay_web.projects.selectors import get_project
from assay_web.projects.selectors.fitting import asked_by, requirements_of
from assay_web.projects.services import change_requirements

router = Router(tags=["openings"])

_REQUIREMENTS = "/projects/{slug:slug}/requirements"

Offset = Annotated[float, Field(ge=-12, le=14, description="Hours from UTC, of standard time.")]


class NewRequirements(Asked):
    """All that is asked. What is left out is not asked."""

    takes_applications: bool = Field(default=False, description="Whether everybody with an account may apply.")
    decided_by_person: bool = True
    retry_days: int = Field(default=30, ge=0, le=365)
    about: str = Field(default="", max_length=5000, description="Markdown; what applicants read.")
    languages: dict[Language, Years] = Field(default={}, description="Years by language.")
    all_languages: bool = False
    min_years: Years = 0
    review_years: Years = 0
    frameworks: Annotated[list[str], some_of(FRAMEWORKS)] = Field(default=[], description=", ".join(FRAMEWORKS))
    continuous_integration: bool = False
    docker: bool = False
    english_words: int = Field(default=0, ge=0, le=1000)
    hours_per_week: int = Field(default=0, ge=0, le=80)
    offset_from: Offset | None = None
    offset_to: Offset | None = None

    @model_validator(mode="after")
    def _both_ends(self) -> Self:
        low, high = self.offset_from, self.offset_to
        if (low is None) != (high is None) or (low is not None and high is not None and low > high):
            msg = "offset_from and offset_to: give both in their order, or neither"
            raise ValueError(msg)
        return self


class RequirementsShape(BaseModel):
    """The requirements as they are stored; ``asked`` says them in words, as applicants read them."""

    takes_applications: bool
    decided_by_person: bool
    retry_days: int
    about: str
    languages: dict[str, int]
    all_languages: bool
    min_years: int
    review_years: int
    frameworks: list[str]
    continuous_integration: bool
    docker: bool
    english_words: int
    hours_per_week: int
    offset_from: float | None
    offset_to: float | None
    asked: list[str]


@router.get(_REQUIREMENTS, auth=READ, response=RequirementsShape, operation_id="getRequirements")
def read(request: HttpRequest, slug: str) -> RequirementsShape:
    """What the project asks, for its leads."""
    return _shape(get_project(caller(request), slug))


@router.put(
    _REQUIREMENTS,
    auth=LEAD,
    response=RequirementsShape,
    operation_id="changeRequirements",
    openapi_extra=HEEDS_IF_MATCH,
)
def change(request: HttpRequest, slug: str, payload: NewRequirements) -> RequirementsShape:
    """Replace it; who came by applying and does not meet it any more gets no new work until they do."""
    with unchanged(request, get_project(caller(request), slug), _shape) as stored:
        change_requirements(stored, payload.model_dump(mode="json"))
    return _shape(stored)


def _shape(project: Project) -> RequirementsShape:
    stored = requirements_of(project)
    same = {name: getattr(stored, name) for name in RequirementsShape.model_fields if name != "asked"}
    return RequirementsShape(**same, asked=list(asked_in_words(asked_by(stored))))
