"""What a reviewer may take now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import CombinedExpression

from assay.domain.task import Language
from assay_web.accounts.models import User
from assay_web.kit.money import Money
from assay_web.kit.prepared import Prepared, prepared
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Hold, Project, ProjectState
from assay_web.projects.policies import reviewed_by
from assay_web.projects.selectors import unread_guidelines
from assay_web.review.models import GONE_STATES, Assignment
from assay_web.review.planted import to_show
from assay_web.review.policies import tasks_open_to
from assay_web.review.selectors.planted import never_seen, offers, shares
from assay_web.tasks.models import Candidate, GoldItem, Task

PAGE = 50

_LANGUAGES = """
    SELECT DISTINCT one.language FROM unnest(%s::text[]) AS one (language)
    CROSS JOIN unnest(%s::bigint[]) AS given (project)
    CROSS JOIN LATERAL (
        SELECT FROM tasks_task t JOIN projects_budget b ON b.project_id = t.project_id
        WHERE t.project_id = given.project AND t.language BETWEEN one.language AND one.language AND NOT t.filled
            AND (b.total_minor IS NULL OR t.price_minor <= b.total_minor - b.committed_minor)
            AND NOT EXISTS (SELECT 1 FROM review_assignment a
                WHERE a.task_id = t.id AND a.reviewer_id = %s AND a.state <> ALL(%s))
            AND NOT EXISTS (SELECT 1 FROM tasks_golditem g WHERE g.task_id = t.id)
        ORDER BY t.language, t.id LIMIT 1) AS first
"""
"""The first task of each project and language is enough. A range of one language instead of ``=``, so that its order
counts for the planner, which then walks the index of free tasks by language and not all tasks for a language that has
none."""

ORDERS: Final = {"pay": "-price_minor", "shortest": "expected_minutes", "newest": "-id", "oldest": "id"}
"""Name to sort key; ties go by age."""


Row = tuple[int, Any]


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
    """Ordinary tasks with a free place, covered by their project's budget, that this person has neither claimed nor
    reviewed.

    Projects whose guidelines they have yet to confirm, and those that hold them, have none.
    A place whose lease has run out becomes free when it is let go, at the latest by the job of the next minute.
    """
    return claimable_in(open_projects(user), user)


def claimable_in(projects: Sequence[int], user: User, tasks: Sequence[int] | None = None) -> QuerySet[Task]:
    """The same out of these of their :func:`open_projects`: looked up once, they spare the database to plan for it.
    Out of these ``tasks`` alone, if they are given.
    """
    gold = GoldItem.objects.filter(project__in=projects, task__isnull=False)
    free = _free_in(projects, user, tasks)
    return free.exclude(pk__in=(gold if tasks is None else gold.filter(task__in=tasks)).values("task"))


def planted_for(user: User, projects: Sequence[int]) -> QuerySet[Task]:
    """Planted tasks of these projects that :func:`claimable` leaves out, as it would offer them; no code twice.

    They are few: named one by one, they are found without looking at the others.
    """
    planted = [task for (task,) in _planted_in(projects)]
    if not planted:
        return Task.objects.none()
    return never_seen(user, _free_in(projects, user, planted))


@prepared
def _planted_in(projects: Sequence[int]) -> QuerySet[GoldItem, tuple[int]]:
    return GoldItem.objects.filter(project__in=projects, task__isnull=False, retired_at=None).values_list("task")


def _free_in(projects: Sequence[int], user: User, tasks: Sequence[int] | None = None) -> QuerySet[Task]:
    """What this person has is excluded by NOT IN, which is looked up in a table of hashes however little the database
    knows of the rows: of NOT EXISTS it makes a join, which for a table that was small when it was planned goes through
    all of their assignments for each task.
    """
    mine = Assignment.objects.filter(reviewer=user).exclude(state__in=GONE_STATES)
    of_projects = Task.objects.filter(project__in=projects, filled=False)
    if tasks is not None:
        mine, of_projects = mine.filter(task__in=tasks), of_projects.filter(pk__in=tasks)
    return of_projects.exclude(pk__in=mine.values("task")).filter(
        Q(project__budget__total_minor=None) | Q(price_minor__lte=_left_of_budget())
    )


def _left_of_budget() -> CombinedExpression:
    return F("project__budget__total_minor") - F("project__budget__committed_minor")


def open_projects(user: User) -> list[int]:
    """Ids of the projects that may have work for this person: that do not hold them, and whose guidelines they have
    confirmed as they stand.
    """
    return list(projects_with_planted(user))


def projects_with_planted(user: User) -> dict[int, bool]:
    """The same, each with whether there may be planted tasks for :func:`planted_for` to find."""
    return dict(_giving_to(user.pk))


@prepared
def _giving_to(user: int) -> QuerySet[Project, tuple[int, bool]]:
    planted = GoldItem.objects.filter(project=OuterRef("pk"), task__isnull=False, retired_at=None)
    giving = giving_to(User(pk=user)).annotate(planted=Exists(planted))
    return giving.order_by("pk").values_list("pk", "planted")


def giving_to(user: User) -> QuerySet[Project]:
    """What :func:`open_projects` looks up, for a query to ask by itself."""
    held = Hold.objects.filter(project=OuterRef("pk"), user=user, lifted_at=None)
    unread = unread_guidelines(user).order_by().values("pk")
    return reviewed_by(user).filter(~Exists(held), state=ProjectState.OPEN).exclude(pk__in=unread)


def first_of(on_offer: QuerySet[Task], projects: Sequence[int], key: str, most: int) -> list[tuple[int, Any]]:
    """The first ``most`` tasks in the order of ``key``, ties by age: id and the key's value.

    Each project is asked apart: an index brings the tasks of one project in order, but not those of several.
    """
    if not projects or on_offer.query.is_empty():
        return []
    return in_order(list(first_of_each(on_offer, projects, key, most)), key)[:most]


def first_of_each(on_offer: QuerySet[Task], projects: Sequence[int], key: str, most: int) -> QuerySet[Task, Row]:
    """The first ``most`` tasks of each project, of which there is at least one: id and the key's value."""
    name = key.removeprefix("-")
    order = (key,) if name == "id" else (key, "id")
    parts = [on_offer.filter(project=one).order_by(*order).values_list("pk", name)[:most] for one in projects]
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]


