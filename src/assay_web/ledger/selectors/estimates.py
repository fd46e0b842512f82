"""What some hours a week may bring a reviewer, project by project."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from assay_web.accounts.models import User
from assay_web.kit.money import Money
from assay_web.projects.models import Project
from assay_web.review.models import Assignment, Review
from assay_web.review.selectors.queue import claimable_in, open_projects

MOST_TASKS = 500
"""Open tasks of a project from which an estimate is made, the oldest ones; nobody reviews more in a week."""

LAST = 50
"""Reviews of a project from which one's own pace is told."""

FEWEST = 3
"""Reviews below which it is not."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What ``hours`` a week may bring in one project: at the reviewer's own pace once known, else the expected one."""

    project: str
    minutes: int
    own_pace: bool
    price: Money
    reviews: int
    week: Money


def estimates(user: User, hours: int) -> list[Estimate]:
    """For each project that has open tasks for the person, best first."""
    projects = open_projects(user)
    if not projects:
        return []
    on_offer = claimable_in(projects, user)
    parts = [
        on_offer.filter(project=one)
        .order_by("number")
        .values_list("project", "price_minor", "expected_minutes")[:MOST_TASKS]
        for one in projects
    ]
    offers: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for project, price, minutes in parts[0].union(*parts[1:], all=True):
        offers[project].append((price, minutes))
    paces = _paces(user, list(offers))
    found = [_estimate(one, offers[one.pk], paces.get(one.pk), hours) for one in Project.objects.filter(pk__in=offers)]
    return sorted(found, key=lambda one: (-one.week.amount_minor, one.project))


def _estimate(project: Project, offers: Sequence[tuple[int, int]], pace: int | None, hours: int) -> Estimate:
    minutes = pace or max(round(fmean(expected for _, expected in offers)), 1)
    price = round(fmean(price for price, _ in offers))
    reviews = min(hours * 60 // minutes, len(offers))
    return Estimate(
        project=project.name,
        minutes=minutes,
        own_pace=pace is not None,
        price=Money(price, project.currency),
        reviews=reviews,
        week=Money(reviews * price, project.currency),
    )


def _paces(user: User, projects: Sequence[int]) -> dict[int, int]:
    """Median active minutes of the person's last reviews, by project; none before the third."""
    mine = Assignment.objects.filter(reviewer=user, submitted_at__isnull=False)
    parts = [mine.filter(project=one).order_by("-submitted_at").values_list("pk", flat=True)[:LAST] for one in projects]
    if not parts:
        return {}
    last = list(parts[0].union(*parts[1:], all=True))
    times: dict[int, list[int]] = defaultdict(list)
    for project, active_ms in Review.objects.filter(assignment__in=last, active_ms__gt=0).values_list(
        "assignment__project", "active_ms"
    ):
        times[project].append(active_ms)
    return {one: max(round(median(of) / 60_000), 1) for one, of in times.items() if len(of) >= FEWEST}
