"""How the items of an assessment do: whether they tell good from bad, and whether they have leaked.

Both look at what each person did with an item beside the chance that the Rasch model gives them from the *other* items.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, ndtri

from assay.errors import InputError

Floats = NDArray[np.float64]

LEAKED: Final = 4.0
"""From which an item counts as leaked: of sound items with 20 to 400 takes, 2 in 1,000 reach it (simulated)."""

FEWEST: Final = 8
"""Takes below which nothing is said."""

_TINY: Final = 1e-300
"""Against a division by nothing before the first take, which is no step."""

_NORMAL_95: Final = float(ndtri(0.975))


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
    """How much better than before people of the same skill have caught the item from some take on, in standard errors.

    For each take that has at least :data:`FEWEST` before it and from it on, the score test of a step of the catch rate
    there, in a logistic model whose offset is skill minus difficulty, with the difficulty itself as a nuisance; the
    greatest of them (Hawkins, "Testing a sequence of observations for a shift in location", JASA 72 (1977)). None below
    twice :data:`FEWEST` takes. Becoming known is a step, and near the end of a long history a slope does not see it: of
    28 takes after 162, all but one in thirty caught, this finds nearly every one, the test of a slope three in four.
    """
    if len(caught) < 2 * FEWEST:
        return None
    chance = expit(np.asarray(skills, dtype=np.float64) - difficulty)
    score = _from_here_on(np.asarray(caught, dtype=np.float64) - chance)
    weight = _from_here_on(chance * (1 - chance))
    share = weight / weight[0]
    step = slice(FEWEST, len(caught) - FEWEST + 1)
    return float(((score - share * score[0]) / np.sqrt(weight * (1 - share) + _TINY))[step].max())


def _from_here_on(values: Floats) -> Floats:
    """The sum of each and all after it."""
    return np.cumsum(values[::-1])[::-1]
