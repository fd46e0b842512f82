"""Where models stand, and how surely: the frozen result of every model of this package."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assay.judgement.ranking.clusters import critical
from assay.judgement.ranking.comparisons import Floats

ELO_PER_LOGIT = 400 / math.log(10)
"""Ten to one odds are 400 Elo points."""

ELO_MEAN = 1000.0
"""The mean of a group on the Elo scale."""

_DRAWS, _SEED = 10_000, 20_250_131


@dataclass(frozen=True)
class Estimate:
    """A parameter other than a skill, with its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Place:
    """One model: ``theta`` in log-odds against the mean of its group, its interval, and its rank there, 1 for the best.

    ``rank_low`` to ``rank_high`` are the ranks that the differences to the others allow; ``p_best`` is the chance to be
    the best of the group; ``n`` counts comparisons (or rankings).
    """

    model: str
    group: int
    rank: int
    theta: float
    low: float
    high: float
    rank_low: int
    rank_high: int
    p_best: float
    n: int

    def elo(self) -> tuple[float, float, float]:
        """The skill and its interval in Elo points, the mean of the group at 1000."""
        points = [ELO_MEAN + ELO_PER_LOGIT * value for value in (self.theta, self.low, self.high)]
        return points[0], points[1], points[2]


@dataclass(frozen=True)
class Unplaced:
    """A model that cannot be placed, and why."""

    model: str
    reason: str
    n: int


@dataclass(frozen=True, eq=False)
class Scale:
    """Models that are comparable with each other. ``theta`` (M,) sums to zero, ``covariance`` (M, M) belongs to it.

    ``freedom``: degrees of freedom of t intervals, infinite without clusters; ``parameters``: what else was estimated;
    ``draws`` (rounds, M): skills in bootstrap rounds, whose covariance is then ``covariance``.
    """

    models: tuple[str, ...]
    theta: Floats
    covariance: Floats
    freedom: float
    n: NDArray[np.int64]
    parameters: Mapping[str, Estimate] = field(default_factory=dict)
    draws: Floats | None = None

    def intervals(self, level: float = 0.95) -> Floats:
        """Low and high ends, shape (M, 2): percentiles of the draws where there are some, else of t."""
        if self.draws is not None:
            tail = (1 - level) / 2
            return np.asarray(np.quantile(self.draws, [tail, 1 - tail], axis=0)).T
        half = critical(level, self.freedom) * np.sqrt(np.maximum(np.diag(self.covariance), 0))
        return np.stack([self.theta - half, self.theta + half], axis=1)

    def rank_intervals(self, level: float = 0.95) -> NDArray[np.int64]:
        """Lowest and highest rank of each model, shape (M, 2), 1 the best.

        The rank of one model lies there with at least ``level``: its M - 1 differences hold together. Source: Mogstad,
        Romano, Shaikh & Wilhelm, "Inference for Ranks", Review of Economic Studies 91 (2024), §3, with Bonferroni's
        critical value.
        """
        spread = np.diag(self.covariance)
        variance = spread[:, None] + spread[None, :] - 2 * self.covariance
        reach = critical(level, self.freedom, len(self.theta) - 1) * np.sqrt(np.maximum(variance, 0))
        above = (self.theta[:, None] - self.theta[None, :]) > reach
        return np.stack([1 + above.sum(axis=0), len(self.theta) - above.sum(axis=1)], axis=1)

    @cached_property
    def p_best(self) -> Floats:
        """The chance of each model to have the greatest θ, by 10,000 draws with a fixed seed, from the intervals' t."""
        order = np.argsort(-self.theta, kind="stable")
        values, vectors = np.linalg.eigh(self.covariance[np.ix_(order, order)])
        root = vectors * np.sqrt(np.maximum(values, 0))
        generator = np.random.default_rng(_SEED)
        drawn = generator.standard_normal((_DRAWS, len(order))) @ root.T
        if np.isfinite(self.freedom):
            drawn *= np.sqrt(self.freedom / generator.chisquare(self.freedom, _DRAWS))[:, None]
        best = np.argmax(self.theta[order] + drawn, axis=1)
        shares = np.empty(len(order))
        shares[order] = np.bincount(best, minlength=len(order)) / _DRAWS
        return shares


@dataclass(frozen=True, eq=False)
class Standing:
    """The result: one scale for models that can be compared, further scales for islands, and who cannot be placed.

    ``cluster`` names what intervals are clustered by, ``clusters`` how many of each there are; ``notes`` say in words
    what the figures do not show.
    """

    model: str
    scales: tuple[Scale, ...]
    unplaced: tuple[Unplaced, ...]
    cluster: tuple[str, ...]
    clusters: Mapping[str, int]
    n: int
    level: float = 0.95
    notes: tuple[str, ...] = ()
    rounds: int = 0

    def places(self) -> tuple[Place, ...]:
        """Every placed model, group by group, the best first; equal skills share a rank and are ordered by name."""
        return tuple(place for group, scale in enumerate(self.scales, 1) for place in self._placed(group, scale))

    def _placed(self, group: int, scale: Scale) -> list[Place]:
        ends, ranks = scale.intervals(self.level), scale.rank_intervals(self.level)
        rounded = np.round(scale.theta, 9)
        order = sorted(range(len(rounded)), key=lambda i: (-rounded[i], scale.models[i]))
        return [
            Place(
                model=scale.models[i],
                group=group,
                rank=1 + int((rounded > rounded[i]).sum()),
                theta=float(scale.theta[i]),
                low=float(ends[i, 0]),
                high=float(ends[i, 1]),
                rank_low=int(ranks[i, 0]),
                rank_high=int(ranks[i, 1]),
                p_best=float(scale.p_best[i]),
                n=int(scale.n[i]),
            )
            for i in order
        ]