def in_order(rows: Sequence[Row], key: str) -> list[Row]:
    """By the key, ties by age."""
    return sorted(rows, key=lambda row: (-row[1] if key.startswith("-") else row[1], row[0]))


def queue_for(user: User, *, language: str | None = None, order: str = "pay", after: UUID | None = None) -> QueuePage:
    """A page of tasks on offer; ``after`` is the cursor of the page before.

    Raises:
        NotVisible: the cursor points to nothing that this person may see.
    """
    key = ORDERS.get(order, ORDERS["pay"])
    wanted = Q(language=language) if language else Q()
    if after is not None:
        wanted &= _beyond(user, key, after)
    projects = open_projects(user)
    if wanted:
        found = first_of(claimable_in(projects, user).filter(wanted), projects, key, PAGE + 1)
    else:
        found = in_order(_FIRST_PAGES[key](user.pk, projects), key)[: PAGE + 1] if projects else []
    planted = first_of(planted_for(user, projects).filter(wanted), projects, key, PAGE)
    found = _among(user, found, planted, projects, key)
    rows = _rows([pk for pk, _ in found[:PAGE]])
    return QueuePage(rows, rows[-1].task_id if len(found) > PAGE else None)


def _first_pages(key: str) -> Prepared[Row]:
    """Without a filter, a first page asks the same of everybody."""
    return Prepared(
        lambda user, projects: first_of_each(claimable_in(projects, User(pk=user)), projects, key, PAGE + 1)
    )


_FIRST_PAGES: Final = {key: _first_pages(key) for key in ORDERS.values()}


def _among(user: User, found: Sequence[Row], planted: Sequence[Row], projects: Sequence[int], key: str) -> list[Row]:
    """The rows of a page with planted tasks at their own places, as many as these people's shares ask for."""

    def place(row: Row) -> tuple[Any, int]:
        return (-row[1] if key.startswith("-") else row[1], row[0])

    if not planted:
        return list(found)
    last = place(found[PAGE - 1]) if len(found) > PAGE else None
    near = [row for row in planted if last is None or place(row) <= last]
    of_project = Counter(Task.objects.filter(pk__in=[pk for pk, _ in found[:PAGE]]).values_list("project", flat=True))
    shown = to_show(offers([pk for pk, _ in near]), of_project, shares(user, projects), user.pk)
    return sorted([*found, *(row for row in near if row[0] in shown)], key=place)


def queue_languages(user: User) -> list[str]:
    """Languages of the tasks on offer, sorted. Each is looked for by itself: one task of it is enough."""
    with connection.cursor() as cursor:
        cursor.execute(_LANGUAGES, [[one.value for one in Language], open_projects(user), user.pk, list(GONE_STATES)])
        return sorted(language for (language,) in cursor.fetchall())


def _beyond(user: User, key: str, after: UUID) -> Q:
    last = tasks_open_to(user).filter(public_id=after).first()
    if last is None:
        raise NotVisible("no such page")
    name = key.removeprefix("-")
    if name == "id":
        return Q(id__lt=last.pk) if key.startswith("-") else Q(id__gt=last.pk)
    value = getattr(last, name)
    # The first condition says nothing new: by it, the index begins where the page does.
    bound = Q(**{f"{name}__lte": value}) if key.startswith("-") else Q(**{f"{name}__gte": value})
    further = Q(**{f"{name}__lt": value}) if key.startswith("-") else Q(**{f"{name}__gt": value})
    return bound & (further | Q(**{name: value}, id__gt=last.pk))


def _rows(ids: Sequence[int]) -> list[QueueRow]:
    counted = (
        Candidate.objects.filter(task=OuterRef("pk")).order_by().values("task").annotate(n=Count("pk")).values("n")
    )
    tasks = (
        Task.objects.filter(pk__in=ids)
        .select_related("project")
        .defer("tests", "reference", "base_files", "visible_tests", "prompt", "project__guidelines")
        .annotate(candidate_count=Subquery(counted, output_field=IntegerField()))
        .in_bulk()
    )
    return [_row(tasks[pk]) for pk in ids if pk in tasks]


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
