"""Skill as it is now, by language and category: older gold items count for less."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from assay.domain.finding import Category
from assay.domain.task import Language
from assay.errors import InputError
from assay.judgement.grading import Figure, Interval, Unscored
from assay.judgement.grading.figure import MINIMUM_N, too_few
from assay.judgement.grading.intervals import wilson, z_score

HALF_LIFE: Final = 20
"""Gold items after which a result counts for half."""

SKILL_SPREAD: Final = 1.5
"""Standard deviation of the prior of θ, in log-odds."""

_STEPS: Final = 50


@dataclass(frozen=True, order=True)
class Field:
    """What somebody may be good at."""

    language: Language
    category: Category


@dataclass(frozen=True)
class Outcome:
    """One planted defect: whether it was caught, where it belongs, and its difficulty b (0: the mean)."""

    field: Field
    caught: bool
    difficulty: float = 0.0


@dataclass(frozen=True)
class Recent:
    """Recall and θ with the weights of age; ``n`` in both counts items, whatever their weight."""

    recall: Figure | Unscored
    theta: Figure | Unscored


def recent_skill(
    outcomes: Iterable[Outcome], half_life: float = HALF_LIFE, minimum: int = MINIMUM_N
) -> dict[Field, Recent]:
    """Skill per field from ``outcomes`` in order of time, oldest first; age is counted in items of the same field.

    An item that ``k`` later ones have followed weighs 2^(-k / half_life). Recall has Wilson's interval at the effective
    sample size (Σw)² / Σw² (Kish 1965, §11.7); θ is the posterior mode under N(0, 1.5²), with the interval of the
    curvature there.

    Raises:
        InputError: the half-life is not above 0.
    """
    if half_life <= 0:
        raise InputError(f"half-life {half_life}", remedy="it must be above 0 gold items")
    by_field: dict[Field, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        by_field[one.field].append(one)
    return {name: _recent(by_field[name], half_life, minimum) for name in sorted(by_field)}


def _recent(outcomes: Sequence[Outcome], half_life: float, minimum: int) -> Recent:
    n = len(outcomes)
    if n < max(minimum, 1):
        refused = too_few(n, minimum, "gold items")
        return Recent(refused, refused)
    weights = [2 ** (-(n - 1 - index) / half_life) for index in range(n)]
    whole = math.fsum(weights)
    share = math.fsum(weight for weight, one in zip(weights, outcomes, strict=True) if one.caught) / whole
    effective = whole**2 / math.fsum(weight**2 for weight in weights)
    recall = Figure(share, wilson(share * effective, effective), n)
    return Recent(recall, _theta(outcomes, weights))


def _theta(outcomes: Sequence[Outcome], weights: Sequence[float]) -> Figure:
    """Newton on the weighted Rasch log-posterior, which is concave; the weights are scaled to the effective sample."""
    scale = math.fsum(weights) / math.fsum(weight**2 for weight in weights)
    scaled = [weight * scale for weight in weights]
    theta, information = 0.0, SKILL_SPREAD**-2
    for _ in range(_STEPS):
        chances = [1 / (1 + math.exp(one.difficulty - theta)) for one in outcomes]
        slope = math.fsum(
            weight * (one.caught - chance) for weight, one, chance in zip(scaled, outcomes, chances, strict=True)
        )
        information = SKILL_SPREAD**-2 + math.fsum(
            weight * chance * (1 - chance) for weight, chance in zip(scaled, chances, strict=True)
        )
        step = (slope - theta / SKILL_SPREAD**2) / information
        theta += max(-1.0, min(1.0, step))
        if abs(step) < 1e-12:
            break
    half = z_score() / math.sqrt(information)
    return Figure(theta, Interval(theta - half, theta + half), len(outcomes))
