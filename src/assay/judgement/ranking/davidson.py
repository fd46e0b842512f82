"""Davidson: ties have a probability of their own, P(tie) ∝ nu √(π_i π_j), P(i) ∝ π_i = exp θ_i.

Source: Davidson, "On Extending the Bradley-Terry Model to Accommodate Ties in Paired Comparison Experiments", JASA 65
(1970), equations 2.1 to 2.3.
"""

from __future__ import annotations

import numpy as np

from assay.errors import InputError
from assay.judgement.ranking.comparisons import Floats
from assay.judgement.ranking.newton import Maximum, maximize
from assay.judgement.ranking.table import PairTable


def fit_davidson(pairs: PairTable, prior: float = 0.0) -> Maximum:
    """(θ, log nu), shape (M + 1,), θ with sum zero. ``prior`` is the precision of a normal prior on each θ.

    Raises:
        InputError: there is no tie, or nothing but ties, or wins and ties that nu → ∞ explains ever better.
    """
    total, size = pairs.total, len(pairs.credit)
    tied = float(pairs.ties.sum()) / 2
    if tied == 0:
        raise InputError("no comparison is a tie", remedy="use the model bradley-terry, which is the same without ties")
    if _unbounded(pairs, shrunk=prior > 0):
        raise InputError("too few decisive comparisons to tell skill from ties", remedy="use the model bradley-terry")

    def derivatives(point: Floats) -> tuple[float, Floats, Floats]:
        theta = point[:size]
        win, tie, log_sum = _chances(point)
        credit = win + tie / 2
        value = (
            float((pairs.credit.sum(axis=1) * theta).sum() + tied * point[size])
            - float((total * log_sum).sum()) / 2
            - prior * float(theta @ theta) / 2
        )
        gradient = np.append(
            (pairs.credit - total * credit).sum(axis=1) - prior * theta, tied - (total * tie).sum() / 2
        )
        curve = total * (credit - tie / 4 - credit**2)
        border = (total * tie * (0.5 - credit)).sum(axis=1)
        information = np.empty((size + 1, size + 1))
        information[:size, :size] = np.diag(curve.sum(axis=1) + prior) - curve
        information[size, :size] = information[:size, size] = border
        information[size, size] = (total * tie * (1 - tie)).sum() / 2
        return value, gradient, information

    return maximize(derivatives, np.zeros(size + 1), size)


def expected_davidson(point: Floats) -> tuple[Floats, Floats]:
    """P(i wins) + P(tie) / 2 and P(tie), each of shape (M, M)."""
    win, tie, _ = _chances(point)
    return win + tie / 2, tie


def _chances(point: Floats) -> tuple[Floats, Floats, Floats]:
    """P(i beats j), P(tie), and log(π_i + π_j + nu √(π_i π_j))."""
    theta = point[:-1]
    middle = (theta[:, None] + theta[None, :]) / 2
    half = (theta[:, None] - theta[None, :]) / 2
    log_sum = np.logaddexp(np.logaddexp(half, -half), point[-1])
    return np.exp(half - log_sum), np.exp(point[-1] - log_sum), log_sum + middle


def _unbounded(pairs: PairTable, *, shrunk: bool) -> bool:
    """Whether some θ with nu → ∞ never explains the data worse: θ_i - θ_j ≥ 2 where i won, |θ_i - θ_j| ≤ 2 at a tie.

    These are the directions of recession of the log-likelihood that have 1 for log nu; a prior leaves only θ = 0. Such
    differences exist exactly when longest paths do (Bellman-Ford).
    """
    won = pairs.credit - pairs.ties / 2 > 1e-9 * pairs.ties
    if shrunk:
        return not won.any()
    gap = np.where(won, 2.0, np.where(pairs.ties > 0, -2.0, -np.inf))
    height = np.zeros(len(gap))
    for _ in range(len(gap) + 1):
        raised = np.maximum(height, (gap + height[None, :]).max(axis=1))
        if np.array_equal(raised, height):
            return True
        height = raised
    return False
