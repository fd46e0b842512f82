"""Covariances that stay right when comparisons share a reviewer, a task or an event.

Sources: Liang & Zeger, Biometrika 73 (1986), the sandwich with one score per cluster; Cameron, Gelbach & Miller,
"Robust Inference With Multiway Clustering", Journal of Business & Economic Statistics 29 (2011), equation 2.11 for two
ways, §2.3 for K/(K-1) in each term and min(K) - 1 degrees of freedom.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from scipy.special import stdtrit

from assay.judgement.ranking.comparisons import CREDIT, Codes, Floats, Winner
from assay.judgement.ranking.table import ClusterTable, Gathered, Rows

_BLOCK = 1 << 21
"""Cells of the cluster x parameter matrix that are held at a time (16 MiB)."""

_NO_VARIANCE = 1e-9
"""Variances at or below this share of the greatest are none."""


def pair_meat(table: ClusterTable, expected: Floats, tie: Floats | None = None) -> Floats:
    """Σ_c g_c g_cᵀ over clusters c, where g_c is the cluster's summed score.

    ``expected[i, j]`` is what i can expect to gain from j in one comparison, ``tie[i, j]`` the probability of a tie,
    given when the model has a parameter for ties, which is then the last one.
    """
    meat = _alone(table.squares, expected, tie)
    match table.rest:
        case Gathered() as gathered:
            scores = gathered.credit - gathered.summed(expected)
            if tie is not None:
                own = gathered.ties - gathered.summed(tie).sum(axis=1) / 2
                scores = np.column_stack([scores, own])
            meat += scores.T @ scores
        case Rows() as rows:
            meat += _row_meat(rows, expected, tie)
        case None:
            pass
    return meat


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
    bread: Floats, meats: Mapping[tuple[str, ...], Floats], counts: Mapping[tuple[str, ...], int], prior: Floats
) -> tuple[Floats, float]:
    """V = B (Σ_ways ± K/(K-1) meat + prior · I) B, and the degrees of freedom of its t intervals.

    One way counts once; of two, their intersections are taken off again. ``prior``, shape (d,), is the precision of a
    normal prior whose curvature is in ``bread``: a model that fits then gives the Laplace posterior. Without clusters
    the degrees of freedom are infinite.
    """
    terms = {key: _corrected(meat, counts[key]) for key, meat in meats.items()}
    sides = [term for key, term in terms.items() if len(key) == 1]
    crossed = len(sides) == 2
    middle = np.diag(prior)
    for key, term in terms.items():
        middle = middle + (-term if crossed and len(key) == 2 else term)
    covariance: Floats = bread @ middle @ bread
    freedom = min((counts[key] - 1 for key in meats if key), default=math.inf)
    if crossed:
        covariance = _floored(covariance, [bread @ side @ bread for side in sides])
    return covariance, float(freedom)


def _corrected(meat: Floats, clusters: int) -> Floats:
    return meat * (clusters / (clusters - 1)) if clusters > 1 else meat


def critical(level: float, freedom: float, tests: int = 1) -> float:
    """The two-sided critical value of t, or of the normal distribution, shared by ``tests`` statements (Bonferroni)."""
    return float(stdtrit(freedom, 1 - (1 - level) / (2 * tests)))


def _floored(covariance: Floats, sides: Sequence[Floats]) -> Floats:
    """The covariance with the larger variance of one way alone in every direction in which it has none of its own.

    Two ways less their intersections can come out at or below zero; an interval of no width would be a lie. Source:
    MacKinnon, Nielsen & Webb, "Jackknife inference with two-way clustering" (2024), who take the larger one.
    """
    values, vectors = np.linalg.eigh(covariance)
    lost = values <= _NO_VARIANCE * max(values[-1], *(float(np.trace(side)) for side in sides))
    if not lost.any():
        return covariance
    alone = np.max([np.einsum("ik,ij,jk->k", vectors, side, vectors) for side in sides], axis=0)
    result: Floats = (vectors * np.where(lost, np.maximum(alone, 0), values)) @ vectors.T
    return result


def _alone(squares: Floats, expected: Floats, tie: Floats | None) -> Floats:
    """Clusters of one comparison: the outer products e² d dᵀ depend on nothing but the cell."""
    residual = CREDIT - expected[:, :, None]
    both = (squares * residual**2).sum(axis=2)
    both = both + both.T
    meat: Floats = np.diag(both.sum(axis=1)) - both
    if tie is None:
        return meat
    surprise = np.array([0.0, 0.0, 1.0]) - tie[:, :, None]
    mixed = (squares * residual * surprise).sum(axis=2)
    border = mixed.sum(axis=1) - mixed.sum(axis=0)
    corner = float((squares * surprise**2).sum())
    return np.asarray(np.block([[meat, border[:, None]], [border[None, :], np.array([[corner]])]]))


def _row_meat(rows: Rows, expected: Floats, tie: Floats | None) -> Floats:
    size = len(expected)
    residual = rows.weight * (CREDIT[rows.winner] - expected[rows.left, rows.right])
    cluster, column, value = [rows.cluster] * 2, [rows.left, rows.right], [residual, -residual]
    if tie is not None:
        cluster.append(rows.cluster)
        column.append(np.full(len(residual), size, dtype=np.int32))
        value.append(rows.weight * ((rows.winner == Winner.TIE) - tie[rows.left, rows.right]))
    width = size + (tie is not None)
    return contributed_meat(np.concatenate(cluster), np.concatenate(column), np.concatenate(value), width)
