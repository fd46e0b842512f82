"""A flag when somebody has become worse: one-sided CUSUM on catches.

Page, "Continuous inspection schemes", Biometrika 41 (1954); for Bernoulli data Reynolds & Stoumbos, "A CUSUM chart for
monitoring a proportion when inspecting continuously", Journal of Quality Technology 31 (1999).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from assay.errors import InputError


@dataclass(frozen=True)
class Chart:
    """The sum after each item, and the 1-based item at which it first reached the bound (None: never)."""

    sums: tuple[float, ...]
    flagged_at: int | None


@dataclass(frozen=True)
class ChangeTest:
    """Looks for a fall of recall from ``good`` to ``bad``; ``bound`` is h, in units of the log-likelihood ratio.

    With the defaults a fall from .8 to .5 is flagged after 10 items in the median, and nobody's fall after 114: a flag
    is a reason to look, not a verdict.
    """

    good: float = 0.8
    bad: float = 0.5
    bound: float = 3.0

    def __post_init__(self) -> None:
        if not 0 < self.bad < self.good < 1:
            raise InputError(f"bad = {self.bad}, good = {self.good}", remedy="use 0 < bad < good < 1")
        if self.bound <= 0:
            raise InputError(f"bound = {self.bound}", remedy="it must be above 0")

    def chart(self, caught: Iterable[bool]) -> Chart:
        """The chart of catches in order of time."""
        catch, miss = math.log(self.bad / self.good), math.log((1 - self.bad) / (1 - self.good))
        sums: list[float] = []
        total = 0.0
        for one in caught:
            total = max(0.0, total + (catch if one else miss))
            sums.append(total)
        flagged = next((index for index, value in enumerate(sums, start=1) if value >= self.bound), None)
        return Chart(tuple(sums), flagged)
