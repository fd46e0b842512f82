"""Σ_c g_c g_cᵀ in the plainest way, to compare tables with."""

from __future__ import annotations

import numpy as np

from assay.judgement.ranking import Clusters, Comparisons
from assay.judgement.ranking.comparisons import CREDIT, Floats


def one_by_one(comparisons: Comparisons, clusters: Clusters, expected: Floats, tie: Floats | None) -> Floats:
    """Each comparison's score into its cluster's, and the sum of their squares."""
    size, rows = len(expected), np.arange(len(comparisons.left))
    single = np.zeros((len(rows), size + 1))
    residual = comparisons.weights * (CREDIT[comparisons.winner] - expected[comparisons.left, comparisons.right])
    single[rows, comparisons.left] += residual
    single[rows, comparisons.right] -= residual
    if tie is not None:
        chance = tie[comparisons.left, comparisons.right]
        single[:, size] = comparisons.weights * ((comparisons.winner == 2) - chance)
    scores = np.zeros((clusters.count, size + 1))
    np.add.at(scores, clusters.codes, single)
    width = size + (tie is not None)
    return np.asarray(scores[:, :width].T @ scores[:, :width])
