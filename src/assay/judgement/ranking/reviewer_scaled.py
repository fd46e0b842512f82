"""Bradley-Terry with reviewers of different acuity: logit P(i beats j | k) = a_k (θ_i - θ_j), log a_k ~ N(0, τ²).

A reviewer who clicks at random has an acuity a_k near 0 and stops blurring the others. Fitted by turns: θ by Newton
with acuities fixed, each log a_k by Newton with θ fixed (Fisher's curvature where the observed one is smaller), until
nothing moves. A scale per judge as in Chen, Bennett, Collins-Thompson & Horvitz, "Pairwise ranking aggregation in a
crowdsourced setting", WSDM 2013, §3, who mix instead.

Only the products a_k θ are observed: θ is in log-odds of the typical reviewer, whose log a is the mean weighted by what
each tells. The scores of skills are those that remain when acuities are profiled out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.sparse import csr_array
from scipy.special import expit, log_expit

from assay.errors import InputError, InternalError
from assay.judgement.ranking.comparisons import CREDIT, Clusters, Codes, Comparisons, Floats, ways_of
from assay.judgement.ranking.fitting import Fitted
from assay.judgement.ranking.newton import maximize, pseudo_inverse

ACUITY_DEVIATION: Final = 1.0
"""τ: the standard deviation of the logarithm of an acuity."""

_TURNS, _CLOSE, _LARGEST_STEP, _BLOCK = 2000, 1e-9, 1.0, 1 << 21


@dataclass(frozen=True, eq=False)
class _Votes:
    """Comparisons summed by reviewer, left and right model."""

    reviewer: Codes
    left: Codes
    right: Codes
    gained: Floats
    total: Floats


@dataclass(frozen=True, eq=False)
class Acuities:
    """Skills θ, shape (M,), and ``alpha``, the acuity of each reviewer, a typical one being 1."""

    theta: Floats
    alpha: Floats


def fit_acuities(comparisons: Comparisons, deviation: float = ACUITY_DEVIATION) -> Acuities:
    """The maximum of the joint posterior.

    Raises:
        InputError: the comparisons name no reviewers.
        InternalError: the turns do not converge.
    """
    if "reviewer" not in comparisons.clusters:
        raise InputError("no column 'reviewer'", remedy="acuities of reviewers need to know who judged")
    votes, reviewers = _summed(comparisons), comparisons.clusters["reviewer"].count
    theta, log_alpha = np.zeros(len(comparisons.models)), np.zeros(reviewers)
    for _ in range(_TURNS):
        new = _skills(votes, np.exp(log_alpha), theta)
        step = _acuity_step(votes, new, log_alpha, deviation**-2)
        moved = max(float(np.abs(step).max()), float(np.abs(new - theta).max()))
        log_alpha = log_alpha + step
        centre = float(log_alpha.mean())
        theta, log_alpha = new * np.exp(centre), log_alpha - centre
        if moved <= _CLOSE:
            telling = _acuity_curve(votes, theta, log_alpha)
            typical = float(np.exp(telling @ log_alpha / telling.sum())) if telling.any() else 1.0
            return Acuities(theta * typical, np.exp(log_alpha) / typical)
    msg = f"acuities have not settled in {_TURNS} turns"
    raise InternalError(msg, remedy="please report this with the input")


def fit_reviewer_scaled(
    comparisons: Comparisons, cluster: Sequence[str] = (), deviation: float = ACUITY_DEVIATION
) -> Fitted:
    """θ with sum zero, and scores by cluster.

    Raises:
        InputError: as :func:`fit_acuities`.
    """
    found, size = fit_acuities(comparisons, deviation), len(comparisons.models)
    reviewer = comparisons.clusters["reviewer"].codes
    gap = found.theta[comparisons.left] - found.theta[comparisons.right]
    scale = found.alpha[reviewer]
    chance = expit(scale * gap)
    curve = comparisons.weights * chance * (1 - chance) * scale
    slope = _signed(reviewer, comparisons, curve * scale * gap, len(found.alpha)).toarray()
    own = np.bincount(reviewer, curve * scale * gap**2, len(found.alpha)) + deviation**-2
    cells = comparisons.left * np.int64(size) + comparisons.right
    met = np.asarray(np.bincount(cells, curve * scale, size**2)).reshape(size, size)
    met = met + met.T
    information = np.diag(met.sum(axis=1)) - met - slope.T @ (slope / own[:, None])
    residual = comparisons.weights * (CREDIT[comparisons.winner] - chance) * scale
    alone = Clusters(np.arange(len(gap), dtype=np.int32), len(gap))
    ways = ways_of(comparisons.clusters, cluster) or {(): alone}
    meats = {
        key: _meat(clusters, _Scores(comparisons, residual, residual * gap, slope / own[:, None]))
        for key, clusters in ways.items()
    }
    return Fitted(
        point=found.theta,
        bread=pseudo_inverse(information, size),
        meats=meats,
        counts={key: clusters.count for key, clusters in ways.items()},
    )


@dataclass(frozen=True, eq=False)
class _Scores:
    """By row: the scores of the left skill and of the log acuity. ``pull`` (reviewers, M): what an acuity moves."""

    comparisons: Comparisons
    skill: Floats
    acuity: Floats
    pull: Floats


def _meat(clusters: Clusters, scores: _Scores) -> Floats:
    size = len(scores.comparisons.models)
    skill = _signed(clusters.codes, scores.comparisons, scores.skill, clusters.count)
    reviewer = scores.comparisons.clusters["reviewer"]
    shape = (clusters.count, reviewer.count)
    acuity = csr_array((scores.acuity, (clusters.codes, reviewer.codes)), shape=shape)
    meat, step = np.zeros((size, size)), max(_BLOCK // size, 1)
    for start in range(0, clusters.count, step):
        block = skill[start : start + step].toarray() - acuity[start : start + step] @ scores.pull
        meat += block.T @ block
    return meat


def _signed(codes: Codes, comparisons: Comparisons, value: Floats, count: int) -> csr_array:
    """Sums by cluster and model of what the left one gains and the right one loses, shape (count, M)."""
    cells = (np.concatenate([codes, codes]), np.concatenate([comparisons.left, comparisons.right]))
    return csr_array((np.concatenate([value, -value]), cells), shape=(count, len(comparisons.models)))


def _summed(comparisons: Comparisons) -> _Votes:
    size, weight = len(comparisons.models), comparisons.weights
    keys = (comparisons.clusters["reviewer"].codes * np.int64(size) + comparisons.left) * size + comparisons.right
    found, code = np.unique(keys, return_inverse=True)
    return _Votes(
        reviewer=(found // size**2).astype(np.int32),
        left=(found // size % size).astype(np.int32),
        right=(found % size).astype(np.int32),
        gained=np.asarray(np.bincount(code, weight * CREDIT[comparisons.winner], len(found)), dtype=np.float64),
        total=np.asarray(np.bincount(code, weight, len(found)), dtype=np.float64),
    )


def _skills(votes: _Votes, alpha: Floats, start: Floats) -> Floats:
    size, scale = len(start), alpha[votes.reviewer]
    cells = votes.left * np.int64(size) + votes.right

    def derivatives(theta: Floats) -> tuple[float, Floats, Floats]:
        logit = scale * (theta[votes.left] - theta[votes.right])
        value = float(votes.gained @ log_expit(logit) + (votes.total - votes.gained) @ log_expit(-logit))
        score = scale * (votes.gained - votes.total * expit(logit))
        gradient = np.bincount(votes.left, score, size) - np.bincount(votes.right, score, size)
        curve = scale**2 * votes.total * expit(logit) * expit(-logit)
        met = np.asarray(np.bincount(cells, curve, size**2)).reshape(size, size)
        met = met + met.T
        return value, np.asarray(gradient, dtype=np.float64), np.diag(met.sum(axis=1)) - met

    return maximize(derivatives, start, size).point


def _acuity_step(votes: _Votes, theta: Floats, log_alpha: Floats, precision: float) -> Floats:
    logit = np.exp(log_alpha)[votes.reviewer] * (theta[votes.left] - theta[votes.right])
    score = np.bincount(votes.reviewer, (votes.gained - votes.total * expit(logit)) * logit, len(log_alpha))
    curve = _acuity_curve(votes, theta, log_alpha) + np.maximum(-score, 0) + precision
    return np.clip((score - precision * log_alpha) / curve, -_LARGEST_STEP, _LARGEST_STEP)


def _acuity_curve(votes: _Votes, theta: Floats, log_alpha: Floats) -> Floats:
    """Fisher information on each log acuity."""
    logit = np.exp(log_alpha)[votes.reviewer] * (theta[votes.left] - theta[votes.right])
    curve = votes.total * expit(logit) * expit(-logit) * logit**2
    return np.asarray(np.bincount(votes.reviewer, curve, len(log_alpha)), dtype=np.float64)
