"""Bradley-Terry with covariates: logit P(left wins) = θ_left - θ_right + x β.

x speaks for the left one apart from its skill: 1 for whatever is shown first, or how much longer its text is. Source:
Agresti, "Categorical Data Analysis", 2nd edition, §10.6.3 (the advantage of playing at home).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import expit, log_expit

from assay.errors import InputError, InternalError
from assay.judgement.ranking.clusters import contributed_meat
from assay.judgement.ranking.comparisons import CREDIT, Codes, Comparisons, Floats, ways_of
from assay.judgement.ranking.fitting import Fitted, bread
from assay.judgement.ranking.newton import Maximum, maximize

_TOLD_APART = 1e-9


def fit_covariates(comparisons: Comparisons, cluster: Sequence[str] = (), prior: float = 0.0) -> Fitted:
    """(θ, β), shape (M + k,), in the order of ``comparisons.covariates``; ``prior`` is on each θ, not on β.

    Raises:
        InputError: covariates cannot be told apart from skills or each other, or decide every comparison.
    """
    names, size = tuple(comparisons.covariates), len(comparisons.models)
    columns = np.column_stack([comparisons.covariates[name] for name in names])
    maximum = _maximum(comparisons, columns, prior)
    scores = comparisons.weights * (CREDIT[comparisons.winner] - expit(_logits(comparisons, columns, maximum.point)))
    ways = ways_of(comparisons.clusters, cluster)
    meats = {key: _meat(comparisons, columns, scores, clusters.codes) for key, clusters in ways.items()}
    counts = {key: clusters.count for key, clusters in ways.items()}
    return Fitted(
        point=maximum.point,
        bread=bread(maximum.information, size, prior),
        meats=meats or {(): _gram(comparisons, columns, scores**2)},
        counts=counts or {(): len(scores)},
    )


def _maximum(comparisons: Comparisons, columns: Floats, prior: float) -> Maximum:
    size, credit, weight = len(comparisons.models), CREDIT[comparisons.winner], comparisons.weights
    _refuse_confounded(tuple(comparisons.covariates), _gram(comparisons, columns, weight), size)

    def derivatives(point: Floats) -> tuple[float, Floats, Floats]:
        logit = _logits(comparisons, columns, point)
        value = float(weight @ (credit * log_expit(logit) + (1 - credit) * log_expit(-logit)))
        score = weight * (credit - expit(logit))
        gradient = np.append(_by_model(comparisons, score), columns.T @ score)
        information = _gram(comparisons, columns, weight * expit(logit) * expit(-logit))
        information[np.arange(size), np.arange(size)] += prior
        gradient[:size] -= prior * point[:size]
        return value - prior * float(point[:size] @ point[:size]) / 2, gradient, information

    try:
        return maximize(derivatives, np.zeros(size + columns.shape[1]), size)
    except InternalError:
        what = f"no finite estimate with {', '.join(comparisons.covariates)}: together with skills they decide it all"
        raise InputError(what, remedy="leave a covariate out, or collect more comparisons") from None


def _logits(comparisons: Comparisons, columns: Floats, point: Floats) -> Floats:
    theta, slopes = point[: len(comparisons.models)], point[len(comparisons.models) :]
    logits: Floats = theta[comparisons.left] - theta[comparisons.right] + columns @ slopes
    return logits


def _by_model(comparisons: Comparisons, value: Floats) -> Floats:
    size = len(comparisons.models)
    gained = np.bincount(comparisons.left, value, size) - np.bincount(comparisons.right, value, size)
    return np.asarray(gained, dtype=np.float64)


def _gram(comparisons: Comparisons, columns: Floats, weight: Floats) -> Floats:
    """Σ_rows weight · (d, x)(d, x)ᵀ, where d is 1 at the left model and -1 at the right."""
    size = len(comparisons.models)
    cells = comparisons.left * np.int64(size) + comparisons.right
    met = np.asarray(np.bincount(cells, weight, size**2)).reshape(size, size)
    met = met + met.T
    border = np.column_stack([_by_model(comparisons, weight * column) for column in columns.T])
    corner = columns.T @ (columns * weight[:, None])
    return np.asarray(np.block([[np.diag(met.sum(axis=1)) - met, border], [border.T, corner]]))


def _meat(comparisons: Comparisons, columns: Floats, scores: Floats, codes: Codes) -> Floats:
    size, width = len(comparisons.models), len(comparisons.models) + columns.shape[1]
    column = [comparisons.left, comparisons.right]
    column += [np.full(len(scores), size + k, dtype=np.int32) for k in range(columns.shape[1])]
    value = [scores, -scores, *(scores * x for x in columns.T)]
    return contributed_meat(np.tile(codes, len(column)), np.concatenate(column), np.concatenate(value), width)


def _refuse_confounded(names: tuple[str, ...], gram: Floats, size: int) -> None:
    """A covariate that skills and the other covariates already explain leaves nothing of its own."""
    for at, name in enumerate(names, size):
        others = np.delete(np.arange(len(gram)), at)
        explained = gram[at, others] @ np.linalg.pinv(gram[np.ix_(others, others)]) @ gram[others, at]
        if gram[at, at] - explained <= _TOLD_APART * max(gram[at, at], 1e-300):
            raise InputError(f"{name} cannot be told apart from skills and other covariates", remedy="leave it out")
