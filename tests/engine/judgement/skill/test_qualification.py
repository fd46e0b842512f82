"""Wald's test on both kinds of item: its bounds, its end, and its rates."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.errors import InputError
from assay.judgement.skill import CleanTest, DefectTest, Standing, qualify

CAUGHT = st.lists(st.tuples(st.booleans(), st.floats(-3, 3)), max_size=40)


def test_the_bounds_are_walds() -> None:
    # ln(.90 / .05) = 2.89 and ln(.10 / .95) = -2.25; b = 0: a catch adds ln(.731 / .401) = .60, a miss -.80.
    assert DefectTest().judge([(True, 0.0)]).log_ratio == pytest.approx(math.log(0.7310586 / 0.4013123), abs=1e-6)
    assert DefectTest().judge([(False, 0.0)]).log_ratio == pytest.approx(math.log(0.2689414 / 0.5986877), abs=1e-6)
    passed, failed = DefectTest().judge([(True, 0.0)] * 30), DefectTest().judge([(False, 0.0)] * 30)
    assert (passed.standing, passed.items) == (Standing.PASSED, 5)
    assert (failed.standing, failed.items) == (Standing.FAILED, 3)


def test_twelve_quiet_twins_pass_and_three_alarms_fail() -> None:
    # A quiet twin adds ln(.9 / .7) = .251, an alarm ln(.1 / .3) = -1.10.
    assert CleanTest().judge([False] * 11).standing is Standing.OPEN
    assert CleanTest().judge([False] * 12).standing is Standing.PASSED
    assert CleanTest().judge([True] * 2).standing is Standing.OPEN
    assert CleanTest().judge([True] * 3).standing is Standing.FAILED


def test_a_hard_item_missed_costs_less_and_caught_earns_more() -> None:
    hard, easy = DefectTest().judge([(False, 2.0)]), DefectTest().judge([(False, -2.0)])
    assert easy.log_ratio < hard.log_ratio < 0
    assert DefectTest().judge([(True, 2.0)]).log_ratio > DefectTest().judge([(True, -2.0)]).log_ratio > 0


def test_at_the_limit_without_an_answer_it_fails_and_says_so() -> None:
    to_and_fro = [(True, 0.0), (False, 0.0), (True, 0.0)] * 20
    progress = DefectTest(alpha=1e-6, beta=1e-6).judge(to_and_fro)
    assert (progress.standing, progress.items, progress.exhausted) == (Standing.FAILED, 30, True)
    assert DefectTest(alpha=1e-6, beta=1e-6).judge(to_and_fro[:29]).standing is Standing.OPEN


def test_at_the_limit_of_clean_twins_the_likelier_level_wins() -> None:
    # 26 quiet ones and 4 alarms: 26 · .251 - 4 · 1.10 = 2.14, below 2.89; with 7 alarms -1.91, above -2.25.
    rather_good = CleanTest().judge(([False] * 6 + [True]) * 4 + [False] * 2)
    rather_bad = CleanTest().judge(([False] * 4 + [True]) * 2 + ([False] * 3 + [True]) * 5)
    assert (rather_good.standing, rather_good.exhausted, rather_good.items) == (Standing.PASSED, True, 30)
    assert (rather_bad.standing, rather_bad.exhausted, rather_bad.items) == (Standing.FAILED, True, 30)


@given(CAUGHT)
def test_what_comes_after_the_answer_changes_nothing(caught: list[tuple[bool, float]]) -> None:
    progress = DefectTest().judge(caught)
    assert progress.items <= 30
    if progress.standing is not Standing.OPEN:
        assert DefectTest().judge(caught[: progress.items]) == progress
        assert DefectTest().judge([*caught, (True, 0.0)]) == progress


@given(CAUGHT, st.lists(st.booleans(), max_size=40))
def test_both_tests_must_be_passed(caught: list[tuple[bool, float]], alarms: list[bool]) -> None:
    answer = qualify(caught, alarms)
    standings = [answer.defects.standing, answer.clean.standing]
    assert (answer.standing is Standing.PASSED) == (standings == [Standing.PASSED] * 2)
    assert (answer.standing is Standing.FAILED) == (Standing.FAILED in standings)


def rate(theta: float, seed: int, attempts: int = 2000) -> tuple[float, float]:
    """Share that passes and mean number of items, with difficulties drawn from N(0, 1)."""
    generator = np.random.default_rng(seed)
    difficulty = generator.normal(0, 1, (attempts, 30))
    caught = generator.random((attempts, 30)) < 1 / (1 + np.exp(difficulty - theta))
    ended = [
        DefectTest().judge(list(zip(row.tolist(), b.tolist(), strict=True)))
        for row, b in zip(caught, difficulty, strict=True)
    ]
    return float(np.mean([one.standing is Standing.PASSED for one in ended])), float(
        np.mean([one.items for one in ended])
    )


@pytest.mark.parametrize(("theta", "expected"), [(-0.4, 0.035), (1.0, 0.87), (2.0, 0.997)])
def test_pass_rates_are_those_of_the_design(theta: float, expected: float) -> None:
    passes, items = rate(theta, seed=17)
    assert passes == pytest.approx(expected, abs=3 * math.sqrt(expected * (1 - expected) / 2000) + 0.005)
    assert 7.5 < items < 14.5


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: DefectTest(alpha=0), "use rates between 0 and 1"),
        (lambda: DefectTest(alpha=0.6, beta=0.6), "with a sum below 1"),
        (lambda: DefectTest(limit=0), "a limit of at least one item"),
        (lambda: DefectTest(theta_fail=1.0), "theta_fail = 1.0 is not below theta_pass = 1.0"),
        (lambda: CleanTest(alarm_pass=0.4), "use 0 < alarm_pass < alarm_fail < 1"),
    ],
)
def test_tests_that_cannot_work_are_refused(build: type, message: str) -> None:
    with pytest.raises(InputError, match=message):
        build()
