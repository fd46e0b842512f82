"""Who can tell sound code from the same code with a defect: pairs to rank, as many as the answer needs.

Ten pairs of which at most two may be ranked wrongly: whoever guesses passes in 56 of 1,024 cases, whoever ranks nine of
ten rightly in 93 of 100. As a sequence it stops with the eighth that is right, or the third that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assay.errors import InputError
from assay.judgement.skill.qualification import Standing


@dataclass(frozen=True)
class PairTest:
    """``most_wrong`` of ``pairs`` may be ranked wrongly; a tie is wrong."""

    pairs: int = 10
    most_wrong: int = 2

    def __post_init__(self) -> None:
        if not 0 <= self.most_wrong < self.pairs:
            raise InputError(
                f"most_wrong = {self.most_wrong} of pairs = {self.pairs}", remedy="let at least one pair count"
            )

    def judge(self, right: Iterable[bool]) -> Standing:
        """The standing after ``right``, whether each pair was ranked rightly, in order."""
        good = bad = 0
        for one in right:
            good, bad = good + one, bad + (not one)
            if bad > self.most_wrong:
                return Standing.FAILED
            if good >= self.pairs - self.most_wrong:
                return Standing.PASSED
        return Standing.OPEN
