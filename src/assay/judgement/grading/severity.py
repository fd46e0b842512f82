"""Whether severities are given as they should be: too grave or too mild on the whole, and how well they agree."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assay.judgement.grading.figure import MINIMUM_N, Figure, Interval, Unscored, too_few
from assay.judgement.grading.intervals import mean, z_score

LEVELS: Final = (1, 2, 3, 4)
"""Ranks of nit, minor, major and blocker."""

_ROUNDING: Final = 1 / 6
"""Variance of the difference of two values that are each rounded to a whole step: 2 · 1/12 (Sheppard)."""


def signed_error(given: Sequence[int], true: Sequence[int], minimum: int = MINIMUM_N) -> Figure | Unscored:
    """Mean of given minus true rank, in steps; above 0 is too grave."""
    errors = [float(one - other) for one, other in zip(given, true, strict=True)]
    return mean(errors, "hits", least_variance=_ROUNDING, minimum=minimum)


def quadratic_kappa(given: Sequence[int], true: Sequence[int], minimum: int = MINIMUM_N) -> Figure | Unscored:
    """Cohen's kappa with weights 1 - (distance / greatest distance)² over :data:`LEVELS`, and its interval.

    The interval is made at the table with one further observation spread evenly over its cells, as Agresti & Coull do
    for proportions: full agreement of a few is not taken for certain. It is cut to [-1, 1].
    """
    n, levels = len(given), len(LEVELS)
    if n < max(minimum, 1):
        return too_few(n, minimum, "hits")
    counts = np.zeros((levels, levels))
    for one, other in zip(given, true, strict=True):
        counts[LEVELS.index(one), LEVELS.index(other)] += 1
    weights = quadratic_weights(levels)
    kappa, smoothed = weighted_kappa(counts, weights), weighted_kappa(counts + 1 / levels**2, weights)
    if kappa is None or smoothed is None:
        return Unscored("all severities are the same, so agreement beyond chance has no meaning", n)
    half = z_score() * smoothed.standard_error
    low, high = min(kappa.value, smoothed.value - half), max(kappa.value, smoothed.value + half)
    return Figure(kappa.value, Interval(max(-1.0, low), min(1.0, high)), n)


def quadratic_weights(levels: int) -> NDArray[np.float64]:
    """Agreement weights, 1 on the diagonal and 0 in the far corners, shape (levels, levels)."""
    steps = np.arange(levels)
    weights: NDArray[np.float64] = 1 - ((steps[:, None] - steps) / (levels - 1)) ** 2
    return weights


@dataclass(frozen=True)
class Kappa:
    """Weighted kappa and its large-sample standard error."""

    value: float
    standard_error: float


def weighted_kappa(counts: NDArray[np.float64], weights: NDArray[np.float64]) -> Kappa | None:
    """Kappa of a square table of counts with agreement weights in [0, 1]; None if chance alone agrees fully.

    Source: Cohen, Psychological Bulletin 70 (1968); standard error of Fleiss, Cohen & Everitt, "Large sample standard
    errors of kappa and weighted kappa", Psychological Bulletin 72 (1969), equation 13.
    """
    n = float(counts.sum())
    shares = counts / n
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    observed, expected = float((weights * shares).sum()), float(rows @ weights @ columns)
    if math.isclose(expected, 1.0):
        return None
    margins = (weights @ columns)[:, None] + (rows @ weights)[None, :]
    spread = float((shares * (weights * (1 - expected) - margins * (1 - observed)) ** 2).sum())
    variance = (spread - (observed * expected - 2 * expected + observed) ** 2) / (n * (1 - expected) ** 4)
    return Kappa((observed - expected) / (1 - expected), math.sqrt(max(0.0, variance)))
