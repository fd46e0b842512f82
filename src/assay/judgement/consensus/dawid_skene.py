"""What reviewers together say, each weighed by how they err: expectation-maximization.

Dawid & Skene, "Maximum Likelihood Estimation of Observer Error-Rates Using the EM Algorithm", Applied Statistics 28
(1979), equations 2.3 to 2.5, with Dirichlet priors on the rows of the confusion matrices. With few units a matrix per
reviewer is too much to learn; then each reviewer has one rate of being right, and errs evenly (the one-coin model of
Zhang, Chen, Zhou & Jordan, "Spectral Methods Meet EM", JMLR 17 (2016), §2).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import logsumexp

from assay.errors import InternalError
from assay.judgement.consensus.votes import Floats, Votes

_ROUNDS: Final = 10_000
_TOLERANCE: Final = 1e-7
_LEAST: Final = 1e-300


@dataclass(frozen=True)
class Prior:
    """Pseudo-votes in every row of a confusion matrix: ``spread`` over all labels together, ``right`` on the diagonal.

    Zero for both is maximum likelihood.
    """

    spread: float = 1.0
    right: float = 2.0


@dataclass(frozen=True, eq=False)
class Fit:
    """``posterior`` (U, q); ``prevalence`` (q,); ``confusion[r, k, l]``: reviewer r says l where k is true."""

    posterior: Floats
    prevalence: Floats
    confusion: Floats
    log_likelihood: float
    iterations: int


_DEFAULT = Prior()


def fit_dawid_skene(votes: Votes, prior: Prior = _DEFAULT) -> Fit:
    """A confusion matrix per reviewer; known labels stay what they are and teach how reviewers err."""
    width, reviewers = len(votes.labels), len(votes.reviewers)
    pseudo = prior.spread / width + prior.right * np.eye(width)
    cells = votes.reviewer * width + votes.label

    def confusion(posterior: Floats) -> Floats:
        counts = np.empty((reviewers, width, width))
        for true in range(width):
            weight = np.bincount(cells, posterior[votes.unit, true], reviewers * width)
            counts[:, true, :] = weight.reshape(reviewers, width)
        counts += pseudo
        rows = counts.sum(axis=2, keepdims=True)
        return np.asarray(np.where(rows > 0, counts / np.maximum(rows, _LEAST), 1 / width))

    return _maximize(votes, prior, confusion)


def fit_one_coin(votes: Votes, prior: Prior = _DEFAULT) -> Fit:
    """One rate per reviewer, the same whatever is true; the rest is shared evenly by the other labels."""
    width, reviewers = len(votes.labels), len(votes.reviewers)
    given = np.bincount(votes.reviewer, minlength=reviewers) + prior.spread + prior.right

    def confusion(posterior: Floats) -> Floats:
        right = np.bincount(votes.reviewer, posterior[votes.unit, votes.label], reviewers)
        rate = (right + prior.spread / width + prior.right) / given
        wrong = (1 - rate) / (width - 1)
        result = np.repeat(wrong[:, None, None], width, axis=1).repeat(width, axis=2)
        result[:, np.arange(width), np.arange(width)] = rate[:, None]
        return np.asarray(result)

    return _maximize(votes, prior, confusion)


def _maximize(votes: Votes, prior: Prior, confusion: Callable[[Floats], Floats]) -> Fit:
    """EM from the shares of votes until no posterior moves."""
    posterior = votes.shares()
    width = len(votes.labels)
    for iteration in range(1, _ROUNDS + 1):
        weight = posterior.sum(axis=0) + prior.spread / width
        prevalence, errors = weight / weight.sum(), confusion(posterior)
        joint = _joint(votes, prevalence, errors)
        evidence = logsumexp(joint, axis=1, keepdims=True)
        following = votes.clamped(np.exp(joint - evidence))
        moved = float(np.abs(following - posterior).max())
        posterior = following
        if moved < _TOLERANCE:
            return Fit(posterior, prevalence, errors, _likelihood(votes, joint, evidence), iteration)
    raise InternalError(f"the consensus did not settle in {_ROUNDS} rounds on {len(votes.unit)} votes")


def _joint(votes: Votes, prevalence: Floats, confusion: Floats) -> Floats:
    """Log P(label k is true and the votes of u), shape (U, q)."""
    logs = np.log(np.maximum(confusion, _LEAST))
    joint = np.empty((len(votes.units), len(votes.labels)))
    for true in range(len(votes.labels)):
        joint[:, true] = np.bincount(votes.unit, logs[votes.reviewer, true, votes.label], len(votes.units))
    return np.asarray(joint + np.log(np.maximum(prevalence, _LEAST)))


def _likelihood(votes: Votes, joint: Floats, evidence: Floats) -> float:
    known = votes.known >= 0
    return float(joint[known, votes.known[known]].sum() + evidence[~known].sum())
