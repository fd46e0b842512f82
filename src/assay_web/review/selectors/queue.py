"""What a reviewer may take now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce
from django.utils import timezone

from assay_web.accounts.models import User
from assay_web.kit.money import Money
from assay_web.kit.visibility import NotVisible
from assay_web.review.models import GONE_STATES, OPEN_STATES, Assignment
from assay_web.review.policies import tasks_open_to
from assay_web.tasks.models import Candidate, Task

PAGE = 50

ORDERS: Final = {"pay": "-price_minor", "shortest": "expected_minutes", "newest": "-id", "oldest": "id"}
"""Name to sort key; ties go by age."""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One task on offer."""

    task_id: UUID
    code: str
    title: str
    language: str
    aspects: list[str]
    candidate_count: int
    price: Money
    expected_minutes: int
    project: str
    lease_minutes: int


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Some tasks, and where the next ones begin; None at the end."""

    rows: list[QueueRow]
    next_cursor: UUID | None


def claimable(user: User) -> QuerySet[Task]:
    """Tasks with a free place, covered by their project's budget, that this person has neither claimed nor reviewed."""
    now = timezone.now()
    alive = Assignment.objects.filter(task=OuterRef("pk")).exclude(
        Q(state__in=GONE_STATES) | Q(state__in=OPEN_STATES, lease_expires_at__lt=now)
    )
    taken = alive.order_by().values("task").annotate(n=Count("pk")).values("n")
    mine = Assignment.objects.filter(task=OuterRef("pk"), reviewer=user).exclude(state__in=GONE_STATES)
    return (
        tasks_open_to(user)
        .filter(~Exists(mine))
        .alias(taken=Coalesce(Subquery(taken, output_field=IntegerField()), 0))
        .filter(taken__lt=F("overlap"))
        .filter(Q(project__budget__total_minor=None) | Q(price_minor__lte=_left_of_budget()))
    )


def _left_of_budget() -> CombinedExpression:
    return F("project__budget__total_minor") - F("project__budget__committed_minor")


def queue_for(user: User, *, language: str | None = None, order: str = "pay", after: UUID | None = None) -> QueuePage:
    """A page of tasks on offer; ``after`` is the cursor of the page before.

    Raises:
        NotVisible: the cursor points to nothing that this person may see.
    """
    key = ORDERS.get(order, ORDERS["pay"])
    tasks = claimable(user).defer("tests", "reference", "base_files", "visible_tests", "prompt", "rubric")
    if language:
        tasks = tasks.filter(language=language)
    if after is not None:
        tasks = tasks.filter(_beyond(user, key, after))
    # Counted for the rows of the page; joined, the candidates of all tasks on offer would be.
    counted = (
        Candidate.objects.filter(task=OuterRef("pk")).order_by().values("task").annotate(n=Count("pk")).values("n")
    )
    found = list(
        tasks.annotate(candidate_count=Subquery(counted, output_field=IntegerField()))
        .select_related("project")
        .order_by(key, "id")[: PAGE + 1]
    )
    rows = [_row(task) for task in found[:PAGE]]
    return QueuePage(rows, rows[-1].task_id if len(found) > PAGE else None)


def queue_languages(user: User) -> list[str]:
    """Languages of the tasks on offer, sorted."""
    return sorted(claimable(user).order_by().values_list("language", flat=True).distinct())


def _beyond(user: User, key: str, after: UUID) -> Q:
    last = tasks_open_to(user).filter(public_id=after).first()
    if last is None:
        raise NotVisible("no such page")
    name = key.removeprefix("-")
    if name == "id":
        return Q(id__lt=last.pk) if key.startswith("-") else Q(id__gt=last.pk)
    value = getattr(last, name)
    further = Q(**{f"{name}__lt": value}) if key.startswith("-") else Q(**{f"{name}__gt": value})
    return further | Q(**{name: value}, id__gt=last.pk)


def _row(task: Task) -> QueueRow:
    return QueueRow(
        task_id=task.public_id,
        code=task.code,
        title=task.title,
        language=task.language,
        aspects=list(task.aspects),
        candidate_count=task.candidate_count,  # type: ignore[attr-defined]  # annotated above
        price=Money(task.price_minor, task.currency),
        expected_minutes=task.expected_minutes,
        project=task.project.name,
        lease_minutes=task.project.lease_minutes,
    )
