"""Two ways of clustering and their intersections as one table: the sum of the three is known before any skills are.

Σ ± K/(K-1) Σ_c g_c g_cᵀ is linear in the moments and squares of the three, so that each fit goes through one sum of
them and not through three tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assay.judgement.ranking.cluster_table import ClusterTable, Gathered, Rows, meat_of
from assay.judgement.ranking.clusters import correction, sign
from assay.judgement.ranking.comparisons import Floats
from assay.judgement.ranking.moments import Moments, pairs_of, weighted_sum


@dataclass(frozen=True, eq=False)
class Crossed:
    """``squares`` and ``moments`` are summed over the ways, each with its sign and factor; ``reach`` is at least
    K/(K-1) Σ_c |g_c|² of either way, at any skills.
    """

    squares: Floats | None
    moments: Moments
    reach: float

    def meat(self, expected: Floats, tie: Floats | None = None) -> Floats:
        """Σ_ways ± K/(K-1) Σ_c g_c g_cᵀ, as :meth:`ClusterTable.meat`."""
        return meat_of(self.squares, self.moments, expected, tie)


def crossed(ways: Mapping[tuple[str, ...], ClusterTable], size: int) -> Crossed | None:
    """The sum of these ways for ``size`` models; None if it is not two, or if by themselves they are less to read."""
    if len(ways) < 3 or not _worth(list(ways.values()), size):
        return None
    moments, squares, reach = list[tuple[float, Moments]](), list[tuple[float, Floats]](), 0.0
    for key, way in ways.items():
        factor, weight = correction(way.clusters), 0.0
        if way.squares is not None:
            squares.append((sign(key, crossed=True) * factor, way.squares))
            weight += float(way.squares.sum())
        if isinstance(way.rest, Gathered | Moments):
            found = way.rest.moments() if isinstance(way.rest, Gathered) else way.rest
            moments.append((sign(key, crossed=True) * factor, found))
            weight += found.met_squared()
        # one comparison's score is at most its weight at each of two models and at the tie
        reach = max(reach, 3 * factor * weight) if len(key) == 1 else reach
    alone = sum((factor * values for factor, values in squares[1:]), squares[0][0] * squares[0][1]) if squares else None
    return Crossed(alone, weighted_sum(moments), reach)


def _worth(ways: list[ClusterTable], size: int) -> bool:
    if any(isinstance(way.rest, Rows) for way in ways):
        return False
    most = pairs_of(size) ** 2
    cells = [way.rest.counts.size if isinstance(way.rest, Gathered) else most for way in ways if way.rest is not None]
    return sum(cells) > most
