"""What the caller tells of themselves."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Router
from pydantic import AfterValidator, BaseModel, Field

from assay.domain.task import Language
from assay_web.accounts.api.calling import READ, REVIEW, caller
from assay_web.accounts.models import Profile
from assay_web.accounts.rules import CONTINUOUS_INTEGRATION, FRAMEWORKS, time_zones
from assay_web.applications.services import tell_of_oneself
from assay_web.kit.asking import Asked
from assay_web.kit.visibility import NotVisible
from assay_web.projects.selectors.fitting import profile_of

router = Router(tags=["profile"])

Years = Annotated[int, Field(ge=0, le=60)]


def _known(names: tuple[str, ...]) -> AfterValidator:
    def check(given: list[str]) -> list[str]:
        odd = sorted(set(given) - set(names))
        if odd:
            msg = f"{odd[0]!r} is none of {', '.join(names)}"
            raise ValueError(msg)
        return list(dict.fromkeys(given))

    return AfterValidator(check)


def _zone(name: str) -> str:
    if name not in time_zones():
        msg = "is no time zone of the IANA database, such as Europe/Berlin"
        raise ValueError(msg)
    return name


class ProfileValues(Asked):
    """All that a person tells. What is left out is nothing."""

    languages: dict[Language, Years] = Field(min_length=1, description="Years by language.")
    review_years: Years = 0
    hours_per_week: int = Field(ge=1, le=80)
    time_zone: Annotated[str, AfterValidator(_zone)] = Field(default="UTC", max_length=64)
    docker: bool = False
    frameworks: Annotated[list[str], _known(FRAMEWORKS)] = Field(default=[], description=", ".join(FRAMEWORKS))
    continuous_integration: Annotated[list[str], _known(CONTINUOUS_INTEGRATION)] = Field(
        default=[], description=", ".join(CONTINUOUS_INTEGRATION)
    )
    english_sample: str = Field(default="", max_length=5000)


class ProfileShape(BaseModel):
    """The profile as it is stored."""

    languages: dict[str, int]
    review_years: int
    hours_per_week: int
    time_zone: str
    docker: bool
    frameworks: list[str]
    continuous_integration: list[str]
    english_sample: str
    updated_at: datetime


@router.get("/profile", auth=READ, response=ProfileShape, operation_id="getProfile")
def read(request: HttpRequest) -> ProfileShape:
    """The caller's own; 404 while they have told nothing."""
    stored = profile_of(caller(request))
    if stored is None:
        raise NotVisible("nothing is told yet")
    return _shape(stored)


@router.put("/profile", auth=REVIEW, response=ProfileShape, operation_id="changeProfile")
def change(request: HttpRequest, payload: ProfileValues) -> ProfileShape:
    """Tell it anew; open applications carry it from then on."""
    return _shape(tell_of_oneself(caller(request), payload.model_dump(mode="json")))


def _shape(one: Profile) -> ProfileShape:
    return ProfileShape(**{name: getattr(one, name) for name in ProfileShape.model_fields})
