"""What critics cost a project, and what went wrong: sums over the runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Q, Sum

from assay_web.projects.models import Project
from assay_web.tasks.models import CriticRun

_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class Costs:
    """One critic in one project, all its runs together. ``cost`` holds amounts by currency."""

    critic: str
    asked: int
    answered: int
    said_nothing: int
    """Answers that were empty, unreadable or ended early."""
    failed: int
    findings: int
    left_out: int
    tokens_read: int | None
    tokens_written: int | None
    cost: tuple[str, ...]
    uncounted: int
    """Requests of which the service counted no tokens."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One run that did not end with an answer as asked."""

    critic: str
    code: str
    outcome: str
    problem: str
    at: datetime


def costs_of(project: Project) -> list[Costs]:
    """By critic's name."""
    runs = CriticRun.objects.filter(project=project)
    rows = runs.values("critic").annotate(
        asked=Count("candidate", distinct=True),
        answered=Count("pk", filter=Q(outcome="answered")),
        said_nothing=Count("pk", filter=Q(outcome__in=["cut", "empty", "unreadable"])),
        failed=Count("pk", filter=Q(examination__isnull=True)),
        said=Sum("findings"),
        read=Sum("tokens_read"),
        written=Sum("tokens_written"),
        uncounted=Count("pk", filter=Q(requests__gt=0, tokens_read__isnull=True, examination__isnull=False)),
    )
    left_out: dict[str, int] = {}
    for critic, dropped in runs.exclude(dropped={}).values_list("critic", "dropped"):
        left_out[critic] = left_out.get(critic, 0) + sum(dropped.values())
    amounts: dict[str, list[str]] = {}
    priced = runs.filter(cost__isnull=False).values("critic", "currency").annotate(sum=Sum("cost"))
    for row in priced.order_by("critic", "currency"):
        amounts.setdefault(row["critic"], []).append(f"{_written(row['sum'])} {row['currency']}")
    return [
        Costs(
            critic=row["critic"],
            asked=row["asked"],
            answered=row["answered"],
            said_nothing=row["said_nothing"],
            failed=row["failed"],
            findings=row["said"],
            left_out=left_out.get(row["critic"], 0),
            tokens_read=row["read"],
            tokens_written=row["written"],
            cost=tuple(amounts.get(row["critic"], ())),
            uncounted=row["uncounted"],
        )
        for row in rows.order_by("critic")
    ]


def latest_problems(project: Project) -> list[Trouble]:
    """The newest runs that did not end as asked."""
    runs = CriticRun.objects.filter(project=project).exclude(outcome="answered").select_related("candidate__task")
    found = runs.only("critic", "outcome", "problem", "asked_at", "candidate__task__number").order_by("-pk")
    return [
        Trouble(run.critic, run.candidate.task.code, run.outcome, run.problem, run.asked_at)
        for run in found[:_PROBLEMS]
    ]


def _written(amount: Decimal) -> str:
    """Small amounts keep the digits that say something."""
    places = 2 if amount >= 1 else 6
    return f"{amount:,.{places}f}"
