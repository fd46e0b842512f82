"""Newton's method with Cholesky for the concave log-likelihoods of this package."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.linalg.lapack import dposv

from assay.errors import InternalError
from assay.judgement.ranking.comparisons import Floats

_STEPS, _HALVINGS, _CLOSE = 200, 60, 1e-9

Derivatives = Callable[[Floats], tuple[float, Floats, Floats]]
"""At a point of shape (d,): the log-likelihood, its gradient (d,), and the negative of its Hessian (d, d)."""


@dataclass(frozen=True, eq=False)
class Maximum:
    """Where the log-likelihood is greatest, and its curvature (negative Hessian, (d, d)) there."""

    point: Floats
    information: Floats


def maximize(derivatives: Derivatives, start: Floats, gauge: int) -> Maximum:
    """The maximum of a concave function that does not change when the first ``gauge`` parameters are shifted alike.

    The shift is fixed by a sum of zero. A step that loses ground is halved.

    Raises:
        InternalError: no convergence, which means that the maximum does not exist and nobody has noticed before.
    """
    point = start
    value, gradient, information = derivatives(point)
    for _ in range(_STEPS):
        step = _solve(information, gradient, gauge)
        if float(np.abs(step).max()) <= _CLOSE:
            return Maximum(point + step, information)
        for _ in range(_HALVINGS):
            moved = derivatives(point + step)
            if moved[0] >= value - 1e-12 * abs(value):
                break
            step = step / 2
        point, (value, gradient, information) = point + step, moved
    msg = f"no maximum found in {_STEPS} Newton steps"
    raise InternalError(msg, remedy="please report this with the input")


def pseudo_inverse(information: Floats, gauge: int) -> Floats:
    """H⁺ where the shift of the first ``gauge`` parameters is the null direction: the covariance when they sum to zero.

    Also right for a prior centred at zero, which fills that direction: the shift is projected out.
    """
    return centred(np.asarray(np.linalg.inv(_filled(information, gauge))), gauge)


def centred(covariance: Floats, gauge: int) -> Floats:
    """The covariance after the mean of the first ``gauge`` parameters is taken from each of them."""
    result = covariance.copy()
    result[:gauge] -= result[:gauge].sum(axis=0) / gauge
    result[:, :gauge] -= result[:, :gauge].sum(axis=1, keepdims=True) / gauge
    return result


def _filled(information: Floats, gauge: int) -> Floats:
    filled = information.copy()
    filled[:gauge, :gauge] += np.trace(information[:gauge, :gauge]) / gauge**2
    return filled


def _solve(information: Floats, gradient: Floats, gauge: int) -> Floats:
    _, step, flat = dposv(_filled(information, gauge), gradient)
    if flat:
        msg = "the log-likelihood has a flat direction"
        raise InternalError(msg, remedy="please report this with the input")
    step[:gauge] -= step[:gauge].sum() / gauge
    return np.asarray(step)
