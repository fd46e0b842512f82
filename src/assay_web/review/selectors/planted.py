"""Planted tasks for a person. Nothing that leaves the server says that a task is one."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from assay_web.accounts.models import User
from assay_web.projects.models import Project
from assay_web.review.models import GONE_STATES, Assignment
from assay_web.review.planted import Offer, Share
from assay_web.tasks.models import GoldItem, GoldRate, SeenCode, Task


def never_seen(user: User, planted: QuerySet[Task]) -> QuerySet[Task]:
    """Those of ``planted`` whose code this person has not been given in another version, here or in an assessment."""
    seen = GoldItem.objects.filter(task__assignments__reviewer=user)
    same = seen.filter(project=OuterRef("project"), digest=OuterRef("gold__digest")).exclude(task=OuterRef("pk"))
    elsewhere = SeenCode.objects.filter(user=user, digest=OuterRef("gold__digest"))
    return planted.filter(~Exists(same), ~Exists(elsewhere))


def offers(tasks: Sequence[int]) -> list[Offer]:
    """Planted tasks with their project and code."""
    rows = GoldItem.objects.filter(task__in=tasks).values_list("task", "project", "digest")
    return [Offer(*row) for row in rows]


def shares(user: User, projects: Sequence[int]) -> dict[int, Share]:
    """What this person has done in each project, and the rate that holds for them."""
    own = GoldRate.objects.filter(project=OuterRef("pk"), user=user).values("percent")[:1]
    mine = Assignment.objects.filter(reviewer=user, task__project=OuterRef("pk")).exclude(state__in=GONE_STATES)
    found = Project.objects.filter(pk__in=projects).annotate(
        rate=Coalesce(Subquery(own), F("gold_percent"), output_field=IntegerField()),
        claimed=_number(mine),
        planted=_number(mine.filter(task__gold__isnull=False)),
    )
    return {pk: Share(*rest) for pk, *rest in found.values_list("pk", "rate", "claimed", "planted")}


def _number(mine: QuerySet[Assignment]) -> Coalesce:
    counted = mine.order_by().values("task__project").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
