"""Reads of what planted tasks showed, for projects that the caller has been found to lead."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from assay_web.gold.models import Consequence, Flag, GoldPolicy, GoldResult
from assay_web.gold.policies import flags_for
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Project
from assay_web.projects.policies import Person
from assay_web.tasks.models import GoldItem

FEWEST = 8
"""Below it a count is told and no share."""


@dataclass(frozen=True)
class Stock:
    """How many plants wait for the next import, and how many are among the tasks."""

    waiting: int
    among: int


@dataclass(frozen=True)
class PersonRow:
    """One reviewer's catches and alarms; ``share`` is None for fewer than :data:`FEWEST`."""

    pseudonym: str
    caught: int
    defects: int
    share: float | None
    alarms: int
    sound: int


def stock(project: Project) -> Stock:
    """Of planted tasks."""
    found = GoldItem.objects.filter(project=project).aggregate(
        waiting=Count("pk", filter=Q(task=None)), among=Count("pk", filter=Q(task__isnull=False))
    )
    return Stock(found["waiting"], found["among"])


def consequence_of(project: Project) -> str:
    """What follows a flag."""
    policy = GoldPolicy.objects.filter(project=project).first()
    return policy.consequence if policy else Consequence.TALK


def people(project: Project) -> list[PersonRow]:
    """Everybody who has done a planted task, by pseudonym."""
    rows = (
        GoldResult.objects.filter(project=project)
        .values_list("user__pseudonym")
        .order_by("user__pseudonym")
        .annotate(
            found=Count("pk", filter=Q(caught=True)),
            defects=Count("pk", filter=Q(caught__isnull=False)),
            alarms=Count("pk", filter=Q(alarmed=True)),
            sound=Count("pk", filter=Q(alarmed__isnull=False)),
        )
    )
    return [
        PersonRow(name, caught, defects, caught / defects if defects >= FEWEST else None, alarms, sound)
        for name, caught, defects, alarms, sound in rows
    ]


def flags(person: Person, project: Project) -> QuerySet[Flag]:
    """Flags in the project that this person may look at, open ones first."""
    found = flags_for(person).filter(project=project).select_related("user", "closed_by")
    return found.order_by("-state", "-raised_at", "-pk")


def get_flag(person: Person, project: Project, flag_id: UUID) -> Flag:
    """One of them.

    Raises:
        NotVisible: there is none, or it is on the reader.
    """
    flag = flags(person, project).filter(public_id=flag_id).first()
    if flag is None:
        raise NotVisible("no such flag")
    return flag
