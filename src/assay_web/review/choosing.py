"""Which task to hand out next: the one whose review is expected to teach most per minute, with an even share drawn.

What is known of verdicts so far is worked out above this app, which plugs it in here with :func:`learn_from`.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final

from django.db.models import OuterRef, QuerySet, Subquery

from assay.workflows.choose import FLOOR, Open, most_telling_first
from assay_web.accounts.models import User
from assay_web.kit.prepared import prepared
from assay_web.projects.models import Project
from assay_web.review.planted import Share
from assay_web.review.selectors.queue import Row, claimable_in, first_of_each, in_order
from assay_web.tasks.models import Task

POOL: Final = 64
"""Tasks that are weighed for one claim: the shortest, for no other can carry more bits per minute than they may."""

TRIED_AT_ONCE: Final = 8
"""Of those, as many as others may be claiming at this moment."""

DRAWS: Final = 32
"""Numbers that are drawn at a time. Unless nearly all tasks are gone, at least one of them is on offer."""

Chances = Callable[[Sequence[int]], Mapping[int, Mapping[str, float]]]
"""Ids of tasks to the chances of the least certain verdict on each; one that nobody has reviewed is left out."""

_sources: list[Chances] = []


def learn_from(source: Chances) -> Chances:
    """Let ``source`` say what is known of verdicts; a later one takes the place of an earlier one."""
    _sources[:] = [source]
    return source


def next_tasks(user: User, projects: Sequence[int], source: random.Random) -> Iterator[Sequence[int]]:
    """Ids of tasks in the order in which to try them, some at a time, out of what these projects have for ``user``.

    A share :data:`FLOOR` of answers begins with an evenly drawn one, so that no task waits for ever and an audit
    without bias is possible (JUDGEMENT, section 2).
    """
    if not projects:
        return
    if source.random() < FLOOR:
        yield _drawn(user, projects, source)
    rows = _shortest(user.pk, projects)
    if len(projects) > 1:
        rows = in_order(rows, "expected_minutes")[:POOL]
    ordered = _most_telling_first(rows, _sources[0]([pk for pk, _ in rows]) if _sources and rows else {})
    yield from (ordered[at : at + TRIED_AT_ONCE] for at in range(0, len(ordered), TRIED_AT_ONCE))


def _most_telling_first(rows: Sequence[Row], known: Mapping[int, Mapping[str, float]]) -> list[int]:
    if not known:  # then each tells the same, and the shortest tells most per minute; ties go as below
        return [pk for pk, _ in sorted(rows, key=lambda row: (row[1], str(row[0])))]
    return list(map(int, most_telling_first([Open(str(pk), known.get(pk, {}), minutes) for pk, minutes in rows])))


@prepared
def _shortest(user: int, projects: Sequence[int]) -> QuerySet[Task, Row]:
    return first_of_each(claimable_in(projects, User(pk=user)), projects, "expected_minutes", POOL)


def drawn_from(
    planted: QuerySet[Task], projects: Sequence[int], shares: Mapping[int, Share], source: random.Random
) -> Iterator[int]:
    """At most one planted task of each project, as often as this person's share of them asks for."""
    for project in source.sample(list(projects), len(projects)):
        if project in shares and source.random() < shares[project].chance:
            yield from planted.filter(project=project).order_by("?").values_list("pk", flat=True)[:1]


def _drawn(user: User, projects: Sequence[int], source: random.Random) -> Sequence[int]:
    """A task on offer, each with the same chance: numbers are drawn out of all that the projects have given until one
    is on offer. Of the few that are left in the end, it is the next one after the first number.
    """
    numbers = _last_numbers(projects)
    if not numbers:
        return []
    ends = list(accumulate(last for _, last in numbers))
    drawn = []
    for _ in range(DRAWS):
        place = source.randrange(ends[-1])
        which = bisect_right(ends, place)
        project, last_number = numbers[which]
        drawn.append((project, place - (ends[which] - last_number) + 1))
    on_offer = {(project, number): pk for pk, project, number in _having(user.pk, projects, [n for _, n in drawn])}
    hit = next((on_offer[one] for one in drawn if one in on_offer), None)
    if hit is not None:
        return [hit]
    project, number = drawn[0]
    return [pk for (pk,) in _numbered(user.pk, project, number) or _numbered(user.pk, project, 0)]


@prepared
def _having(user: int, projects: Sequence[int], numbers: Sequence[int]) -> QuerySet[Task, tuple[int, int, int]]:
    on_offer = claimable_in(projects, User(pk=user)).filter(number__in=numbers)
    return on_offer.values_list("pk", "project", "number")


@prepared
def _last_numbers(projects: Sequence[int]) -> QuerySet[Project, tuple[int, int]]:
    last = Task.objects.filter(project=OuterRef("pk")).order_by("-number").values("number")[:1]
    counted = Project.objects.filter(pk__in=projects).annotate(last=Subquery(last)).exclude(last=None)
    return counted.order_by("pk").values_list("pk", "last")


@prepared
def _numbered(user: int, project: int, number: int) -> QuerySet[Task, tuple[int]]:
    """The first task on offer with this number or a later one."""
    on_offer = claimable_in([project], User(pk=user)).filter(number__gte=number)
    return on_offer.order_by("number").values_list("pk")[:1]
