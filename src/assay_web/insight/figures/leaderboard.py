"""Where the models stand: Bradley-Terry over all pairs of all rankings, clustered by reviewer and task.

For each language, each category of findings, and both, there is a board of its own, over the tasks where a reviewer
found something of that category.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assay.errors import InputError
from assay.workflows.conclude import Met, Place, rank_models
from assay_web.insight.figures.query import streamed
from assay_web.insight.models import Reading
from assay_web.projects.models import Project

_TASKS = """
    SELECT c.task_id, t.language, array_agg(coalesce(o.origin ->> 'model', '') ORDER BY c.position)
    FROM tasks_candidate c JOIN tasks_task t ON t.id = c.task_id
    LEFT JOIN tasks_candidateorigin o ON o.candidate_id = c.id
    WHERE t.project_id = %s GROUP BY 1, 2
"""
_CATEGORIES = """
    SELECT r.task_id, array_agg(DISTINCT f.category) FROM review_reviewfinding f
    JOIN insight_reading r ON r.review_id = f.review_id
    WHERE r.project_id = %s AND f.severity <> 'good' GROUP BY 1
"""
Codes = NDArray[np.int32]
Mask = NDArray[np.bool_]

_FEWEST = 8
"""Comparisons below which there is no board."""


def leaderboard(project: Project) -> dict[str, Any]:
    """``boards`` by ``language|category``, either of which may be empty for all; ``languages`` and ``categories``."""
    columns = _Columns(project)
    if not columns.left:
        return {"boards": {}, "languages": [], "categories": []}
    met = columns.met()
    categories = columns.categories(project)
    boards = {key: _board(met, mask) for key, mask in _masks(met.task, columns.languages, categories)}
    if len(columns.languages) == 1:  # all that there is
        boards |= {f"{language}{key}": one for language in columns.languages for key, one in boards.items()}
    return {
        "boards": {key: one for key, one in boards.items() if one},
        "languages": sorted(columns.languages),
        "categories": sorted(categories),
    }


def _masks(task: Codes, languages: Mapping[str, Mask], categories: Mapping[str, Mask]) -> Iterator[tuple[str, Mask]]:
    """Of each board its key, and which comparisons are on it: from which tasks are of a language and of a category."""
    yield "|", np.ones(len(task), dtype=np.bool_)
    for category, of_category in sorted(categories.items()):
        yield f"|{category}", of_category[task]
    if len(languages) == 1:
        return
    for language, of_language in sorted(languages.items()):
        yield f"{language}|", of_language[task]
        for category, of_category in sorted(categories.items()):
            yield f"{language}|{category}", (of_language & of_category)[task]


def _board(met: Met, mask: Mask) -> dict[str, Any] | None:
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
    """Pairs of models as columns of codes, some bytes for each. A candidate without a recorded model takes no part."""

    def __init__(self, project: Project) -> None:
        self.left, self.right, self.winner = array("i"), array("i"), array("b")
        self.reviewer, self.task = array("i"), array("i")
        self._tasks: dict[int, int] = {}
        """Their codes by the tasks' ids."""
        self.languages: dict[str, Mask] = {}
        """Which tasks are of it."""
        self._read(project)

    def _read(self, project: Project) -> None:
        alike: dict[tuple[str, ...], tuple[str, ...]] = {}
        models: dict[int, tuple[str, ...]] = {}
        language: dict[int, str] = {}
        for task, written_in, origins in streamed(_TASKS, [project.pk]):
            language[task] = sys.intern(written_in)
            models[task] = alike.setdefault(tuple(origins), tuple(origins))
        self.names = tuple(sorted({name for origins in alike for name in origins if name}))
        code = {name: at for at, name in enumerate(self.names)}
        people: dict[int, int] = {}
        readings = Reading.objects.filter(project=project).values_list("task", "reviewer", "ranks")
        for task, reviewer, ranks in readings.iterator(chunk_size=5_000):
            ranked = [
                (rank, code[name]) for rank, name in zip(ranks, models.get(task, ()), strict=False) if rank and name
            ]
            for (first, one), (second, other) in combinations(ranked, 2):
                if one != other:
                    self.left.append(one)
                    self.right.append(other)
                    self.winner.append(2 if first == second else int(first > second))
                    self.reviewer.append(people.setdefault(reviewer, len(people)))
                    self.task.append(self._tasks.setdefault(task, len(self._tasks)))
        of_tasks = np.array([language[task] for task in self._tasks])
        self.languages = {str(name): of_tasks == name for name in np.unique(of_tasks)}

    def categories(self, project: Project) -> dict[str, Mask]:
        """Which tasks have a finding of it, for each category of which there are findings."""
        found: dict[str, Mask] = {}
        for task, names in streamed(_CATEGORIES, [project.pk]):
            for name in names:
                of_tasks = found.setdefault(name, np.zeros(len(self._tasks), dtype=np.bool_))
                if task in self._tasks:
                    of_tasks[self._tasks[task]] = True
        return found

    def met(self) -> Met:
        """As the engine takes it: the same bytes."""
        return Met(
            models=self.names,
            left=np.frombuffer(self.left, dtype=np.int32),
            right=np.frombuffer(self.right, dtype=np.int32),
            winner=np.frombuffer(self.winner, dtype=np.int8),
            reviewer=np.frombuffer(self.reviewer, dtype=np.int32),
            task=np.frombuffer(self.task, dtype=np.int32),
        )
