"""Where the models stand: Bradley-Terry over all pairs of all rankings, clustered by reviewer and task.

For each language, each category of findings, and both, there is a board of its own, over the tasks where a reviewer
found something of that category.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assay.errors import InputError
from assay.workflows.conclude import Met, Place, rank_models
from assay_web.insight.figures.query import rows
from assay_web.insight.models import Reading
from assay_web.projects.models import Project

_ORIGINS = """
    SELECT c.task_id AS task, c.position, coalesce(o.origin ->> 'model', '') AS model, t.language
    FROM tasks_candidate c JOIN tasks_candidateorigin o ON o.candidate_id = c.id JOIN tasks_task t ON t.id = c.task_id
    WHERE t.project_id = %s
"""
_CATEGORIES = """
    SELECT r.task_id AS task, array_agg(DISTINCT f.category) AS names FROM review_reviewfinding f
    JOIN insight_reading r ON r.review_id = f.review_id
    WHERE r.project_id = %s AND f.severity <> 'good' GROUP BY 1
"""
_FEWEST = 8
"""Comparisons below which there is no board."""


def leaderboard(project: Project) -> dict[str, Any]:
    """``boards`` by ``language|category``, either of which may be empty for all; ``languages`` and ``categories``."""
    board = _Columns(project)
    if not board.left:
        return {"boards": {}, "languages": [], "categories": []}
    met = board.met()
    languages = sorted(set(board.language.values()))
    task_language = np.array([board.language[task] for task in board.tasks])
    by_task = {row["task"]: set(row["names"]) for row in rows(_CATEGORIES, [project.pk])}
    categories = sorted({name for names in by_task.values() for name in names})
    masks: dict[str, NDArray[np.bool_]] = {"|": np.ones(len(met.left), dtype=np.bool_)}
    for language in languages if len(languages) > 1 else []:
        masks[f"{language}|"] = (task_language == language)[met.task]
    for category in categories:
        of_tasks = np.array([category in by_task.get(task, ()) for task in board.tasks])
        masks[f"|{category}"] = of_tasks[met.task]
        for language in languages if len(languages) > 1 else []:
            masks[f"{language}|{category}"] = masks[f"|{category}"] & masks[f"{language}|"]
    boards = {key: _board(met, mask) for key, mask in masks.items()}
    return {
        "boards": {key: one for key, one in boards.items() if one},
        "languages": languages,
        "categories": categories,
    }


def _board(met: Met, mask: NDArray[np.bool_]) -> dict[str, Any] | None:
    if mask.sum() < _FEWEST:
        return None
    try:
        standing = rank_models(met, mask)
    except InputError:
        return None  # everybody was compared with themselves alone
    return {
        "rows": [_place(place) for place in standing.places()],
        "unplaced": [{"model": one.model, "reason": one.reason, "n": one.n} for one in standing.unplaced],
        "comparisons": standing.n,
        "cluster": list(standing.cluster),
        "clusters": dict(standing.clusters),
        "notes": list(standing.notes),
    }


def _place(place: Place) -> dict[str, Any]:
    rating, low, high = place.elo()
    return {
        "model": place.model,
        "group": place.group,
        "rank": place.rank,
        "rank_low": place.rank_low,
        "rank_high": place.rank_high,
        "rating": rating,
        "low": low,
        "high": high,
        "theta": place.theta,
        "p_best": place.p_best,
        "n": place.n,
    }


class _Columns:
    """Pairs of models as columns of codes. A candidate without a recorded model takes no part."""

    def __init__(self, project: Project) -> None:
        self.model: dict[int, dict[int, str]] = defaultdict(dict)
        self.language: dict[int, str] = {}
        for row in rows(_ORIGINS, [project.pk]):
            self.model[row["task"]][row["position"]] = row["model"]
            self.language[row["task"]] = row["language"]
        self.names = sorted({name for models in self.model.values() for name in models.values() if name})
        self.left: list[int] = []
        self.right: list[int] = []
        self.winner: list[int] = []
        self.reviewer: list[int] = []
        self.task: list[int] = []
        self.tasks: list[int] = []
        self._read(project)

    def _read(self, project: Project) -> None:
        code = {name: at for at, name in enumerate(self.names)}
        people: dict[int, int] = {}
        tasks: dict[int, int] = {}
        readings = Reading.objects.filter(project=project).values_list("task", "reviewer", "ranks")
        for task, reviewer, ranks in readings.iterator(chunk_size=5_000):
            ranked = [
                (rank, code[name])
                for position, rank in enumerate(ranks)
                if rank and (name := self.model[task].get(position))
            ]
            for (first, one), (second, other) in combinations(ranked, 2):
                if one != other:
                    self.left.append(one)
                    self.right.append(other)
                    self.winner.append(2 if first == second else int(first > second))
                    self.reviewer.append(people.setdefault(reviewer, len(people)))
                    self.task.append(tasks.setdefault(task, len(tasks)))
        self.tasks = list(tasks)

    def met(self) -> Met:
        """As the engine takes it."""
        return Met(
            models=tuple(self.names),
            left=np.array(self.left, dtype=np.int32),
            right=np.array(self.right, dtype=np.int32),
            winner=np.array(self.winner, dtype=np.int8),
            reviewer=np.array(self.reviewer, dtype=np.int32),
            task=np.array(self.task, dtype=np.int32),
        )
