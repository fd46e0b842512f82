"""Reads of what planted tasks showed, for projects that the caller has been found to lead."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from assay.domain.finding import Category
from assay.domain.task import Language
from assay.workflows.assess import Field, Figure, Outcome, recent_skill
from assay_web.gold.known import planted_defect
from assay_web.gold.models import Consequence, Flag, GoldPolicy, GoldResult
from assay_web.gold.policies import flags_for
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Project
from assay_web.projects.policies import Person
from assay_web.tasks.models import GoldItem, task_code

FEWEST = 8
"""Below it a count is told and no share."""

PAGE = 100

MOST = 20_000
"""Results that skills are worked out from, the newest."""


@dataclass(frozen=True)
class Stock:
    """How many plants wait for the next import, and how many are among the tasks: given, or retired."""

    waiting: int
    among: int
    retired: int


@dataclass(frozen=True)
class PlantRow:
    """One plant. ``task`` is the code of its task, empty while it waits; ``done`` counts reviewers who handed it in,
    ``caught`` those who named its defect. ``retired_because`` is empty while it is given.
    """

    plant: str
    title: str
    added_at: datetime
    task: str
    done: int
    caught: int
    retired_because: str


@dataclass(frozen=True)
class PersonRow:
    """One reviewer's catches, alarms and rankings of pairs; ``share`` is None for fewer than :data:`FEWEST`."""

    pseudonym: str
    caught: int
    defects: int
    share: float | None
    alarms: int
    sound: int
    ranked: int
    pairs: int


@dataclass(frozen=True)
class SkillRow:
    """How much of one kind of defect in one language a reviewer finds now, with its 95 % interval."""

    pseudonym: str
    language: str
    category: str
    n: int
    recall: Figure


def stock(project: Project) -> Stock:
    """Of planted tasks."""
    found = GoldItem.objects.filter(project=project).aggregate(
        waiting=Count("pk", filter=Q(task=None)),
        among=Count("pk", filter=Q(task__isnull=False, retired_at=None)),
        retired=Count("pk", filter=Q(retired_at__isnull=False)),
    )
    return Stock(**found)


def plants(project: Project, after: int = 0) -> tuple[list[PlantRow], int | None]:
    """A page of its plants by age, and the key after which the next one begins; None at the end."""
    found = list(
        GoldItem.objects.filter(project=project, pk__gt=after)
        .annotate(done=Count("results"), caught=Count("results", filter=Q(results__caught=True)))
        .order_by("pk")
        .values_list("pk", "plant", "title", "added_at", "task__number", "done", "caught", "retired_because")[
            : PAGE + 1
        ]
    )
    rows = [
        PlantRow(plant, title, added_at, task_code(number) if number else "", done, caught, because)
        for _, plant, title, added_at, number, done, caught, because in found[:PAGE]
    ]
    return rows, found[PAGE - 1][0] if len(found) > PAGE else None


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
            above=Count("pk", filter=Q(ranked=True)),
            pairs=Count("pk", filter=Q(ranked__isnull=False)),
        )
    )
    return [
        PersonRow(name, caught, defects, caught / defects if defects >= FEWEST else None, *others)
        for name, caught, defects, *others in rows
    ]


def skills(project: Project) -> list[SkillRow]:
    """Who finds what, by language and kind of defect, where there are :data:`FEWEST` results; older ones count less."""
    outcomes: dict[str, list[Outcome]] = defaultdict(list)
    rows = GoldResult.objects.filter(project=project, caught__isnull=False).order_by("-submitted_at", "-pk")
    told = rows.values_list("user__pseudonym", "item__task__language", "item__known", "caught")[:MOST]
    for name, language, known, caught in reversed(told):
        category = Category(planted_defect(known or ())["category"])
        outcomes[name].append(Outcome(Field(Language(language), category), bool(caught)))
    return [
        SkillRow(name, field.language.value, field.category.value, recent.recall.n, recent.recall)
        for name in sorted(outcomes)
        for field, recent in recent_skill(outcomes[name], minimum=FEWEST).items()
        if isinstance(recent.recall, Figure)
    ]


def flags(person: Person, project: Project) -> QuerySet[Flag]:
    """Flags in the project that this person may look at, open ones first."""
    found = flags_for(person).filter(project=project).select_related("user", "closed_by")
    return found.order_by("-state", "-raised_at", "-pk")


def flag_page(person: Person, project: Project, before: int = 0) -> tuple[list[Flag], int | None]:
    """A page of the same, the newest first, and the key before which the next one begins; None at the end."""
    found = flags(person, project).order_by("-pk").defer("evidence", "sums")
    rows = list((found.filter(pk__lt=before) if before else found)[: PAGE + 1])
    return rows[:PAGE], rows[PAGE - 1].pk if len(rows) > PAGE else None


def get_flag(person: Person, project: Project, flag_id: UUID) -> Flag:
    """One of them.

    Raises:
        NotVisible: there is none, or it is on the reader.
    """
    flag = flags(person, project).filter(public_id=flag_id).first()
    if flag is None:
        raise NotVisible("no such flag")
    return flag
