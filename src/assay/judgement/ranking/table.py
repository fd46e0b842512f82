"""Comparisons tabulated once, so that a leaderboard costs the same at any number of votes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from assay.errors import InputError
from assay.judgement.ranking.comparisons import CREDIT, Clusters, Codes, Comparisons, Floats, Winner, ways_of

_DENSE_CELLS = 1 << 20
"""Up to this many cells (8 MiB) comparisons are gathered as one matrix per cluster."""

_SPARSE_ROWS, _SPARSE_SCORES = 1 << 22, 1 << 22
"""Up to this many comparisons, and clusters x models, they are gathered as one sparse matrix (at most 100 MiB)."""


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
class Rows:
    """Comparisons that stand as they are, each with its cluster's code."""

    cluster: Codes
    left: Codes
    right: Codes
    winner: NDArray[np.int8]
    weight: Floats


@dataclass(frozen=True, eq=False)
class Gathered:
    """Comparisons summed by cluster c: ``credit[c, i]``, ``ties[c]``, and how often i met j, symmetric in i and j:
    ``counts[c, i, j]``, or sparse with rows c · M + i and columns i · M + j.
    """

    credit: Floats
    counts: Floats | csr_array
    ties: Floats

    def summed(self, cell: Floats) -> Floats:
        """Σ_j counts[c, i, j] · cell[i, j], shape (clusters, M)."""
        if isinstance(self.counts, csr_array):
            flat: Floats = self.counts @ cell.ravel()
            return flat.reshape(self.credit.shape)
        result: Floats = np.einsum("cij,ij->ci", self.counts, cell)
        return result


@dataclass(frozen=True, eq=False)
class ClusterTable:
    """All that the scores of ``clusters`` clusters need.

    ``squares[i, j, o]`` sums the squared weights of comparisons that are alone in their cluster (left i, right j,
    winner o); ``rest`` holds the others, gathered where that is smaller.
    """

    clusters: int
    squares: Floats
    rest: Gathered | Rows | None


@dataclass(frozen=True, eq=False)
class Tabulated:
    """Comparisons of M models as tables: of all pairs, and by cluster for each way of clustering.

    ``ways`` are keyed by the names that are crossed; the empty key stands for "each comparison on its own".
    ``comparisons`` counts rows, ``n`` those of each model.
    """

    models: tuple[str, ...]
    pairs: PairTable
    ways: Mapping[tuple[str, ...], ClusterTable]
    comparisons: int
    n: NDArray[np.int64]


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
    ways = {key: _cluster_table(comparisons, clusters, cells) for key, clusters in clustered.items()}
    return Tabulated(
        models=comparisons.models,
        pairs=_pairs(weight),
        ways=ways or {(): ClusterTable(len(comparisons.left), squares, None)},
        comparisons=len(comparisons.left),
        n=(met.sum(axis=0) + met.sum(axis=1)).astype(np.int64),
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


def _cluster_table(comparisons: Comparisons, clusters: Clusters, cells: NDArray[np.int64]) -> ClusterTable:
    size = len(comparisons.models)
    if clusters.count * size**2 <= _DENSE_CELLS:
        return ClusterTable(clusters.count, np.zeros((size, size, 3)), _gather(comparisons, clusters, cells))
    alone = (np.bincount(clusters.codes, minlength=clusters.count) == 1)[clusters.codes]
    lone_squares = None if comparisons.weight is None else comparisons.weight[alone] ** 2
    squares = _counted(cells[alone], lone_squares, size)
    if alone.all():
        return ClusterTable(clusters.count, squares, None)
    rows = _rows(comparisons, clusters.within(~alone), ~alone)
    in_rows = int(rows.cluster.max()) + 1
    small = len(rows.left) <= _SPARSE_ROWS and in_rows * size <= _SPARSE_SCORES
    return ClusterTable(clusters.count, squares, _gather_sparse(rows, in_rows, size) if small else rows)


def _gather(comparisons: Comparisons, clusters: Clusters, cells: NDArray[np.int64]) -> Gathered:
    size, count = len(comparisons.models), clusters.count
    keys = clusters.codes * np.int64(3 * size**2)
    keys += cells
    summed = np.asarray(np.bincount(keys, comparisons.weight, count * 3 * size**2), dtype=np.float64)
    by_winner = summed.reshape(count, size, size, 3)
    tied = by_winner[..., 2] / 2
    gained, given = by_winner[..., 0] + tied, by_winner[..., 1] + tied
    met = gained + given
    return Gathered(
        credit=gained.sum(axis=2) + given.sum(axis=1),
        counts=met + met.transpose(0, 2, 1),
        ties=2 * tied.sum(axis=(1, 2)),
    )


def _gather_sparse(rows: Rows, clusters: int, size: int) -> Gathered:
    left, right = rows.cluster * np.int32(size) + rows.left, rows.cluster * np.int32(size) + rows.right
    gained, tied = rows.weight * CREDIT[rows.winner], rows.weight * (rows.winner == Winner.TIE)
    credit = np.bincount(left, gained, clusters * size) + np.bincount(right, rows.weight - gained, clusters * size)
    there, back = rows.left * np.int32(size) + rows.right, rows.right * np.int32(size) + rows.left
    cells = (np.concatenate([left, right]), np.concatenate([there, back]))
    return Gathered(
        credit=np.asarray(credit, dtype=np.float64).reshape(clusters, size),
        counts=csr_array((np.concatenate([rows.weight] * 2), cells), shape=(clusters * size, size**2)),
        ties=np.asarray(np.bincount(rows.cluster, tied, clusters), dtype=np.float64),
    )


def _rows(comparisons: Comparisons, clusters: Clusters, chosen: NDArray[np.bool_]) -> Rows:
    return Rows(
        cluster=clusters.codes,
        left=comparisons.left[chosen],
        right=comparisons.right[chosen],
        winner=comparisons.winner[chosen],
        weight=comparisons.weights[chosen],
    )
