"""Covariances that stay right when comparisons share a reviewer, a task or an event.

Sources: Liang & Zeger, Biometrika 73 (1986), the sandwich with one score per cluster; Cameron, Gelbach & Miller,
"Robust Inference With Multiway Clustering", Journal of Business & Economic Statistics 29 (2011), equation 2.11 for two
ways, §2.3 for K/(K-1) in each term and min(K) - 1 degrees of freedom.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.linalg.lapack import dpotrf
from scipy.special import stdtrit

from assay.judgement.ranking.comparisons import Codes, Floats

_BLOCK = 1 << 21
"""Cells of the cluster x parameter matrix that are held at a time (16 MiB)."""

_NO_VARIANCE = 1e-9
"""Variances at or below this share of the greatest are none."""


@dataclass(frozen=True, eq=False)
class Summed:
    """``middle``: Σ_ways ± K/(K-1) meat, had in one; ``reach`` is at least the trace of either way's term."""

    middle: Floats
    reach: float


def contributed_meat(cluster: Codes, column: Codes, value: Floats, width: int) -> Floats:
    """Σ_c g_c g_cᵀ where g_c sums the contributions ``value`` of cluster c to each of ``width`` parameters."""
    order = np.argsort(cluster, kind="stable")
    cluster, column, value = cluster[order], column[order], value[order]
    starts = np.flatnonzero(np.diff(cluster, prepend=cluster[:1] - 1))
    bounds = [*starts[:: max(_BLOCK // width, 1)].tolist(), len(cluster)]
    meat = np.zeros((width, width))
    for low, high in pairwise(bounds):
        part = cluster[low:high]
        local = np.cumsum(np.diff(part, prepend=part[:1]) != 0)
        cells = int(local[-1]) + 1
        scores = np.bincount(local * width + column[low:high], value[low:high], cells * width).reshape(cells, width)
        meat += scores.T @ scores
    return meat


def clustered(
    bread: Floats,
    meats: Mapping[tuple[str, ...], Floats],
    counts: Mapping[tuple[str, ...], int],
    prior: Floats,
    gauge: int = 0,
    summed: Summed | None = None,
) -> tuple[Floats, float]:
    """V = B (Σ_ways ± K/(K-1) meat + prior · I) B, and the degrees of freedom of its t intervals.

    One way counts once; of two, their intersections are taken off again. ``prior``, shape (d,), is the precision of a
    normal prior whose curvature is in ``bread``: a model that fits then gives the Laplace posterior. No score changes
    when the first ``gauge`` parameters are shifted alike. Without clusters the degrees of freedom are infinite. Of two
    ways that are ``summed``, ``meats`` are asked for only if the sum might lack variance in some direction.
    """
    freedom = float(min((count - 1 for key, count in counts.items() if key), default=math.inf))
    if summed is not None:
        covariance: Floats = bread @ (np.diag(prior) + summed.middle) @ bread
        if _surely_positive(covariance, bread, summed.reach, gauge):
            return covariance, freedom
    terms = {key: correction(counts[key]) * meat for key, meat in meats.items()}
    sides = [term for key, term in terms.items() if len(key) == 1]
    crossed = len(sides) == 2
    middle = np.diag(prior)
    for key, term in terms.items():
        middle = middle + sign(key, crossed=crossed) * term
    covariance = bread @ middle @ bread
    if crossed:
        covariance = _floored(covariance, [bread @ side @ bread for side in sides], gauge)
    return covariance, freedom


def correction(clusters: int) -> float:
    """K/(K-1)."""
    return clusters / (clusters - 1) if clusters > 1 else 1.0


def sign(key: tuple[str, ...], *, crossed: bool) -> int:
    """Whether a way is added or, being the intersections of two that are, taken off."""
    return -1 if crossed and len(key) == 2 else 1


def critical(level: float, freedom: float, tests: int = 1) -> float:
    """The two-sided critical value of t, or of the normal distribution, shared by ``tests`` statements (Bonferroni)."""
    return float(stdtrit(freedom, 1 - (1 - level) / (2 * tests)))


def _floored(covariance: Floats, sides: Sequence[Floats], gauge: int) -> Floats:
    """The covariance with the larger variance of one way alone in every direction in which it has none of its own.

    Two ways less their intersections can come out at or below zero; an interval of no width would be a lie. Source:
    MacKinnon, Nielsen & Webb, "Jackknife inference with two-way clustering" (2024), who take the larger one.
    """
    scale = max(float(np.linalg.norm(covariance)), *(float(np.trace(side)) for side in sides))
    if _positive(covariance, scale, gauge):
        return covariance
    values, vectors = np.linalg.eigh(covariance)
    lost = values <= _NO_VARIANCE * max(values[-1], *(float(np.trace(side)) for side in sides))
    if not lost.any():
        return covariance
    alone = np.max([((side @ vectors) * vectors).sum(axis=0) for side in sides], axis=0)
    result: Floats = (vectors * np.where(lost, np.maximum(alone, 0), values)) @ vectors.T
    return result


def _surely_positive(covariance: Floats, bread: Floats, reach: float, gauge: int) -> bool:
    """As :func:`_floored` asks it, with more than the trace of either way: |B g| is at most |g| times a norm of B."""
    most = reach * float(np.abs(bread).sum(axis=1).max()) ** 2
    return _positive(covariance, max(float(np.linalg.norm(covariance)), most), gauge)


def _positive(covariance: Floats, scale: float, gauge: int) -> bool:
    """Whether there is variance in every direction but the shift of the gauge (by Cholesky)."""
    tried = covariance - _NO_VARIANCE * scale * np.eye(len(covariance))
    tried[:gauge, :gauge] += scale / max(gauge, 1)  # to the shift alone, which is a direction of its own
    return not dpotrf(tried)[1]
