"""Bradley-Terry: P(i beats j) = logistic(θ_i - θ_j); a tie counts as half a win for each.

Source: Bradley & Terry, Biometrika 39 (1952); the log-likelihood and its maximum as in Agresti, "Categorical Data
Analysis", 2nd edition, §10.6.
"""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from assay.judgement.ranking.comparisons import Floats
from assay.judgement.ranking.newton import Maximum, maximize
from assay.judgement.ranking.table import PairTable


def fit_bradley_terry(pairs: PairTable, prior: float = 0.0) -> Maximum:
    """θ with sum zero, shape (M,). ``prior`` is the precision of a normal prior on each θ; 0 is maximum likelihood.

    Without a prior the maximum exists only if each model can be reached from each other by wins (Ford, American
    Mathematical Monthly 64 (1957)): see :func:`assay.judgement.ranking.components.find_groups`.
    """
    total, size = pairs.total, len(pairs.credit)
    surplus = (pairs.credit - pairs.credit.T).sum(axis=1) / 2

    def derivatives(theta: Floats) -> tuple[float, Floats, Floats]:
        # logistic(x) = 1/2 + tanh(x/2)/2, its logarithm x/2 - log(2 cosh(x/2)): what is odd in x needs no matrix
        # tanh(x/2) = ±(1 - e^-|x|) / (1 + e^-|x|), of what is there already
        gap = theta[:, None] - theta[None, :]
        far = np.abs(gap)
        fade = np.exp(-far)
        both = 1 + fade
        value = float(surplus @ theta - (total * (far / 2 + np.log1p(fade))).sum() / 2 - prior * (theta @ theta) / 2)
        gradient = surplus - (total * np.copysign((1 - fade) / both, gap)).sum(axis=1) / 2 - prior * theta
        curve = total * fade / both**2
        information = np.diag(curve.sum(axis=1) + prior) - curve
        return value, gradient, information

    return maximize(derivatives, _near(surplus, total.sum(axis=1)), size)


def _near(surplus: Floats, met: Floats) -> Floats:
    """Where each model would be against one of average strength: most of the way."""
    start = np.log((met / 2 + surplus + 0.5) / (met / 2 - surplus + 0.5))
    result: Floats = start - start.mean()
    return result


def expected_credit(theta: Floats) -> Floats:
    """logistic(θ_i - θ_j), shape (M, M)."""
    result: Floats = expit(theta[:, None] - theta[None, :])
    return result
