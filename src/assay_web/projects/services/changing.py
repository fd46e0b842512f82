"""What a lead changes of a project: its settings, prices and budget, its guidelines, its rubric."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from assay.domain.rubric import Criterion, Rubric
from assay_web.kit.money import written
from assay_web.kit.refusals import Refusal
from assay_web.projects.models import BUDGET_CONSTRAINT, Budget, PriceTier, Project, ProjectState
from assay_web.projects.rules import rubric_id
from assay_web.projects.selectors import spending


@dataclass(frozen=True)
class Tier:
    """What a task pays that is expected to take at most ``up_to_minutes``, in minor units."""

    name: str
    up_to_minutes: int
    price_minor: int


@dataclass(frozen=True)
class Settings:
    """Everything of a project that its lead sets, but for guidelines, rubric and tiers; money in minor units."""

    name: str
    state: str
    evidence_policy: str
    overlap: int
    overlap_max: int | None
    lease_minutes: int
    justification_min: int
    deadline: date | None
    price_minor: int
    budget_minor: int | None
    """None for no limit."""


def change_settings(project: Project, settings: Settings, tiers: Sequence[Tier]) -> None:
    """Store all of it, or nothing. Prices and overlap hold for tasks that come in from then on.

    Raises:
        Refusal: the project is closed, the budget is below what is committed, or two tiers end at the same minute.
    """
    if len({one.up_to_minutes for one in tiers}) < len(tiers):
        raise Refusal("Two tiers end at the same minute; change one of them")
    try:
        with transaction.atomic():
            stored = locked(project)
            for name, value in vars(settings).items():
                if name != "budget_minor":
                    setattr(stored, name, value)
            stored.save()
            Budget.objects.filter(project=stored).update(total_minor=settings.budget_minor)
            _set_tiers(stored, tiers)
    except IntegrityError as error:
        if BUDGET_CONSTRAINT not in str(error):
            raise
        committed = written(spending(project).committed_minor, project.currency)
        raise Refusal(f"{committed} is committed already; the budget cannot be less than that") from error


@transaction.atomic
def change_guidelines(project: Project, text: str, *, must_acknowledge: bool) -> int:
    """Store the guidelines; another text is another version, which reviewers confirm anew. Answers the version.

    Raises:
        Refusal: the project is closed.
    """
    stored = locked(project)
    if text != stored.guidelines:
        stored.guidelines = text
        stored.guidelines_version += 1
    stored.must_acknowledge = must_acknowledge
    stored.save(update_fields=["guidelines", "guidelines_version", "must_acknowledge"])
    return stored.guidelines_version


@transaction.atomic
def change_rubric(project: Project, title: str, criteria: Sequence[Criterion]) -> Rubric:
    """Store the rubric for tasks that come in without one; another content is another version.

    Raises:
        Refusal: the project is closed.
        ValidationError: of pydantic: the criteria do not make a rubric.
    """
    stored = locked(project)
    earlier = Rubric.model_validate_json(stored.rubric) if stored.rubric else None
    version = earlier.version if earlier else 1
    rubric = Rubric(id=rubric_id(stored.slug), title=title, version=version, criteria=tuple(criteria))
    if earlier is not None and rubric != earlier:
        rubric = rubric.model_copy(update={"version": version + 1})
    stored.rubric = rubric.model_dump_json()
    stored.save(update_fields=["rubric"])
    return rubric


def locked(project: Project) -> Project:
    """The project, kept from other changes until the transaction ends.

    Raises:
        Refusal: it is closed.
    """
    stored = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    if stored.state == ProjectState.CLOSED:
        raise Refusal("The project is closed: it can be read and exported, and not changed any more")
    return stored


def _set_tiers(project: Project, tiers: Sequence[Tier]) -> None:
    kept = {one.up_to_minutes: one for one in tiers}
    project.price_tiers.exclude(up_to_minutes__in=kept).delete()
    for minutes, one in kept.items():
        PriceTier.objects.update_or_create(
            project=project,
            up_to_minutes=minutes,
            defaults={"name": one.name, "price_minor": one.price_minor},
        )
