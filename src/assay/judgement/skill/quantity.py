"""Whoever claims much is right now and then by luck: a floor under the share of claims that are worth making.

A catch is a catch whatever stands beside it, and a nitpick is no alarm, so that neither sequential test sees somebody
who claims something of every line. What gives them away is how little of it is true and of consequence.
"""

from __future__ import annotations

from dataclasses import dataclass

from assay.errors import InputError
from assay.judgement.grading.figure import MINIMUM_N
from assay.judgement.grading.intervals import wilson
from assay.judgement.skill.qualification import Standing


@dataclass(frozen=True)
class PrecisionFloor:
    """Fails where even the upper end of Wilson's 95 % interval of valid / (valid + worthless) lies below ``share``.

    With 12 claims that are worth making, that is from 45 others on.
    """

    share: float = 1 / 3
    minimum: int = MINIMUM_N
    """Claims below which nobody is failed."""

    def __post_init__(self) -> None:
        if not 0 < self.share < 1 or self.minimum < 1:
            raise InputError(
                f"share = {self.share}, minimum = {self.minimum}",
                remedy="use a share between 0 and 1, and a minimum of at least one claim",
            )

    def judge(self, valid: int, worthless: int, unresolved: int = 0) -> Standing:
        """Of claims that name a defect, of those that are false or nitpicks, and of those that people have to judge:
        passed or failed is what holds however they do; open is what depends on them.
        """
        if self._fails(valid + unresolved, worthless):
            return Standing.FAILED
        return Standing.OPEN if unresolved and self._fails(valid, worthless + unresolved) else Standing.PASSED

    def _fails(self, valid: int, worthless: int) -> bool:
        claims = valid + worthless
        return claims >= self.minimum and wilson(valid, claims).high < self.share
