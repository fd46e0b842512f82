"""Bootstrap intervals: what happens to skills when other reviewers, or other tasks, had been drawn.

One way: whole clusters are drawn with replacement (Field & Welsh, "Bootstrapping clustered data", JRSS B 69 (2007)).
Two ways: both are drawn, and a comparison counts by the product (Owen, "The pigeonhole bootstrap", Annals of Applied
Statistics 1 (2007)), which errs on the wide side. Rounds are refitted together, from the estimate, by Newton's method.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import expit

from assay.errors import InputError
from assay.judgement.ranking.bradley_terry import fit_bradley_terry
from assay.judgement.ranking.comparisons import CREDIT, Clusters, Comparisons, Floats
from assay.judgement.ranking.standing import Scale
from assay.judgement.ranking.table import check_clusters, tabulate

_STEPS, _CLOSE, _FARTHEST = 30, 1e-8, 30.0
_BLOCK = 1 << 22


@dataclass(frozen=True, eq=False)
class Bootstrapped:
    """``theta`` (rounds, M), each row with sum zero; ``lost`` rounds had no finite answer and are left out."""

    theta: Floats
    lost: int

    def spread(self, scale: Scale) -> Scale:
        """The scale with the intervals and the covariance of these draws instead of its own."""
        return replace(scale, covariance=np.atleast_2d(np.cov(self.theta.T)), draws=self.theta)


def bootstrap(
    comparisons: Comparisons, cluster: tuple[str, ...] = (), *, rounds: int = 1000, seed: int = 0
) -> Bootstrapped:
    """Skills of Bradley-Terry in ``rounds`` draws of clusters, or of comparisons if no cluster is named.

    Raises:
        InputError: as :func:`assay.judgement.ranking.table.tabulate`, the models do not share one scale, or more than a
            tenth of the rounds have no finite answer.
    """
    check_clusters(comparisons.clusters, cluster)
    start = fit_bradley_terry(tabulate(comparisons).pairs).point
    generator = np.random.default_rng(seed)
    size = len(comparisons.models)
    tables = _two_way if len(cluster) == 2 else _one_way
    drawn = tables(comparisons, [comparisons.clusters[name] for name in cluster], rounds, generator)
    theta, held = _refit(drawn, start)
    lost = int(rounds - held.sum())
    if lost > rounds / 10:
        what = f"{lost} of {rounds} bootstrap rounds have no finite answer"
        raise InputError(what, remedy="too few clusters or comparisons for a bootstrap; use clustered intervals")
    return Bootstrapped(theta[held].reshape(-1, size), lost)


def _one_way(comparisons: Comparisons, clusters: list[Clusters], rounds: int, generator: np.random.Generator) -> Floats:
    """Credit tables (rounds, M, M); without clusters each cell's count is redrawn."""
    size, (cells, gains) = len(comparisons.models), _contributions(comparisons)
    if not clusters:
        return _redrawn(comparisons, rounds, generator)
    codes = np.concatenate([clusters[0].codes] * 2)
    times = generator.multinomial(
        clusters[0].count, np.full(clusters[0].count, 1 / clusters[0].count), size=rounds
    ).astype(np.float64)
    result, step = np.zeros((rounds, size**2)), max(_BLOCK // size**2, 1)
    order = np.argsort(codes, kind="stable")
    codes, cells, gains = codes[order], cells[order], gains[order]
    for low in range(0, clusters[0].count, step):
        high = min(low + step, clusters[0].count)
        rows = slice(*np.searchsorted(codes, [low, high]))
        keys = (codes[rows] - low) * np.int64(size**2) + cells[rows]
        table = np.bincount(keys, gains[rows], (high - low) * size**2).reshape(high - low, size**2)
        result += times[:, low:high] @ table
    return result.reshape(rounds, size, size)


def _redrawn(comparisons: Comparisons, rounds: int, generator: np.random.Generator) -> Floats:
    size, (cells, gains) = len(comparisons.models), _contributions(comparisons)
    n = len(comparisons.left)
    if comparisons.weight is None:
        keys = cells[:n] * 3 + comparisons.winner
        counts = generator.multinomial(n, np.bincount(keys, minlength=3 * size**2) / n, size=rounds)
        by_winner = counts.reshape(rounds, size, size, 3)
        return np.asarray(by_winner @ CREDIT + (by_winner @ (1 - CREDIT)).transpose(0, 2, 1))
    result = np.empty((rounds, size**2))
    for one in range(rounds):
        times = np.bincount(generator.integers(0, n, n), minlength=n)
        result[one] = np.bincount(cells, gains * np.concatenate([times, times]), size**2)
    return result.reshape(rounds, size, size)


def _two_way(comparisons: Comparisons, clusters: list[Clusters], rounds: int, generator: np.random.Generator) -> Floats:
    size, (cells, gains) = len(comparisons.models), _contributions(comparisons)
    result = np.empty((rounds, size**2))
    for one in range(rounds):
        times = [np.bincount(generator.integers(0, c.count, c.count), minlength=c.count)[c.codes] for c in clusters]
        product = times[0] * times[1]
        result[one] = np.bincount(cells, gains * np.concatenate([product, product]), size**2)
    return result.reshape(rounds, size, size)


def _contributions(comparisons: Comparisons) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], Floats]:
    """Cells (i, j) of the credit table, and what i gains there: for the left model of each row, then for the right."""
    size, weight = len(comparisons.models), comparisons.weights
    gained = weight * CREDIT[comparisons.winner]
    left, right = comparisons.left.astype(np.int64), comparisons.right.astype(np.int64)
    return np.concatenate([left * size + right, right * size + left]), np.concatenate([gained, weight - gained])


