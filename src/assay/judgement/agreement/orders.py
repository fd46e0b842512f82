"""Agreement of rankings: Kendall's W and tau-b, per task, then their means over tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.sparse import csr_array

from assay.errors import InputError
from assay.judgement.agreement.resampling import DEFAULT, Floats, Resampling, Sums, over_tasks
from assay.judgement.grading.figure import Figure, Unscored

Order = tuple[tuple[str, ...], ...]
"""Groups from best to worst; names in one group are tied."""

_NOT_TWO = "no task has two rankings of the same candidates that prefer anything"


@dataclass(frozen=True)
class Ranked:
    """One reviewer's ranking of one task."""

    task: str
    reviewer: str
    order: Order


def kendall_w(rankings: Sequence[Ranked], resampling: Resampling = DEFAULT) -> Figure | Unscored:
    """Mean concordance W over tasks: 1 if all rank alike, 0 if the rank sums do not differ; n counts tasks.

    Source: Kendall & Smith, "The Problem of m Rankings", Annals of Mathematical Statistics 10 (1939); with ties as
    Kendall, Rank Correlation Methods (1948), §6.10. Only candidates that everybody of a task ranked count; a task where
    nobody prefers anything has no W.
    """
    values = [_concordance(ranks) for ranks in by_task(rankings).values()]
    return _mean([value for value in values if not np.isnan(value)], resampling)


def kendall_tau_b(rankings: Sequence[Ranked], resampling: Resampling = DEFAULT) -> Figure | Unscored:
    """Mean tau-b of pairs of reviewers, first within tasks, then over them; n counts tasks.

    Source: Kendall, "The treatment of ties in ranking problems", Biometrika 33 (1945). A pair in which somebody ties
    everything has none.
    """
    means = []
    for ranks in by_task(rankings).values():
        found = [tau_b(first, second) for first, second in combinations(ranks, 2)]
        if known := [value for value in found if not np.isnan(value)]:
            means.append(float(np.mean(known)))
    return _mean(means, resampling)


def tau_b(first: Floats, second: Floats) -> float:
    """Of two rows of ranks, NaN if one of them is all ties."""
    upper = np.triu_indices(len(first), 1)
    one, other = (np.sign(ranks[:, None] - ranks[None, :])[upper] for ranks in (first, second))
    norm = np.sqrt(float((one**2).sum()) * float((other**2).sum()))
    return float((one * other).sum() / norm) if norm else float("nan")


def by_task(rankings: Sequence[Ranked]) -> Mapping[str, Floats]:
    """Mid-ranks (reviewers, candidates) of every task that two reviewers ranked, two or more candidates being common.

    Raises:
        InputError: a reviewer ranks a task twice.
    """
    grouped: dict[str, dict[str, Order]] = {}
    for one in rankings:
        orders = grouped.setdefault(one.task, {})
        if one.reviewer in orders:
            raise InputError(f"reviewer {one.reviewer!r} ranks task {one.task!r} twice", remedy="give each once")
        orders[one.reviewer] = one.order
    result = {}
    for task, orders in grouped.items():
        common = set.intersection(*({name for group in order for name in group} for order in orders.values()))
        if len(orders) >= 2 and len(common) >= 2:
            result[task] = np.array([_ranks(order, sorted(common)) for order in orders.values()])
    return result


def _ranks(order: Order, names: Sequence[str]) -> list[float]:
    """Mid-ranks of ``names``, the best being 1."""
    rank = 0
    found: dict[str, float] = {}
    for group in order:
        here = [name for name in group if name in names]
        found |= dict.fromkeys(here, rank + (len(here) + 1) / 2)
        rank += len(here)
    return [found[name] for name in names]


def _concordance(ranks: Floats) -> float:
    """W = 12 Σ (R_i - mean)² / (m² (N³ - N) - m Σ (t³ - t)) of ranks (m, N)."""
    m, n = ranks.shape
    spread = float(((ranks.sum(axis=0) - m * (n + 1) / 2) ** 2).sum())
    ties = sum(float((sizes**3 - sizes).sum()) for sizes in (np.unique(row, return_counts=True)[1] for row in ranks))
    whole = m**2 * (n**3 - n) - m * ties
    return 12 * spread / whole if whole > 0 else float("nan")


def _mean(values: Sequence[float], resampling: Resampling) -> Figure | Unscored:
    if not values:
        return Unscored(_NOT_TWO, 0)
    columns = csr_array(np.column_stack([values, np.ones(len(values))]))
    return over_tasks(Sums(columns, lambda sums: sums[:, 0] / sums[:, 1]), _NOT_TWO, resampling)
