"""How the items of an assessment do: whether they tell good from bad, and whether they have leaked.

Both look at what each person did with an item beside the chance that the Rasch model gives them from the *other* items.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import expit
from scipy.stats import norm

from assay.errors import InputError

LEAKED: Final = 3.0
"""z from which an item counts as leaked: 1 in 740 looks at a sound item reaches it."""

FEWEST: Final = 8
"""Takes below which nothing is said."""

_NORMAL_95: Final = float(norm.ppf(0.975))


@dataclass(frozen=True)
class Discrimination:
    """Correlation of catching the item with skill on the others, with its 95 % interval; n takes."""

    value: float
    low: float
    high: float
    n: int


def discrimination(caught: Sequence[bool], skills: Sequence[float]) -> Discrimination | None:
    """The item-rest correlation with Fisher's interval; None below eight takes, or where either does not vary.

    Lord & Novick, Statistical Theories of Mental Test Scores (1968), §15.3 (point-biserial); Fisher, "On the probable
    error of a coefficient of correlation", Metron 1 (1921).
    """
    if len(caught) != len(skills):
        raise InputError(f"{len(caught)} answers with {len(skills)} skills", remedy="give one skill for each")
    answers, ability = np.asarray(caught, dtype=np.float64), np.asarray(skills, dtype=np.float64)
    if len(answers) < FEWEST or np.ptp(answers) == 0 or np.ptp(ability) == 0:
        return None
    value = float(np.corrcoef(answers, ability)[0, 1])
    middle = math.atanh(max(-0.999999, min(0.999999, value)))
    half = _NORMAL_95 / math.sqrt(len(answers) - 3)
    return Discrimination(value, math.tanh(middle - half), math.tanh(middle + half), len(answers))


def leak(caught: Sequence[bool], skills: Sequence[float], difficulty: float) -> float | None:
    """How many standard errors a catch rate rises in the order of takes, at fixed skill; None below eight.

    The score test of a slope over the order in a logistic model whose offset is skill minus difficulty (Cox & Hinkley,
    Theoretical Statistics (1974), §9.3), with the difficulty itself as a nuisance: the order is centred by weights
    p(1 - p). Standard normal for a sound item; :data:`LEAKED` and above retires one.
    """
    if len(caught) < FEWEST:
        return None
    chance = expit(np.asarray(skills, dtype=np.float64) - difficulty)
    weight = chance * (1 - chance)
    order = np.arange(len(caught), dtype=np.float64)
    centred = order - float((weight * order).sum() / weight.sum())
    spread = math.sqrt(float((weight * centred**2).sum()))
    return float((centred * (np.asarray(caught, dtype=np.float64) - chance)).sum()) / spread if spread else None
