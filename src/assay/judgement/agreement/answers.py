"""Who gave which value to what: the table that every coefficient starts from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from assay.errors import InputError

Floats = NDArray[np.float64]
_MOST_CELLS = 1 << 26


class Level(StrEnum):
    """What may be done with values: tell them apart, order them, or take differences."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


@dataclass(frozen=True)
class Answer:
    """One reviewer's value for one unit of a task (the task itself, a candidate, a criterion of one...)."""

    task: str
    unit: str
    reviewer: str
    value: str


@dataclass(frozen=True, eq=False)
class Answers:
    """``counts[u, v]``: how many reviewers gave value v to unit u; ``task_of[u]``: code of its task.

    ``values`` stand in their order where they have one, ``numbers`` are they as numbers (NaN where they are none).
    """

    values: tuple[str, ...]
    numbers: Floats
    counts: NDArray[np.int64]
    task_of: NDArray[np.int64]
    tasks: int
    reviewers: int

    def pairable(self) -> Answers:
        """Only units that two or more reviewers answered, and their tasks coded anew."""
        kept = self.counts.sum(axis=1) >= 2
        tasks, codes = np.unique(self.task_of[kept], return_inverse=True)
        return Answers(self.values, self.numbers, self.counts[kept], codes.astype(np.int64), len(tasks), self.reviewers)


def tabulate_answers(answers: Sequence[Answer], level: Level, order: Sequence[str] = ()) -> Answers:
    """Count values by unit. ``order`` names values that are words from lowest to highest.

    Raises:
        InputError: no answers, the same reviewer twice for one unit, a value that is no number where the level needs
            one and ``order`` does not name it, or more values and units than fit into memory.
    """
    if not answers:
        raise InputError("no answers", remedy="give at least one row")
    seen = {(one.task, one.unit, one.reviewer) for one in answers}
    if len(seen) < len(answers):
        _refuse_twice(answers)
    values, numbers = _scale({one.value for one in answers}, level, tuple(order))
    units = {key: at for at, key in enumerate(dict.fromkeys((one.task, one.unit) for one in answers))}
    tasks = {name: at for at, name in enumerate(dict.fromkeys(one.task for one in answers))}
    if len(units) * len(values) > _MOST_CELLS:
        raise InputError(f"{len(values):,} different values in {len(units):,} units", remedy="round the values")
    at = {value: index for index, value in enumerate(values)}
    cells = np.fromiter(
        (units[one.task, one.unit] * len(values) + at[one.value] for one in answers), np.int64, len(answers)
    )
    counts = np.bincount(cells, minlength=len(units) * len(values)).reshape(len(units), len(values))
    return Answers(
        values,
        numbers,
        counts,
        np.fromiter((tasks[task] for task, _ in units), np.int64, len(units)),
        len(tasks),
        len({one.reviewer for one in answers}),
    )


def _refuse_twice(answers: Sequence[Answer]) -> None:
    seen: set[tuple[str, str, str]] = set()
    for one in answers:
        key = (one.task, one.unit, one.reviewer)
        if key in seen:
            of = f"unit {one.unit!r} of task {one.task!r}" if one.unit else f"task {one.task!r}"
            raise InputError(f"reviewer {one.reviewer!r} stands twice with {of}", remedy="give each pair once")
        seen.add(key)


def _scale(found: set[str], level: Level, order: tuple[str, ...]) -> tuple[tuple[str, ...], Floats]:
    if order:
        if len(set(order)) < len(order):
            raise InputError("the order names a value twice", remedy="name each once, from lowest to highest")
        if unknown := sorted(found - set(order)):
            raise InputError(f"value {unknown[0]!r} is not in the order {', '.join(order)}", remedy="name all values")
        return order, np.arange(len(order), dtype=np.float64)
    if level is Level.NOMINAL:
        names = tuple(sorted(found))
        return names, np.full(len(names), np.nan)
    numbers = {value: _number(value, level) for value in found}
    names = tuple(sorted(found, key=lambda value: (numbers[value], value)))
    return names, np.array([numbers[name] for name in names])


def _number(value: str, level: Level) -> float:
    try:
        number = float(value)
    except ValueError:
        number = np.nan
    if not np.isfinite(number):
        remedy = "use numbers, level nominal, or name the order of words"
        raise InputError(f"value {value!r} is no finite number, as level {level} needs", remedy=remedy)
    return number
