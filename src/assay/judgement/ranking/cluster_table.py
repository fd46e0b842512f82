"""What is kept of comparisons that share clusters, so that Σ_c g_c g_cᵀ can be had at any skills without the rows.

g_c, the score of cluster c, is linear in what the cluster counts: ``own[c]`` less ``met[c] @ change``, where

- ``own[c, i]`` is what model i gained above a half of each of its comparisons, and ``own[c, M]`` the tied weight;
- ``met[c, p]`` is how often the two models of pair p met;
- ``change[p]`` is what a comparison of pair p can be expected to add to ``own``: ± ``lean`` to its models, its chance
  of a tie to the last.

So the sum is quadratic in ``change``, and its coefficients are the second moments of ``own`` and ``met``: where there
are more clusters than pairs these are less to keep and to go through than the clusters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from assay.judgement.ranking.comparisons import CREDIT, Clusters, Codes, Comparisons, Floats, Winner
from assay.judgement.ranking.moments import Moments, folded, moments_of, pair_ends, pairs_of

_CELLS = 1 << 23
"""Cells of a table that are kept at most (64 MiB)."""

_CELLS_PER_ROW = 128
"""From here on going through the rows themselves is as quick."""

_BLOCK = 1 << 18
"""Rows that are summed at a time, at most; fewer where their clusters' sums would have more than these cells."""

_FILLED = 1 / 8
"""Matrices with a greater share of cells are multiplied dense."""


