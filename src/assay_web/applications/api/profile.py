"""What the caller tells of themselves."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.db import transaction
from django.http import HttpRequest
from ninja import Router
from pydantic import AfterValidator, BaseModel, Field

from assay.domain.task import Language
from assay_web.accounts.api.calling import READ, REVIEW, caller
from assay_web.accounts.models import Profile
from assay_web.accounts.rules import CONTINUOUS_INTEGRATION, FRAMEWORKS, time_zones
from assay_web.applications.services import tell_of_oneself
from assay_web.kit.asking import Asked, Years, some_of
from assay_web.kit.etags import HEEDS_IF_MATCH, require_unchanged
from assay_web.kit.visibility import NotVisible
from assay_web.projects.selectors.fitting import profile_of

router = Router(tags=["profile"])


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
    frameworks: Annotated[list[str], some_of(FRAMEWORKS)] = Field(default=[], description=", ".join(FRAMEWORKS))
    continuous_integration: Annotated[list[str], some_of(CONTINUOUS_INTEGRATION)] = Field(
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


@router.put("/profile", auth=REVIEW, response=ProfileShape, operation_id="changeProfile", openapi_extra=HEEDS_IF_MATCH)
def change(request: HttpRequest, payload: ProfileValues) -> ProfileShape:
    """Tell it anew; open applications carry it from then on."""
    user = caller(request)
    with transaction.atomic():
        stored = Profile.objects.select_for_update(no_key=True).filter(user=user).first()
        if stored is not None:
            require_unchanged(request, _shape(stored))
        return _shape(tell_of_oneself(user, payload.model_dump(mode="json")))


def _shape(one: Profile) -> ProfileShape:
    return ProfileShape(**{name: getattr(one, name) for name in ProfileShape.model_fields})
