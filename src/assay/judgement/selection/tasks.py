"""Which task to review next: the one whose verdict is least certain, per minute that it takes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import entr

from assay.errors import InputError


@dataclass(frozen=True)
class Open:
    """A task that may be offered: the chances of its verdict so far (empty: nothing known), and minutes it may take."""

    task: str
    chances: Mapping[str, float]
    minutes: float


def order_tasks(tasks: Sequence[Open], labels: int, seed: int, floor: float = 0.2) -> tuple[str, ...]:
    """Tasks by entropy of their verdict per expected minute, the greatest first; every place is given with chance
    ``floor`` to any of those left, so that no task waits for ever and an audit without bias is possible.

    Raises:
        InputError: fewer than two labels, minutes that are not above 0, or a floor outside [0, 1].
    """
    if labels < 2 or not 0 <= floor <= 1:
        raise InputError(f"{labels} labels, floor {floor}", remedy="give two labels or more, a floor from 0 to 1")
    generator = np.random.default_rng(seed)
    waiting = sorted(tasks, key=lambda one: (-_worth(one, labels), one.task))
    ordered = []
    while waiting:
        at = int(generator.integers(len(waiting))) if generator.random() < floor else 0
        ordered.append(waiting.pop(at).task)
    return tuple(ordered)


def _worth(task: Open, labels: int) -> float:
    """Bits per minute."""
    if task.minutes <= 0:
        raise InputError(f"task {task.task!r} takes {task.minutes} minutes", remedy="give a time above 0")
    entropy = float(entr(list(task.chances.values())).sum()) if task.chances else math.log(labels)
    return entropy / math.log(2) / task.minutes
