"""Bradley-Terry: P(i beats j) = logistic(θ_i - θ_j); a tie counts as half a win for each.

Source: Bradley & Terry, Biometrika 39 (1952); the log-likelihood and its maximum as in Agresti, "Categorical Data
Analysis", 2nd edition, §10.6.
"""

from __future__ import annotations

import numpy as np
from scipy.special import expit, log_expit

from assay.judgement.ranking.comparisons import Floats
from assay.judgement.ranking.newton import Maximum, maximize
from assay.judgement.ranking.table import PairTable


def fit_bradley_terry(pairs: PairTable, prior: float = 0.0) -> Maximum:
    """θ with sum zero, shape (M,). ``prior`` is the precision of a normal prior on each θ; 0 is maximum likelihood.

    Without a prior the maximum exists only if each model can be reached from each other by wins (Ford, American
    Mathematical Monthly 64 (1957)): see :func:`assay.judgement.ranking.components.find_groups`.
    """
    credit, total = pairs.credit, pairs.total
    size = len(credit)

    def derivatives(theta: Floats) -> tuple[float, Floats, Floats]:
        gap = theta[:, None] - theta[None, :]
        chance = expit(gap)
        value = float((credit * log_expit(gap)).sum()) - prior * float(theta @ theta) / 2
        gradient = (credit - total * chance).sum(axis=1) - prior * theta
        curve = total * chance * chance.T
        information = np.diag(curve.sum(axis=1) + prior) - curve
        return value, gradient, information

    return maximize(derivatives, np.zeros(size), size)


def expected_credit(theta: Floats) -> Floats:
    """logistic(θ_i - θ_j), shape (M, M)."""
    result: Floats = expit(theta[:, None] - theta[None, :])
    return result