def _refit(credit: Floats, start: Floats) -> tuple[Floats, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """θ of all rounds at once, and which of them converged to a finite answer."""
    rounds, size = len(credit), len(start)
    theta = np.tile(start, (rounds, 1))
    total, won = credit + credit.transpose(0, 2, 1), credit.sum(axis=2)
    open_rounds = np.flatnonzero(_connected(total))
    held = np.zeros(rounds, dtype=np.bool_)
    for _ in range(_STEPS):
        at = theta[open_rounds]
        chance = expit(at[:, :, None] - at[:, None, :])
        here = total[open_rounds]
        gradient = won[open_rounds] - (here * chance).sum(axis=2)
        curve = here * chance * (1 - chance)
        diagonal = curve.sum(axis=2)
        fill = np.maximum(diagonal.mean(axis=1), 1e-300)[:, None, None] / size
        information = fill - curve
        information[:, np.arange(size), np.arange(size)] += diagonal + 1e-12 * fill[:, 0]
        step = np.linalg.solve(information, gradient[:, :, None])[:, :, 0]
        step -= step.mean(axis=1, keepdims=True)
        reach = np.abs(step).max(axis=1)
        theta[open_rounds] = at + step / np.maximum(reach / 2, 1)[:, None]
        done = reach <= _CLOSE
        held[open_rounds[done]] = True
        open_rounds = open_rounds[~done & (np.abs(theta[open_rounds]).max(axis=1) < _FARTHEST)]
        if not len(open_rounds):
            break
    return theta, held


def _connected(total: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """For each round, whether comparisons connect all models."""
    size = total.shape[1]
    reach = (total > 0) | np.eye(size, dtype=np.bool_)
    connected = np.asarray(reach.all(axis=(1, 2)))
    for _ in range(max(size - 1, 1).bit_length()):
        doubtful = np.flatnonzero(~connected)
        if not len(doubtful):
            break
        paths = reach[doubtful].astype(np.float32)
        reach[doubtful] = paths @ paths > 0
        connected[doubtful] = reach[doubtful].all(axis=(1, 2))
    return connected
