"""Intervals of statistics that are made of sums over tasks: tasks are drawn again, with all that was said of each.

Bias-corrected and accelerated: Efron, "Better Bootstrap Confidence Intervals", JASA 82 (1987), equations 6.1 to
6.6, with the acceleration from the jackknife.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.special import ndtr, ndtri

from assay.judgement.grading.figure import MINIMUM_N, Figure, Interval, Unscored, too_few

Floats = NDArray[np.float64]

ROUNDS: Final = 1000
_SEED: Final = 20_250_131
_BLOCK: Final = 1 << 24
"""Cells of the rounds x tasks matrix that are held at a time (128 MiB)."""

_MOST_LOST: Final = 0.1
_ALIKE: Final = 1e-12


@dataclass(frozen=True, eq=False)
class Sums:
    """A statistic of column sums: ``by_task`` (T, d); ``statistic`` maps sums (rounds, d) to values (rounds,), at
    most 1, and NaN where it is not defined.
    """

    by_task: csr_array
    statistic: Callable[[Floats], Floats]


@dataclass(frozen=True)
class Resampling:
    """``rounds`` draws of tasks, ``level`` of the interval, and the least number of tasks for which one is given."""

    level: float = 0.95
    rounds: int = ROUNDS
    minimum: int = MINIMUM_N


DEFAULT: Final = Resampling()


def over_tasks(sums: Sums, undefined: str, resampling: Resampling = DEFAULT) -> Figure | Unscored:
    """The statistic with its interval; n counts tasks. ``undefined`` says why there is no value, if there is none."""
    tasks = sums.by_task.shape[0]
    if tasks < max(resampling.minimum, 2):
        return too_few(tasks, resampling.minimum, "tasks")
    total = np.asarray(sums.by_task.sum(axis=0), dtype=np.float64)[None, :]
    value = float(sums.statistic(total)[0])
    if np.isnan(value):
        return Unscored(undefined, tasks)
    drawn = np.concatenate([sums.statistic(part) for part in _draws(sums.by_task, resampling.rounds)])
    drawn = drawn[~np.isnan(drawn)]
    if len(drawn) < (1 - _MOST_LOST) * resampling.rounds:
        lost = resampling.rounds - len(drawn)
        return Unscored(f"{lost} of {resampling.rounds} draws of tasks leave it undefined", tasks)
    if np.ptp(drawn) < _ALIKE:
        return Figure(value, _all_alike(value, tasks, resampling.level), tasks)
    left_out = sums.statistic(total - sums.by_task.toarray())
    low, high = _corrected(value, drawn, left_out[~np.isnan(left_out)], resampling.level)
    return Figure(value, Interval(min(low, value), max(high, value)), tasks)


def _draws(by_task: csr_array, rounds: int) -> Iterator[Floats]:
    generator = np.random.default_rng(_SEED)
    tasks = by_task.shape[0]
    step = max(_BLOCK // tasks, 1)
    for low in range(0, rounds, step):
        times = np.empty((min(step, rounds - low), tasks))
        for row in times:
            row[:] = np.bincount(generator.integers(0, tasks, tasks), minlength=tasks)
        yield np.asarray((by_task.T @ times.T).T)


def _all_alike(value: float, tasks: int, level: float) -> Interval:
    """No draw differs. What can still be said, with the exact bound of Clopper & Pearson, Biometrika 26 (1934), for T
    of T: at most so large a share of all tasks is unlike these, and on those agreement could be at chance, 1 lower.
    """
    share = 1 - ((1 - level) / 2) ** (1 / tasks)
    return Interval(max(value - share, -1.0), min(value + share, 1.0))


def _corrected(value: float, drawn: Floats, left_out: Floats, level: float) -> tuple[float, float]:
    """Both ends."""
    below = ((drawn < value).sum() + (drawn == value).sum() / 2) / len(drawn)
    shift = float(ndtri(np.clip(below, 0.5 / len(drawn), 1 - 0.5 / len(drawn))))
    gaps = left_out.mean() - left_out
    squares = float((gaps**2).sum())
    acceleration = float((gaps**3).sum()) / (6 * squares**1.5) if squares > 0 else 0.0
    ends = shift + ndtri(np.array([(1 - level) / 2, (1 + level) / 2]))
    shares = ndtr(shift + ends / (1 - acceleration * ends))
    low, high = np.quantile(drawn, np.sort(shares))
    return float(low), float(high)
