"""Comparisons tabulated once, so that a leaderboard costs the same at any number of votes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.errors import InputError
from assay.judgement.ranking.cluster_table import ClusterTable, cluster_table
from assay.judgement.ranking.comparisons import CREDIT, Clusters, Comparisons, Floats, ways_of
from assay.judgement.ranking.crossed import Crossed, crossed


@dataclass(frozen=True, eq=False)
class PairTable:
    """Sums over all comparisons. ``credit[i, j]``: what i gained from j; ``ties[i, j]``, symmetric: the tied weight."""

    credit: Floats
    ties: Floats

    @property
    def total(self) -> Floats:
        """The weight of all comparisons of i and j, symmetric."""
        return self.credit + self.credit.T


@dataclass(frozen=True, eq=False)
class Tabulated:
    """Comparisons of M models as tables: of all pairs, and by cluster for each way of clustering.

    ``ways`` are keyed by the names that are crossed; the empty key stands for "each comparison on its own".
    ``crossed`` is the sum of two ways less their intersections where that is had in one. ``comparisons`` counts rows,
    ``n`` those of each model.
    """

    models: tuple[str, ...]
    pairs: PairTable
    ways: Mapping[tuple[str, ...], ClusterTable]
    comparisons: int
    n: NDArray[np.int64]
    crossed: Crossed | None = None


def tabulate(comparisons: Comparisons, cluster: Sequence[str] = ()) -> Tabulated:
    """Tables for one way of clustering, for two crossed ways (both and their intersections), or for none.

    Raises:
        InputError: an unknown name in ``cluster``, more than two, or one that has a single cluster.
    """
    named = tuple(cluster)
    check_clusters(comparisons.clusters, named)
    size = len(comparisons.models)
    cells = _cells(comparisons)
    count = _counted(cells, None, size)
    if comparisons.weight is None:
        weight = squares = count
    else:
        weight = _counted(cells, comparisons.weight, size)
        squares = _counted(cells, comparisons.weight**2, size)
    met = count.sum(axis=2)
    clustered = ways_of(comparisons.clusters, named)
    ways = {key: cluster_table(comparisons, clusters) for key, clusters in clustered.items()}
    return Tabulated(
        models=comparisons.models,
        pairs=_pairs(weight),
        ways=ways or {(): ClusterTable(len(comparisons.left), squares, None)},
        comparisons=len(comparisons.left),
        n=(met.sum(axis=0) + met.sum(axis=1)).astype(np.int64),
        crossed=crossed(ways, size),
    )


def check_clusters(clusters: Mapping[str, Clusters], named: Sequence[str]) -> None:
    """Refuse ways of clustering that cannot be had.

    Raises:
        InputError: as :func:`tabulate`.
    """
    if len(named) > 2 or len(set(named)) < len(named):
        raise InputError(f"cannot cluster by {', '.join(named)}", remedy="name one way, or two different ones")
    for name in named:
        if name not in clusters:
            known = ", ".join(sorted(clusters)) or "none"
            raise InputError(f"no column {name!r} to cluster by", remedy=f"columns to cluster by: {known}")
        if clusters[name].count < 2:
            raise InputError(f"a single {name} shows no differences between them", remedy="cluster otherwise")


def _cells(comparisons: Comparisons) -> NDArray[np.int64]:
    cells = comparisons.left.astype(np.int64)
    cells *= len(comparisons.models)
    cells += comparisons.right
    cells *= 3
    cells += comparisons.winner
    return cells


def _counted(cells: NDArray[np.int64], weight: Floats | None, size: int) -> Floats:
    counted = np.bincount(cells, weight, 3 * size**2)
    return np.asarray(counted, dtype=np.float64).reshape(size, size, 3)


def _pairs(weight: Floats) -> PairTable:
    gained = weight @ CREDIT
    given = weight @ (1 - CREDIT)
    return PairTable(gained + given.T, weight[:, :, 2] + weight[:, :, 2].T)
