"""The consensus on every unit, and when it is clear enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from assay.errors import InputError
from assay.judgement.consensus.dawid_skene import Fit, Prior, fit_dawid_skene, fit_one_coin
from assay.judgement.consensus.votes import Vote, Votes, gather_votes

ENOUGH_UNITS: Final = 300
"""From here on every reviewer's confusion matrix is learnt; below, one rate."""


class Model(StrEnum):
    """How reviewers err."""

    DAWID_SKENE = "dawid-skene"
    ONE_COIN = "one-coin"


class Next(StrEnum):
    """What a unit needs."""

    SETTLED = "settled"
    ANOTHER_REVIEWER = "another-reviewer"
    ADJUDICATION = "adjudication"


@dataclass(frozen=True)
class Verdict:
    """The most probable label of one unit; ``chances`` of all labels, ``n`` votes, ``known`` from gold."""

    label: str
    probability: float
    chances: Mapping[str, float]
    n: int
    known: bool = False


@dataclass(frozen=True)
class Reliability:
    """One reviewer: P(says l | k is true) as ``confusion[k][l]``; ``accuracy`` with labels as frequent as here."""

    accuracy: float
    confusion: Mapping[str, Mapping[str, float]]
    n: int


@dataclass(frozen=True)
class Consensus:
    """Verdicts by unit, reliabilities by reviewer, and how frequent each label is."""

    model: Model
    verdicts: Mapping[str, Verdict]
    reviewers: Mapping[str, Reliability]
    prevalence: Mapping[str, float]


@dataclass(frozen=True)
class StopRule:
    """A verdict is settled at ``probability``; from ``most`` reviewers on an adjudicator decides instead."""

    probability: float = 0.95
    least: int = 1
    most: int = 5

    def __post_init__(self) -> None:
        if not (0.5 < self.probability < 1 and 1 <= self.least <= self.most):
            raise InputError(
                f"probability = {self.probability}, least = {self.least}, most = {self.most}",
                remedy="use a probability between 0.5 and 1, and 1 <= least <= most",
            )

    def next(self, verdict: Verdict) -> Next:
        """What the unit of ``verdict`` needs."""
        if verdict.known or (verdict.probability >= self.probability and verdict.n >= self.least):
            return Next.SETTLED
        return Next.ADJUDICATION if verdict.n >= self.most else Next.ANOTHER_REVIEWER


def find_consensus(
    votes: Sequence[Vote],
    labels: Sequence[str] = (),
    gold: Mapping[str, str] | None = None,
    *,
    model: Model | None = None,
    prior: Prior | None = None,
) -> Consensus:
    """The consensus of people's votes; ``model`` None takes what the number of units allows.

    Votes of machines do not belong here: they err together, and would be counted as if they did not.

    Raises:
        InputError: as :func:`gather_votes`.
    """
    gathered = gather_votes(votes, labels, gold)
    chosen = model or (Model.DAWID_SKENE if len(gathered.units) >= ENOUGH_UNITS else Model.ONE_COIN)
    fit = (fit_dawid_skene if chosen is Model.DAWID_SKENE else fit_one_coin)(gathered, prior or Prior())
    return Consensus(chosen, _verdicts(gathered, fit), _reliabilities(gathered, fit), _named(gathered, fit.prevalence))


def _verdicts(votes: Votes, fit: Fit) -> dict[str, Verdict]:
    count = np.bincount(votes.unit, minlength=len(votes.units))
    best = fit.posterior.argmax(axis=1)
    return {
        unit: Verdict(
            label=votes.labels[best[at]],
            probability=float(fit.posterior[at, best[at]]),
            chances=_named(votes, fit.posterior[at]),
            n=int(count[at]),
            known=bool(votes.known[at] >= 0),
        )
        for at, unit in enumerate(votes.units)
    }


def _reliabilities(votes: Votes, fit: Fit) -> dict[str, Reliability]:
    count = np.bincount(votes.reviewer, minlength=len(votes.reviewers))
    right = np.einsum("rkk,k->r", fit.confusion, fit.prevalence)
    return {
        name: Reliability(
            accuracy=float(right[at]),
            confusion={label: _named(votes, row) for label, row in zip(votes.labels, fit.confusion[at], strict=True)},
            n=int(count[at]),
        )
        for at, name in enumerate(votes.reviewers)
    }


def _named(votes: Votes, values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> dict[str, float]:
    return dict(zip(votes.labels, values.tolist(), strict=True))
