"""One fitted model on one scale, whatever the model: what the clustered covariance and the standing need."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from assay.judgement.ranking.bradley_terry import expected_credit, fit_bradley_terry
from assay.judgement.ranking.cluster_table import ClusterTable
from assay.judgement.ranking.clusters import Summed, clustered, critical
from assay.judgement.ranking.comparisons import Floats
from assay.judgement.ranking.davidson import expected_davidson, fit_davidson
from assay.judgement.ranking.newton import centred, pseudo_inverse
from assay.judgement.ranking.standing import Estimate, Scale
from assay.judgement.ranking.table import Tabulated

Ways = Mapping[tuple[str, ...], Floats]


@dataclass(frozen=True, eq=False)
class Fitted:
    """``point`` (d,): M skills with sum zero, then further parameters; ``bread`` (d, d): inverse of the information;
    ``meats``: Σ_c g_c g_cᵀ for each way of clustering, whose number of clusters is in ``counts``.
    """

    point: Floats
    bread: Floats
    meats: Ways
    counts: Mapping[tuple[str, ...], int]
    summed: Summed | None = None


@dataclass(frozen=True, eq=False)
class _Meats(Mapping[tuple[str, ...], Floats]):
    """Each way's meat, worked out when it is asked for."""

    tables: Mapping[tuple[str, ...], ClusterTable]
    expected: Floats
    tie: Floats | None

    def __getitem__(self, key: tuple[str, ...]) -> Floats:
        return self.tables[key].meat(self.expected, self.tie)

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)


def fit_pairs(tabulated: Tabulated, *, davidson: bool = False, prior: float = 0.0) -> Fitted:
    """Bradley-Terry or Davidson from tables, ``prior`` being the precision of the normal prior on skills.

    Raises:
        InputError: as :func:`assay.judgement.ranking.davidson.fit_davidson`.
    """
    size = len(tabulated.models)
    maximum = (fit_davidson if davidson else fit_bradley_terry)(tabulated.pairs, prior)
    expected, tie = expected_davidson(maximum.point) if davidson else (expected_credit(maximum.point), None)
    sums = tabulated.crossed
    return Fitted(
        point=maximum.point,
        bread=bread(maximum.information, size, prior),
        meats=_Meats(tabulated.ways, expected, tie),
        counts={key: table.clusters for key, table in tabulated.ways.items()},
        summed=None if sums is None else Summed(sums.meat(expected, tie), sums.reach),
    )


def bread(information: Floats, size: int, prior: float) -> Floats:
    """The inverse information: with a prior the plain one, without the one of skills that sum to zero."""
    if prior == 0:
        return pseudo_inverse(information, size)
    return np.asarray(np.linalg.inv(information))


def scale_of(
    fitted: Fitted,
    models: tuple[str, ...],
    n: np.ndarray[tuple[int], np.dtype[np.int64]],
    *,
    prior: float = 0.0,
    level: float = 0.95,
    further: tuple[str, ...] = (),
) -> Scale:
    """The scale of a fitted model; ``further`` names the parameters after the skills, ``nu`` being kept as its log."""
    size = len(models)
    shrink = np.zeros(len(fitted.point))
    shrink[:size] = prior
    raw, freedom = clustered(fitted.bread, fitted.meats, fitted.counts, shrink, size, fitted.summed)
    covariance = centred(raw, size)
    reach = critical(level, freedom)
    parameters = {
        name: _estimate(name, float(fitted.point[at]), reach * math.sqrt(covariance[at, at]))
        for at, name in enumerate(further, size)
    }
    return Scale(models, fitted.point[:size], covariance[:size, :size], freedom, n, parameters)


def _estimate(name: str, value: float, half: float) -> Estimate:
    if name == "nu":
        return Estimate(math.exp(value), math.exp(value - half), math.exp(value + half))
    return Estimate(value, value - half, value + half)
