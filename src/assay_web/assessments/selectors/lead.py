"""What a lead sees of an assessment: items with their figures, attempts, flags, appeals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from assay_web.accounts.models import User
from assay_web.assessments.models import (
    LIVE,
    Appeal,
    Assessment,
    AssessmentState,
    Attempt,
    AttemptState,
    Flag,
    Item,
    ItemFigures,
)
from assay_web.assessments.policies import assessments_led_by
from assay_web.assessments.rules import fewest_sources, most_items
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Project

PAGE = 100


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """One assessment in a project's list, with counts."""

    assessment: Assessment
    state: AssessmentState
    items: int
    attempts: int
    passed: int
    failed: int
    waiting: int


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item. ``exposure`` counts people who were given it; figures are None until there are enough answers."""

    id: int
    code: str
    title: str
    language: str
    clean: bool
    pair: bool
    operator: str
    exposure: int
    figures: ItemFigures | None
    leaked: bool
    retired_because: str


@dataclass(frozen=True, slots=True)
class ItemPage:
    """Some items, and the key after which the next ones begin; None at the end."""

    rows: list[ItemRow]
    next_cursor: int | None


@dataclass(frozen=True, slots=True)
class Stock:
    """How many pieces of code there are to give, and how many an attempt may need."""

    sources: int
    least: int
    most: int
    retired: int


@dataclass(frozen=True, slots=True)
class AttemptOf:
    """One attempt in the lead's list."""

    attempt_id: UUID
    person: str
    pilot: bool
    state: AttemptState
    items: int
    open_doubts: int
    flags: int
    appealed: bool
    created_at: datetime
    decided: bool


def assessments_of(project: Project) -> list[AssessmentRow]:
    """The assessments of a project that the caller has been found to lead, the newest first."""
    found = []
    for row in Assessment.objects.filter(project=project).order_by("-pk")[:20]:
        states = dict(row.attempts.filter(pilot=False).order_by().values_list("state").annotate(n=Count("pk")))
        found.append(
            AssessmentRow(
                assessment=row,
                state=AssessmentState(row.state),
                items=row.items.filter(retired_at=None).count(),
                attempts=sum(states.values()),
                passed=states.get(AttemptState.PASSED, 0),
                failed=states.get(AttemptState.FAILED, 0),
                waiting=sum(states.get(state, 0) for state in LIVE),
            )
        )
    return found


def get_assessment(user: User, slug: str, assessment_id: UUID) -> Assessment:
    """An assessment of a project that this person leads.

    Raises:
        NotVisible: there is none.
    """
    found = (
        assessments_led_by(user)
        .select_related("project", "bench")
        .filter(project__slug=slug, public_id=assessment_id)
        .first()
    )
    if found is None:
        raise NotVisible("no such assessment")
    return found


def items_of(assessment: Assessment, after: int = 0) -> ItemPage:
    """Its items with their figures, in the order in which they came in, which is drawn."""
    found = list(
        Item.objects.filter(assessment=assessment, pk__gt=after)
        .select_related("task", "gold", "figures")
        .defer("task__tests", "task__reference", "task__base_files", "task__prompt", "task__rubric", "gold__record")
        .annotate(taken=Count("takes"))
        .order_by("pk")[: PAGE + 1]
    )
    rows = [
        ItemRow(
            id=item.pk,
            code=item.task.code,
            title=item.task.title,
            language=item.task.language,
            clean=item.gold.is_clean,
            pair=bool(item.gold.sound),
            operator=item.gold.operator,
            exposure=item.taken,
            figures=getattr(item, "figures", None),
            leaked=item.retired_because.startswith("Leaked"),
            retired_because=item.retired_because,
        )
        for item in found[:PAGE]
    ]
    return ItemPage(rows, rows[-1].id if len(found) > PAGE else None)


def stock_of(assessment: Assessment) -> Stock:
    """Whether there is enough to give."""
    return Stock(
        sources=assessment.sources.filter(items__retired_at=None).distinct().count(),
        least=fewest_sources(assessment.most_defects, assessment.most_twins, pairs=assessment.pairs),
        most=most_items(assessment),
        retired=assessment.items.exclude(retired_at=None).count(),
    )


def attempts_at(assessment: Assessment) -> list[AttemptOf]:
    """The newest attempts."""
    rows = (
        assessment.attempts.select_related("person", "appeal")
        .annotate(
            taken=Count("takes", distinct=True),
            doubts_open=Count("doubts", filter=Q(doubts__settled_at=None), distinct=True),
            flagged=Count("flags", distinct=True),
        )
        .order_by("-pk")[:PAGE]
    )
    return [
        AttemptOf(
            attempt_id=row.public_id,
            person=row.person.get_full_name(),
            pilot=row.pilot,
            state=AttemptState(row.state),
            items=row.taken,
            open_doubts=row.doubts_open if row.state in LIVE else 0,
            flags=row.flagged,
            appealed=getattr(row, "appeal", None) is not None and row.appeal.upheld is None,
            created_at=row.created_at,
            decided=row.state in {AttemptState.PASSED, AttemptState.FAILED},
        )
        for row in rows
    ]


def get_attempt(assessment: Assessment, attempt_id: UUID) -> Attempt:
    """A decided attempt at an assessment that the caller has been found to lead.

    Raises:
        NotVisible: there is none.
    """
    found = (
        assessment.attempts.select_related("assessment__project", "person", "appeal")
        .filter(public_id=attempt_id, state__in=(AttemptState.PASSED, AttemptState.FAILED))
        .first()
    )
    if found is None:
        raise NotVisible("no such attempt")
    return found


def flags_of(assessment: Assessment) -> list[Flag]:
    """What was refused or noticed, the newest first."""
    return list(assessment.flags.select_related("person").order_by("-pk")[:PAGE])


def open_appeals(assessment: Assessment) -> list[Appeal]:
    """Appeals that wait for an answer, the oldest first."""
    rows = Appeal.objects.filter(attempt__assessment=assessment, upheld=None)
    return list(rows.select_related("attempt__person").order_by("made_at")[:PAGE])
