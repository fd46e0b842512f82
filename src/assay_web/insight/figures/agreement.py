"""Whether reviewers agree, criterion by criterion, on verdicts and on rankings."""

from __future__ import annotations

from typing import Any

from assay.workflows.conclude import VERDICT_LABELS, Answer, Level, Ranked, agreement_of, rank_agreement
from assay_web.insight.figures.query import shown
from assay_web.insight.models import Reading, TaskConsensus
from assay_web.projects.models import Project
from assay_web.tasks.models import Task
from assay_web.tasks.rubrics import rubric_by

MOST_TASKS = 5_000
"""The newest tasks with two reviews; more would hardly narrow the intervals."""


def agreement(project: Project) -> dict[str, Any]:
    """``rows``: one for verdicts, one for rankings, one for each criterion; n counts tasks."""
    tasks = list(
        TaskConsensus.objects.filter(project=project, reviews__gte=2)
        .order_by("-task")
        .values_list("task", flat=True)[:MOST_TASKS]
    )
    readings = list(
        Reading.objects.filter(task__in=tasks).values_list("task", "reviewer", "verdicts", "ranks", "ratings")
    )
    verdicts = [
        Answer(str(task), str(position), str(reviewer), VERDICT_LABELS[code])
        for task, reviewer, codes, _, _ in readings
        for position, code in enumerate(codes)
        if code >= 0
    ]
    ranked = [
        Ranked(str(task), str(reviewer), order) for task, reviewer, _, ranks, _ in readings if (order := _order(ranks))
    ]
    rows = [
        {
            "name": "verdict",
            "title": "Verdict",
            "measure": "alpha",
            **shown(agreement_of(verdicts, Level.ORDINAL, VERDICT_LABELS)),
        },
        *_criteria(readings, _titles(tasks)),
        {"name": "ranking", "title": "Ranking", "measure": "tau-b", **shown(rank_agreement(ranked))},
    ]
    return {"rows": rows, "limited": len(tasks) == MOST_TASKS, "tasks": len(tasks)}


def _order(ranks: list[int]) -> tuple[tuple[str, ...], ...]:
    groups: dict[int, list[str]] = {}
    for position, rank in enumerate(ranks):
        if rank:
            groups.setdefault(rank, []).append(str(position))
    return tuple(tuple(groups[rank]) for rank in sorted(groups)) if len(ranks) > 1 else ()


def _criteria(readings: list[tuple[Any, ...]], titles: dict[str, str]) -> list[dict[str, Any]]:
    names = sorted({name for *_, ratings in readings for name in ratings})
    return [
        {
            "name": name,
            "title": titles.get(name, name),
            "measure": "alpha",
            **shown(agreement_of(_scores(readings, name), Level.ORDINAL)),
        }
        for name in names
    ]


def _scores(readings: list[tuple[Any, ...]], criterion: str) -> list[Answer]:
    return [
        Answer(str(task), str(position), str(reviewer), str(score))
        for task, reviewer, _, _, ratings in readings
        for position, score in enumerate(ratings.get(criterion, ()))
        if score
    ]


def _titles(tasks: list[int]) -> dict[str, str]:
    titles: dict[str, str] = {}
    for key in Task.objects.filter(pk__in=tasks[:200]).order_by().values_list("rubric", flat=True).distinct():
        titles |= {one.id: one.title for one in rubric_by(key).criteria}
    return titles
