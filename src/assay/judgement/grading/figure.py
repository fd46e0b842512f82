"""A figure with its interval and its n, or the reason why there is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MINIMUM_N: Final = 8
"""Below this many observations no figure is shown."""


class Method(StrEnum):
    """How the interval of a proportion is made."""

    WILSON = "wilson"
    JEFFREYS = "jeffreys"


@dataclass(frozen=True)
class Interval:
    """Both ends belong to it."""

    low: float
    high: float


@dataclass(frozen=True)
class Figure:
    """A value, its interval, and how many observations it rests on."""

    value: float
    interval: Interval
    n: int


@dataclass(frozen=True)
class Unscored:
    """No figure, why, and how many observations there were."""

    reason: str
    n: int


def too_few(n: int, minimum: int, what: str) -> Unscored:
    """The refusal that every figure below ``minimum`` observations gives; ``what`` names them in the plural, with s."""
    named = re.sub(r"s\b", "", what, count=1) if n == 1 else what
    return Unscored(f"{n} {named}, fewer than {minimum}", n)
