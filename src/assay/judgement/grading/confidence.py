"""Whether stated confidences come true."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assay.judgement.grading.figure import MINIMUM_N, Figure, Interval, Unscored, too_few

BINS: Final = 10
_ROUNDS: Final = 1000
_SEED: Final = 20250131

_Statistic = Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]]
"""Confidences and truths, shape (..., findings), to one number for each leading index."""


def brier(confidences: Sequence[float], came_true: Sequence[bool], minimum: int = MINIMUM_N) -> Figure | Unscored:
    """Mean squared distance of confidence and truth, 0 best, 0.25 for always saying one half; bootstrap interval.

    Source: Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather Review 78 (1950).
    """
    return _bootstrapped(confidences, came_true, minimum, _brier)


def expected_calibration_error(
    confidences: Sequence[float], came_true: Sequence[bool], minimum: int = MINIMUM_N
) -> Figure | Unscored:
    """Σ over ten equal bins of (share of findings) · |mean confidence - share that came true|; bootstrap interval.

    Biased upwards in small samples. Source: Naeini, Cooper, Hauskrecht, "Obtaining Well Calibrated Probabilities Using
    Bayesian Binning", AAAI 2015, §2; bins as Guo et al., ICML 2017, equation 3: (0, 0.1], (0.1, 0.2], ...
    """
    return _bootstrapped(confidences, came_true, minimum, _calibration_error)


def _brier(confidence: NDArray[np.float64], truth: NDArray[np.float64]) -> NDArray[np.float64]:
    squared: NDArray[np.float64] = ((confidence - truth) ** 2).mean(axis=-1)
    return squared


def _calibration_error(confidence: NDArray[np.float64], truth: NDArray[np.float64]) -> NDArray[np.float64]:
    bins = np.clip(np.ceil(confidence * BINS) - 1, 0, BINS - 1)
    gaps = [np.abs(((confidence - truth) * (bins == one)).sum(axis=-1)) for one in range(BINS)]
    total: NDArray[np.float64] = np.sum(gaps, axis=0) / confidence.shape[-1]
    return total


def _bootstrapped(
    confidences: Sequence[float], came_true: Sequence[bool], minimum: int, statistic: _Statistic
) -> Figure | Unscored:
    """Percentile bootstrap over findings with a fixed seed: the same findings give the same interval."""
    n = len(confidences)
    if n < max(minimum, 1):
        return too_few(n, minimum, "findings with a confidence")
    confidence, truth = np.asarray(confidences, dtype=np.float64), np.asarray(came_true, dtype=np.float64)
    drawn = np.random.default_rng(_SEED).integers(0, n, size=(_ROUNDS, n))
    low, high = np.quantile(statistic(confidence[drawn], truth[drawn]), [0.025, 0.975])
    return Figure(float(statistic(confidence, truth)), Interval(float(low), float(high)), n)
