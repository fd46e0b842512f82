"""Which two models to compare next: the pair whose answer teaches most."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import entr, expit

from assay.errors import InputError

Floats = NDArray[np.float64]

_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(15)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()

FLOOR: Final = 0.2
"""Share of pairs that are drawn evenly, whatever they teach: an audit without bias."""

PRIOR_DEVIATION: Final = 1.5
"""Of skills that nothing is known of, in log-odds."""


@dataclass(frozen=True, eq=False)
class Beliefs:
    """What is known: ``theta`` (M,) and its ``covariance`` (M, M); ``shown_left[i, j]``: how often i was left of j."""

    theta: Floats
    covariance: Floats
    shown_left: NDArray[np.int64] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int64))

    @staticmethod
    def none(models: int) -> Beliefs:
        """Nothing is known of any model but the prior."""
        return Beliefs(np.zeros(models), PRIOR_DEVIATION**2 * np.eye(models), np.zeros((models, models), np.int64))


@dataclass(frozen=True)
class Pair:
    """Indices of the models to show; ``audit`` if drawn evenly."""

    left: int
    right: int
    audit: bool


def expected_information(beliefs: Beliefs) -> Floats:
    """EIG[i, j] = h(E p) - E h(p) in bits, where p = 1 / (1 + exp(-d)), d ~ N(θ_i - θ_j, v_ij); zero on the diagonal.

    Source: Houlsby, Huszár, Ghahramani & Lengyel, "Bayesian Active Learning for Classification and Preference Learning"
    (2011), equation 2, by 15 Gauss-Hermite nodes.
    """
    gap, variance = _differences(beliefs)
    nodes = np.sqrt(variance)[:, :, None] * _NODES + gap[:, :, None]
    chance = expit(nodes)
    information = _entropy(chance @ _WEIGHTS) - _entropy(chance) @ _WEIGHTS
    np.fill_diagonal(information, 0.0)
    return np.maximum(information, 0.0)


def choose_pairs(beliefs: Beliefs, count: int, seed: int, floor: float = FLOOR) -> tuple[Pair, ...]:
    """``count`` pairs to show at once: rounds in which each model stands at most once, the most telling pair first;
    between rounds what the answers are expected to teach is taken as learnt. Sides are balanced pair by pair.

    Raises:
        InputError: fewer than two models, a negative count, or a floor outside [0, 1].
    """
    models = len(beliefs.theta)
    if models < 2 or count < 0 or not 0 <= floor <= 1:
        raise InputError(
            f"{models} models, {count} pairs, floor {floor}",
            remedy="give two models or more, a count of at least 0 and a floor between 0 and 1",
        )
    generator = np.random.default_rng(seed)
    left = _shown(beliefs, models).copy()
    covariance, chosen = beliefs.covariance, list[Pair]()
    while len(chosen) < count:
        known = Beliefs(beliefs.theta, covariance)
        information = expected_information(known)
        for one, other, audit in _round(information, min(count - len(chosen), models // 2), floor, generator):
            pair = _sided(one, other, audit, left, generator)
            left[pair.left, pair.right] += 1
            chosen.append(pair)
            covariance = _learnt(known, covariance, one, other)
    return tuple(chosen)


def _shown(beliefs: Beliefs, models: int) -> NDArray[np.int64]:
    return beliefs.shown_left if beliefs.shown_left.size else np.zeros((models, models), np.int64)


def _differences(beliefs: Beliefs) -> tuple[Floats, Floats]:
    own = np.diag(beliefs.covariance)
    variance = np.maximum(own[:, None] + own[None, :] - 2 * beliefs.covariance, 0.0)
    return beliefs.theta[:, None] - beliefs.theta[None, :], variance


def _entropy(chance: Floats) -> Floats:
    """Of a coin, in bits."""
    return np.asarray((entr(chance) + entr(1 - chance)) / np.log(2))


def _round(information: Floats, size: int, floor: float, generator: np.random.Generator) -> list[tuple[int, int, bool]]:
    """Greedy matching; each pair is drawn evenly from the models that are left with chance ``floor``."""
    free = np.ones(len(information), dtype=np.bool_)
    score = np.triu(information + generator.random(information.shape) * 1e-12, 1)
    pairs: list[tuple[int, int, bool]] = []
    for _ in range(size):
        audit = bool(generator.random() < floor)
        if audit:
            one, other = sorted(generator.choice(np.flatnonzero(free), 2, replace=False).tolist())
        else:
            open_pairs = np.where(free[:, None] & free[None, :], score, -1.0)
            one, other = (int(at) for at in np.unravel_index(int(open_pairs.argmax()), score.shape))
        free[[one, other]] = False
        pairs.append((one, other, audit))
    return pairs


def _sided(one: int, other: int, audit: bool, left: NDArray[np.int64], generator: np.random.Generator) -> Pair:  # noqa: FBT001 - a fact of the pair
    ahead = int(left[one, other] - left[other, one])
    swap = ahead > 0 if ahead else bool(generator.random() < 0.5)
    return Pair(other, one, audit) if swap else Pair(one, other, audit)


def _learnt(beliefs: Beliefs, covariance: Floats, one: int, other: int) -> Floats:
    """Σ - w Σx xᵀΣ / (1 + w xᵀΣx), x = e_one - e_other: the Laplace update for one answer of weight E p(1 - p)."""
    gap, variance = _differences(beliefs)
    chance = expit(np.sqrt(variance[one, other]) * _NODES + gap[one, other])
    weight = float((chance * (1 - chance)) @ _WEIGHTS)
    side = covariance[:, one] - covariance[:, other]
    spread = float(side[one] - side[other])
    return np.asarray(covariance - weight * np.outer(side, side) / (1 + weight * spread))