@dataclass(frozen=True, eq=False)
class Rows:
    """Comparisons as they stand, each with the code of one of ``clusters``, in any order until they are sorted."""

    clusters: int
    cluster: Codes
    left: Codes
    right: Codes
    winner: NDArray[np.int8]
    weight: Floats

    def sorted(self, order: Codes) -> Self:
        """Some of them, in an order that keeps clusters together, which get new codes without gaps."""
        cluster = np.cumsum(np.diff(self.cluster[order], prepend=self.cluster[order[:1]]) != 0, dtype=np.int32)
        return type(self)(
            clusters=int(cluster[-1]) + 1,
            cluster=cluster,
            left=self.left[order],
            right=self.right[order],
            winner=self.winner[order],
            weight=self.weight[order],
        )

    def meat(self, lean: Floats, tie: Floats | None) -> Floats:
        """Block by block of sorted ones."""
        width = len(lean) + (tie is not None)
        meat = np.zeros((width, width))
        for block in self.blocks(len(lean)):
            gained, tied = block.own()
            gained -= block.weight * lean[block.left, block.right]
            if tie is not None:
                tied -= block.weight * tie[block.left, block.right]
            scores = block.scored(gained, tied, len(lean))[:, :width]
            meat += scores.T @ scores
        return meat

    def own(self) -> tuple[Floats, Floats]:
        """What the left model gained above a half in each row, and the weight if it is a tie."""
        won = (self.winner == Winner.LEFT).astype(np.int8) - (self.winner == Winner.RIGHT)
        return self.weight * won / 2, self.weight * (self.winner == Winner.TIE)

    def scored(self, gained: Floats, tied: Floats, size: int) -> Floats:
        """Each cluster's sums of what left models gain (and right ones lose) and, last, of ties: (clusters, M + 1)."""
        clusters, width = self.clusters, size + 1
        at = self.cluster * np.int64(width)
        won = np.bincount(at + self.left, gained, clusters * width)
        lost = np.bincount(at + self.right, gained, clusters * width)
        scores: Floats = np.asarray(won - lost, dtype=np.float64).reshape(clusters, width)
        scores[:, size] = np.bincount(self.cluster, tied, clusters)
        return scores

    def met(self, size: int) -> coo_array:
        """How often each cluster compared the two models of each pair, shape (clusters, pairs)."""
        pair = _pair_numbers(size)[self.left, self.right]
        return coo_array((self.weight, (self.cluster, pair)), shape=(self.clusters, pairs_of(size)))

    def blocks(self, size: int) -> Iterator[Self]:
        """Sorted ones in parts that divide no cluster, each with codes from 0."""
        starts = np.flatnonzero(np.diff(self.cluster, prepend=-1))
        wanted = np.arange(0, len(self.cluster), max(min(_BLOCK, _CELLS // (size + 1)), 1))
        bounds = np.append(np.unique(starts[np.searchsorted(starts, wanted, side="right") - 1]), len(self.cluster))
        for low, high in pairwise(bounds.tolist()):
            yield type(self)(
                clusters=int(self.cluster[high - 1] - self.cluster[low]) + 1,
                cluster=self.cluster[low:high] - self.cluster[low],
                left=self.left[low:high],
                right=self.right[low:high],
                winner=self.winner[low:high],
                weight=self.weight[low:high],
            )


@dataclass(frozen=True, eq=False)
class Gathered:
    """Clusters one by one: ``own[k, c]`` and ``counts[i, j, c]``, which is ``met`` of i and j, symmetric."""

    own: Floats
    counts: Floats

    def meat(self, lean: Floats, tie: Floats | None) -> Floats:
        """From each cluster's score."""
        added = _added(self.counts, lean, tie)
        scores = self.own[: len(added)] - added
        meat: Floats = scores @ scores.T
        return meat

    def moments(self) -> Moments:
        """The same summed over clusters."""
        first, second = pair_ends(len(self.counts))
        return moments_of(np.ascontiguousarray(self.own.T), np.ascontiguousarray(self.counts[first, second].T))


@dataclass(frozen=True, eq=False)
class ClusterTable:
    """All that the scores of ``clusters`` clusters need.

    ``squares[i, j, o]`` sums the squared weights of comparisons that are alone in their cluster (left i, right j,
    winner o), None if there are none; ``rest`` holds the others in the way that is least work.
    """

    clusters: int
    squares: Floats | None
    rest: Gathered | Moments | Rows | None

    def meat(self, expected: Floats, tie: Floats | None = None) -> Floats:
        """Σ_c g_c g_cᵀ, shape (d, d).

        ``expected[i, j]`` is what i can expect to gain from j in one comparison, ``tie[i, j]`` the probability of a
        tie, given when the model has a parameter for ties, which is then the last one.
        """
        return meat_of(self.squares, self.rest, expected, tie)


def meat_of(
    squares: Floats | None, rest: Gathered | Moments | Rows | None, expected: Floats, tie: Floats | None
) -> Floats:
    """What is in ``squares`` and ``rest`` of a :class:`ClusterTable`, as its ``meat`` says."""
    width = len(expected) + (tie is not None)
    meat = np.zeros((width, width)) if squares is None else _alone(squares, expected, tie)
    return meat if rest is None else meat + rest.meat(expected - 0.5, tie)


def cluster_table(comparisons: Comparisons, clusters: Clusters) -> ClusterTable:
    """The table of these clusters, in whichever way is least work."""
    rows = Rows(
        clusters.count, clusters.codes, comparisons.left, comparisons.right, comparisons.winner, comparisons.weights
    )
    size = len(comparisons.models)
    if _small(rows, clusters.count, size) and clusters.count <= pairs_of(size):
        return ClusterTable(clusters.count, None, _gathered(rows, size))
    sizes = np.bincount(clusters.codes, minlength=clusters.count)
    order, together = _by_cluster(clusters), np.repeat(sizes > 1, sizes)
    squares = None
    if 2 * together.sum() < len(order):
        squares = _squares(rows, order[~together], size)
        order = order[together]
    if not len(order):
        return ClusterTable(clusters.count, squares, None)
    rows = rows.sorted(order)
    return ClusterTable(clusters.count, squares, _moments(rows, size) if _small(rows, pairs_of(size), size) else rows)


def _small(rows: Rows, columns: int, size: int) -> bool:
    return size**2 * columns <= min(_CELLS, _CELLS_PER_ROW * len(rows.cluster))


def _squares(rows: Rows, chosen: Codes, size: int) -> Floats:
    cells = (rows.left[chosen] * np.int64(size) + rows.right[chosen]) * 3 + rows.winner[chosen]
    summed = np.bincount(cells, rows.weight[chosen] ** 2, 3 * size**2)
    return np.asarray(summed, dtype=np.float64).reshape(size, size, 3)


def _gathered(rows: Rows, size: int) -> Gathered:
    own = rows.scored(*rows.own(), size)
    return Gathered(np.ascontiguousarray(own.T), _symmetric(rows.met(size).toarray().T, size))


def _moments(rows: Rows, size: int) -> Moments:
    pairs = pairs_of(size)
    squares, mixed, products = np.zeros((size + 1, size + 1)), np.zeros((size + 1, pairs)), np.zeros((pairs, pairs))
    for block in rows.blocks(size):
        own, met = block.scored(*block.own(), size), block.met(size).tocsr()
        squares += own.T @ own
        mixed += (met.T @ own).T
        if met.nnz > _FILLED * met.shape[0] * met.shape[1]:
            dense = met.toarray()
            products += dense.T @ dense
        else:
            products += (met.T @ met).toarray()
    return folded(squares, mixed, products)


def _by_cluster(clusters: Clusters) -> Codes:
    """The rows in the order of their clusters: sorted by counting, which takes a sixth of the time of ``argsort``."""
    rows = np.arange(len(clusters.codes), dtype=np.int32)
    shape = (clusters.count, len(rows))
    return csr_array((np.ones(len(rows), dtype=np.int8), (clusters.codes, rows)), shape=shape).indices


def _pair_numbers(size: int) -> Codes:
    """The number of the pair of i and j, from 0, symmetric; the diagonal means nothing."""
    numbers = np.zeros((size, size), dtype=np.int32)
    first, second = pair_ends(size)
    numbers[first, second] = numbers[second, first] = np.arange(len(first), dtype=np.int32)
    return numbers


def _symmetric(by_pair: Floats, size: int) -> Floats:
    """From shape (pairs, K) to (M, M, K), zero where a model would meet itself."""
    first, second = pair_ends(size)
    result = np.zeros((size, size, by_pair.shape[1]))
    result[first, second] = by_pair
    result[second, first] = by_pair
    return result


def _added(counts: Floats, lean: Floats, tie: Floats | None) -> Floats:
    """``(met @ change).T`` by way of ``counts``, shape (d, K)."""
    skills: Floats = np.matmul(lean[:, None, :], counts)[:, 0]
    if tie is None:
        return skills
    ties = np.matmul(tie[:, None, :], counts)[:, 0].sum(axis=0) / 2
    return np.vstack([skills, ties])


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
