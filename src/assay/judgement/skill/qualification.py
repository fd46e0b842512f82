"""Who qualifies: a sequential test that stops as soon as the answer is clear enough.

Wald, "Sequential Tests of Statistical Hypotheses", Annals of Mathematical Statistics 16 (1945), §3: log-likelihood
ratios are added until they reach ln((1 - beta) / alpha), which passes, or ln(beta / (1 - alpha)), which
fails.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from assay.errors import InputError


class Standing(StrEnum):
    """Where an attempt stands."""

    PASSED = "passed"
    FAILED = "failed"
    OPEN = "open"
    """More items are needed."""


@dataclass(frozen=True)
class Progress:
    """One test so far: the sum of log-likelihood ratios and how many items it took; later ones are not looked at."""

    standing: Standing
    log_ratio: float
    items: int
    exhausted: bool = False
    """The limit of items was reached without an answer, and the test's rule for that case decided."""


@dataclass(frozen=True)
class _Bounds:
    """``alpha``: chance to pass somebody at the failing level; ``beta``: to fail somebody at the passing one."""

    alpha: float = 0.05
    beta: float = 0.10
    limit: int = 30
    undecided_fails: bool = True
    """At the limit without an answer: fail, or let the likelier level win (Wald, Sequential Analysis (1947), §3.8)."""

    def run(self, ratios: Iterable[float]) -> Progress:
        """Add up until a bound or the limit is reached."""
        upper, lower = math.log((1 - self.beta) / self.alpha), math.log(self.beta / (1 - self.alpha))
        total, items = 0.0, 0
        for items, total in enumerate(accumulate(ratios), start=1):
            if total >= upper:
                return Progress(Standing.PASSED, total, items)
            if total <= lower:
                return Progress(Standing.FAILED, total, items)
            if items >= self.limit:
                passes = total > 0 and not self.undecided_fails
                return Progress(Standing.PASSED if passes else Standing.FAILED, total, items, exhausted=True)
        return Progress(Standing.OPEN, total, items)

    def _check(self) -> None:
        if not (0 < self.alpha < 1 and 0 < self.beta < 1 and self.alpha + self.beta < 1 and self.limit >= 1):
            raise InputError(
                f"alpha = {self.alpha}, beta = {self.beta}, limit = {self.limit}",
                remedy="use rates between 0 and 1 with a sum below 1, and a limit of at least one item",
            )


@dataclass(frozen=True)
class DefectTest(_Bounds):
    """On planted defects: θ at most ``theta_fail`` fails, at least ``theta_pass`` passes (log-odds, Rasch)."""

    theta_fail: float = -0.4
    theta_pass: float = 1.0

    def __post_init__(self) -> None:
        self._check()
        if self.theta_fail >= self.theta_pass:
            raise InputError(
                f"theta_fail = {self.theta_fail} is not below theta_pass = {self.theta_pass}", remedy="swap them"
            )

    def judge(self, caught: Sequence[tuple[bool, float]]) -> Progress:
        """The standing after ``caught``: for each defect in order, whether it was caught, and its difficulty b."""
        return self.run(self._ratio(success, difficulty) for success, difficulty in caught)

    def _ratio(self, success: bool, difficulty: float) -> float:  # noqa: FBT001 - one observation
        if_failing, if_passing = self.theta_fail - difficulty, self.theta_pass - difficulty
        sign = 1 if success else -1
        return _log_logistic(sign * if_passing) - _log_logistic(sign * if_failing)


@dataclass(frozen=True)
class CleanTest(_Bounds):
    """On clean twins: an alarm on ``alarm_fail`` of them fails, on ``alarm_pass`` passes.

    One in five attempts at the passing rate is still open at 30 twins; the likelier level wins there, so that 91 % of
    them pass (8 % at the failing rate) and not 74 %.
    """

    undecided_fails: bool = False

    alarm_fail: float = 0.30
    alarm_pass: float = 0.10

    def __post_init__(self) -> None:
        self._check()
        if not 0 < self.alarm_pass < self.alarm_fail < 1:
            raise InputError(
                f"alarm_pass = {self.alarm_pass}, alarm_fail = {self.alarm_fail}",
                remedy="use 0 < alarm_pass < alarm_fail < 1",
            )

    def judge(self, alarms: Sequence[bool]) -> Progress:
        """The standing after ``alarms``: for each clean twin in order, whether something false was claimed."""
        alarm = math.log(self.alarm_pass / self.alarm_fail)
        quiet = math.log((1 - self.alarm_pass) / (1 - self.alarm_fail))
        return self.run(alarm if one else quiet for one in alarms)


@dataclass(frozen=True)
class Qualification:
    """Both tests; somebody qualifies only by passing both."""

    standing: Standing
    defects: Progress
    clean: Progress


def qualify(
    caught: Sequence[tuple[bool, float]],
    alarms: Sequence[bool],
    defect_test: DefectTest | None = None,
    clean_test: CleanTest | None = None,
) -> Qualification:
    """Judge an attempt so far: planted defects as (caught, difficulty) and clean twins as (alarm), each in order."""
    defects = (defect_test or DefectTest()).judge(caught)
    clean = (clean_test or CleanTest()).judge(alarms)
    standings = {defects.standing, clean.standing}
    if Standing.FAILED in standings:
        return Qualification(Standing.FAILED, defects, clean)
    return Qualification(Standing.OPEN if Standing.OPEN in standings else Standing.PASSED, defects, clean)


def _log_logistic(value: float) -> float:
    """The logarithm of 1 / (1 + exp(-value)), without overflow."""
    return -math.log1p(math.exp(-value)) if value >= 0 else value - math.log1p(math.exp(value))
