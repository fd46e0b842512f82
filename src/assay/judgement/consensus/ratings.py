"""What reviewers together rate: a mean per unit, with an interval that borrows its spread from all units.

Two or three scores say little of their own spread; that of many units together is known well. With s² the pooled
variance within units and f its degrees of freedom, the interval is mean ± t(f) s / √n (Snedecor & Cochran, "Statistical
Methods", 8th edition, §12.4).
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from scipy.special import stdtrit

U = TypeVar("U", bound=Hashable)

_LEAST_VARIANCE = 1 / 12
"""That of rounding to whole scores: equal scores do not make the mean exact."""


@dataclass(frozen=True)
class Spread:
    """Pooled variance within units and its degrees of freedom; 0 of them while no unit has two scores."""

    variance: float
    freedom: int


@dataclass(frozen=True)
class Rated:
    """The mean of ``n`` scores and its interval; both ends are None while nothing is known of the spread."""

    value: float
    low: float | None
    high: float | None
    n: int


def pooled_spread(scores: Mapping[U, Sequence[float]]) -> Spread:
    """Of all units that have two scores or more."""
    squares, freedom = 0.0, 0
    for given in scores.values():
        if len(given) > 1:
            mean = math.fsum(given) / len(given)
            squares += math.fsum((score - mean) ** 2 for score in given)
            freedom += len(given) - 1
    return Spread(squares / freedom if freedom else 0.0, freedom)


def rate_units(scores: Mapping[U, Sequence[float]], spread: Spread, level: float = 0.95) -> dict[U, Rated]:
    """Each unit that has a score."""
    rated = {}
    for unit, given in scores.items():
        if not given:
            continue
        mean = math.fsum(given) / len(given)
        if spread.freedom < 1:
            rated[unit] = Rated(mean, None, None, len(given))
            continue
        half = float(stdtrit(spread.freedom, (1 + level) / 2)) * math.sqrt(
            max(spread.variance, _LEAST_VARIANCE) / len(given)
        )
        rated[unit] = Rated(mean, mean - half, mean + half, len(given))
    return rated
