"""Clusters summed to second moments: what Σ_c g_c g_cᵀ needs at any skills where clusters outnumber pairs of models.

Pairs (i, j), i < j, are numbered in the order of i, then j. With the terms of
:mod:`assay.judgement.ranking.cluster_table` the sum is (own - met · change)ᵀ (own - met · change); multiplied out, it
needs the products of ``own`` and ``met`` only, which are the same at all skills and can be added up over ways of
clustering.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.linalg.blas import dsyrk, ssyrk

from assay.judgement.ranking.comparisons import Codes, Floats

_HALF = 1 << 18
"""Cells of products that are gone through at a time (2 MiB), for they are gone through twice."""

_WHOLE = 1 << 24
"""Whole numbers below this are exact in single precision."""


@dataclass(frozen=True, eq=False)
class Moments:
    """Sums over clusters of products: ``own[k, l]`` of own k and own l, ``mixed[k, p]`` of own k and met p.

    ``halves`` hold those of met p and met q for p < q, and half of them for p = q, by the first model of p: shape
    (some first models from ``first`` on, models from ``first`` on, pairs from the first of ``first`` on).
    """

    own: Floats
    mixed: Floats
    halves: tuple[Floats, ...]

    def meat(self, lean: Floats, tie: Floats | None) -> Floats:
        """(own - met · change)ᵀ (own - met · change), multiplied out."""
        change = _change(lean, tie)
        width = change.shape[1]
        side = (self._halved(lean, tie) - self.mixed[:width]) @ change
        meat: Floats = self.own[:width, :width] + side + side.T
        return meat

    def _halved(self, lean: Floats, tie: Floats | None) -> Floats:
        """``changeᵀ @ halves``, shape (d, pairs)."""
        size, pairs = len(lean), self.mixed.shape[1]
        result = np.zeros((size + (tie is not None), pairs))
        first = 0
        for half in self.halves:
            some, _, columns = half.shape
            last, ahead = first + some, result[:, pairs - columns :]
            ahead[first:last] += np.matmul(lean[first:last, None, first:], half)[:, 0]
            ahead[first:size] += np.matmul(lean[first:, None, first:last], half.transpose(1, 0, 2))[:, 0]
            if tie is not None:
                ahead[size] += tie[first:last, first:].reshape(-1) @ half.reshape(-1, columns)
            first = last
        return result

    def met_squared(self) -> float:
        """The sum over clusters of the squared weight of all their comparisons."""
        return 2 * float(sum(half.sum() for half in self.halves))


def weighted_sum(terms: list[tuple[float, Moments]]) -> Moments:
    """The moments of the same models added up, each by its factor."""
    return Moments(
        own=_added_up([(factor, moments.own) for factor, moments in terms]),
        mixed=_added_up([(factor, moments.mixed) for factor, moments in terms]),
        halves=tuple(
            _added_up([(factor, moments.halves[at]) for factor, moments in terms])
            for at in range(len(terms[0][1].halves))
        ),
    )


def folded(own: Floats, mixed: Floats, products: Floats) -> Moments:
    """Moments from ``products`` (pairs, pairs), of which the lower triangle is not looked at."""
    size = len(own) - 1
    starts = np.append(0, np.cumsum(np.arange(size - 1, 0, -1))).tolist()
    upper = np.triu(products)
    upper[np.diag_indices_from(upper)] /= 2
    halves, first = list[Floats](), 0
    while first < size - 1:
        ahead, columns = size - first, starts[-1] - starts[first]
        some = min(max(_HALF // (ahead * columns), 1), size - 1 - first)
        half = np.zeros((some, ahead, columns))
        for at in range(some):
            half[at, at + 1 :] = upper[starts[first + at] : starts[first + at + 1], starts[first] :]
        halves.append(half)
        first += some
    return Moments(own, mixed, tuple(halves))


def moments_of(own: Floats, met: Floats) -> Moments:
    """Moments of clusters one by one: ``own`` (clusters, models + 1), ``met`` (clusters, pairs)."""
    small = bool((met == np.rint(met)).all()) and float(np.einsum("cp,cp->p", met, met).max(initial=0)) < _WHOLE
    lower = ssyrk(1.0, met.T.astype(np.float32), lower=1) if small else dsyrk(1.0, met.T, lower=1)
    return folded(own.T @ own, own.T @ met, np.asarray(lower.T, dtype=np.float64))


def pairs_of(size: int) -> int:
    """How many pairs there are of ``size`` models."""
    return size * (size - 1) // 2


@lru_cache(maxsize=16)
def pair_ends(size: int) -> tuple[Codes, Codes]:
    """The two models of each pair, in the order of pairs."""
    first, second = (end.astype(np.int32) for end in np.triu_indices(size, 1))
    for end in (first, second):
        end.flags.writeable = False
    return first, second


def _added_up(terms: list[tuple[float, Floats]]) -> Floats:
    result = terms[0][0] * terms[0][1]
    for factor, values in terms[1:]:
        result += factor * values
    return result


def _change(lean: Floats, tie: Floats | None) -> Floats:
    """What a comparison of each pair adds to each parameter, shape (pairs, d)."""
    size = len(lean)
    first, second = pair_ends(size)
    at = np.arange(len(first))
    change = np.zeros((len(first), size + (tie is not None)))
    change[at, first] = lean[first, second]
    change[at, second] = lean[second, first]
    if tie is not None:
        change[:, size] = tie[first, second]
    return change
