"""Plackett-Luce: a ranking is a row of choices, each of the best among those that are left.

P(i is chosen from S) = exp θ_i / Σ_{j in S} exp θ_j. Sources: Plackett, Applied Statistics 24 (1975); Luce,
"Individual Choice Behavior" (1959); the likelihood as in Hunter, Annals of Statistics 32 (2004), §5. A tied group
counts as the mean of the log-likelihoods of all its orders, so that a tie of two is half a win for each, as in
Bradley-Terry.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
from scipy.sparse import csr_array, diags_array

from assay.errors import InputError
from assay.judgement.ranking.comparisons import Clusters, Floats, ways_of
from assay.judgement.ranking.fitting import Fitted, bread
from assay.judgement.ranking.newton import maximize
from assay.judgement.ranking.rankings import Order, Rankings

_MOST_TIED = 10
"""A tied group of g models has 2^g - 1 sets of models left to choose from."""


@dataclass(frozen=True, eq=False)
class _Choices:
    """U distinct orders as sums of choices from K distinct sets: ``credit`` (U, M) chosen, ``uses`` (U, K) sets.

    Set k holds the models ``items[starts[k] : starts[k + 1]]``.
    """

    credit: csr_array
    uses: csr_array
    items: np.ndarray[tuple[int], np.dtype[np.int64]]
    starts: np.ndarray[tuple[int], np.dtype[np.int64]]

    def chances(self, theta: Floats) -> tuple[csr_array, Floats]:
        """P(i is chosen from set k), shape (K, M), and the logarithm of each set's sum of exp θ."""
        value = theta[self.items]
        first, sizes = self.starts[:-1], np.diff(self.starts)
        top = np.maximum.reduceat(value, first)
        weight = np.exp(value - np.repeat(top, sizes))
        total = np.add.reduceat(weight, first)
        shape = (len(first), len(theta))
        return csr_array((weight / np.repeat(total, sizes), self.items, self.starts), shape=shape), np.log(total) + top


def fit_plackett_luce(rankings: Rankings, cluster: Sequence[str] = (), prior: float = 0.0) -> Fitted:
    """θ with sum zero, and the scores by cluster; ``prior`` is the precision of a normal prior on each θ.

    Raises:
        InputError: a group of more than ten models is tied.
    """
    choices = _choices(rankings.orders, len(rankings.models))
    weight = np.bincount(rankings.code, rankings.weights, len(rankings.orders))
    credit, used, size = weight @ choices.credit, weight @ choices.uses, len(rankings.models)

    def derivatives(theta: Floats) -> tuple[float, Floats, Floats]:
        chance, log_sum = choices.chances(theta)
        chosen = used @ chance
        value = float(credit @ theta - used @ log_sum) - prior * float(theta @ theta) / 2
        curve = (chance.T @ diags_array(used) @ chance).toarray()
        return value, credit - chosen - prior * theta, np.diag(chosen + prior) - curve

    maximum = maximize(derivatives, np.zeros(size), size)
    scores = choices.credit - choices.uses @ choices.chances(maximum.point)[0]
    ways = _ways(rankings, cluster)
    return Fitted(
        point=maximum.point,
        bread=bread(maximum.information, size, prior),
        meats={key: _meat(rankings, clusters, scores) for key, clusters in ways.items()},
        counts={key: clusters.count for key, clusters in ways.items()},
    )


def _ways(rankings: Rankings, cluster: Sequence[str]) -> dict[tuple[str, ...], Clusters]:
    n = len(rankings.code)
    return ways_of(rankings.clusters, cluster) or {(): Clusters(np.arange(n, dtype=np.int32), n)}


def _meat(rankings: Rankings, clusters: Clusters, scores: csr_array) -> Floats:
    shape = (clusters.count, scores.shape[0])
    summed = csr_array((rankings.weights, (clusters.codes, rankings.code)), shape=shape) @ scores
    meat: Floats = (summed.T @ summed).toarray()
    return meat


def _choices(orders: Sequence[Order], size: int) -> _Choices:
    sets: dict[tuple[int, ...], int] = {}
    credit: list[tuple[int, int, float]] = []
    uses: list[tuple[int, int, float]] = []
    for row, order in enumerate(orders):
        gained: dict[int, float] = defaultdict(float)
        for left, share in _stages(order):
            if len(left) > 1:
                uses.append((row, sets.setdefault(left, len(sets)), share))
            else:
                gained[left[0]] -= share
        for group in order:
            for item in group:
                gained[item] += 1.0
        credit += [(row, item, value) for item, value in gained.items()]
    lengths = [len(left) for left in sets]
    return _Choices(
        credit=_sparse(credit, (len(orders), size)),
        uses=_sparse(uses, (len(orders), len(sets))),
        items=np.array([item for left in sets for item in left], dtype=np.int64),
        starts=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
    )


def _stages(order: Order) -> list[tuple[tuple[int, ...], float]]:
    """The sets from which a ranking chooses, each with the share of the tied orders that pass through it."""
    stages = []
    for at, group in enumerate(order):
        if len(group) > _MOST_TIED:
            raise InputError(f"{len(group)} models are tied in one ranking", remedy=f"tie at most {_MOST_TIED}")
        below = tuple(item for later in order[at + 1 :] for item in later)
        for gone in range(len(group)):
            share = 1 / comb(len(group), gone)
            stages += [(tuple(sorted(left + below)), share) for left in combinations(group, len(group) - gone)]
    return stages


def _sparse(cells: Sequence[tuple[int, int, float]], shape: tuple[int, int]) -> csr_array:
    rows, columns, values = zip(*cells, strict=True) if cells else ((), (), ())
    return csr_array(
        (np.array(values, dtype=np.float64), (np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64))),
        shape=shape,
    )
