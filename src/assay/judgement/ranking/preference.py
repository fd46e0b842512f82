"""How surely one candidate of a task is better than another, from a handful of rankings by a handful of reviewers.

Skills have the prior θ ~ N(0, 1.5²); their posterior under Plackett-Luce is taken as normal at its mode (Laplace), with
the inverse information as covariance. Then P(i better than j) = E[logistic(d)], d ~ N(θ_i - θ_j, v_ij). Source of the
expectation: MacKay, "The Evidence Framework Applied to Classification Networks", Neural Computation 4 (1992), §2;
here by 31 Gauss-Hermite nodes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.special import expit

from assay.judgement.ranking.bradley_terry import fit_bradley_terry
from assay.judgement.ranking.comparisons import Floats
from assay.judgement.ranking.fitting import bread
from assay.judgement.ranking.plackett_luce import fit_plackett_luce
from assay.judgement.ranking.rank import PRIOR_DEVIATION
from assay.judgement.ranking.rankings import Order, Rankings
from assay.judgement.ranking.table import tabulate

_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(31)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()
_REACH = 1.959963984540054
"""Of a two-sided normal interval at 95 %."""
_PRECISION = PRIOR_DEVIATION**-2
_MOST_TIED = 10


@dataclass(frozen=True, eq=False)
class Posterior:
    """``theta`` (M,) with sum zero and its ``covariance`` (M, M)."""

    theta: Floats
    covariance: Floats

    def preference(self, better: int, worse: int) -> Preference:
        """How surely ``better`` is better than ``worse``."""
        cov = self.covariance
        variance = cov[better, better] + cov[worse, worse] - 2 * cov[better, worse]
        return preference(float(self.theta[better] - self.theta[worse]), max(float(variance), 0.0))

    def interval(self, item: int) -> tuple[float, float]:
        """95 % of θ."""
        half = _REACH * float(np.sqrt(max(self.covariance[item, item], 0.0)))
        return float(self.theta[item]) - half, float(self.theta[item]) + half


@dataclass(frozen=True)
class Preference:
    """``p`` = E[logistic(d)], the 95 % interval of logistic(d), and ``margin`` = E[d] in log-odds."""

    p: float
    low: float
    high: float
    margin: float


@lru_cache(maxsize=8192)
def preference(margin: float, variance: float) -> Preference:
    """What d ~ N(margin, variance) says. Remembered: a few reviewers of a few candidates have few ways to answer."""
    deviation = float(np.sqrt(variance))
    p = float(expit(margin + deviation * _NODES) @ _WEIGHTS)
    low, high = expit(margin - _REACH * deviation), expit(margin + _REACH * deviation)
    return Preference(p, float(low), float(high), margin)


def posterior(orders: Sequence[Order], size: int) -> Posterior:
    """Skills of ``size`` items after these rankings, whose order does not matter.

    Raises:
        InputError: there is no ranking of two items.
    """
    return _posterior(tuple(sorted(orders)), size)


@lru_cache(maxsize=8192)
def _posterior(orders: tuple[Order, ...], size: int) -> Posterior:
    distinct = tuple(dict.fromkeys(orders))
    code = np.array([distinct.index(order) for order in orders], dtype=np.int32)
    rankings = Rankings(models=tuple(map(str, range(size))), orders=distinct, code=code)
    if max(len(group) for order in orders for group in order) > _MOST_TIED:
        maximum = fit_bradley_terry(tabulate(rankings.as_comparisons()).pairs, _PRECISION)
        return Posterior(maximum.point, bread(maximum.information, size, _PRECISION))
    fitted = fit_plackett_luce(rankings, (), _PRECISION)
    return Posterior(fitted.point, fitted.bread)
