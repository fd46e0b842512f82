"""Intervals hold their level where Wald's does not, and nothing is shown below n = 8."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest, ttest_1samp

from assay.judgement.grading import Figure, Method, Unscored
from assay.judgement.grading.intervals import jeffreys, mean, proportion, weighted_proportion, wilson

COUNTS = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(COUNTS)
def test_wilson_agrees_with_scipy(counts: tuple[int, int]) -> None:
    successes, n = counts
    expected = binomtest(successes, n).proportion_ci(method="wilson")
    interval = wilson(successes, n)
    assert interval.low == pytest.approx(expected.low, abs=1e-9)
    assert interval.high == pytest.approx(expected.high, abs=1e-9)


@given(COUNTS, st.sampled_from([wilson, jeffreys]))
def test_intervals_hold_the_share_and_mirror(counts: tuple[int, int], method: type) -> None:
    successes, n = counts
    interval, mirrored = method(successes, n), method(n - successes, n)
    assert 0 <= interval.low <= successes / n <= interval.high <= 1
    assert interval.low == pytest.approx(1 - mirrored.high, abs=1e-9)


@pytest.mark.parametrize("method", [wilson, jeffreys])
def test_at_eight_observations_the_mean_coverage_is_near_95_percent(method: type) -> None:
    shares = np.linspace(0.02, 0.98, 97)
    covered = np.zeros_like(shares)
    for successes in range(9):
        interval = method(successes, 8)
        inside = (interval.low <= shares) & (shares <= interval.high)
        covered += binom.pmf(successes, 8, shares) * inside
    assert 0.94 < covered.mean() < 0.97
    assert covered.min() > 0.80  # Wald's falls to 0.15 here


@pytest.mark.parametrize("n", [0, *range(2, 8)])
def test_below_eight_nothing_is_shown(n: int) -> None:
    assert proportion(n, n, "defects") == Unscored(f"{n} defects, fewer than 8", n)
    assert weighted_proportion([1.0] * n, [True] * n, "defects") == Unscored(f"{n} defects, fewer than 8", n)
    assert mean([1.0] * n, "hits") == Unscored(f"{n} hits, fewer than 8", n)


def test_from_eight_on_it_is_shown_with_n() -> None:
    figure = proportion(8, 8, "defects")
    assert isinstance(figure, Figure)
    assert (figure.value, figure.n, figure.interval.high) == (1.0, 8, 1.0)
    assert proportion(0, 8, "defects", Method.JEFFREYS) == Figure(0.0, jeffreys(0, 8), 8)


def test_the_smallest_n_is_a_parameter_that_never_lets_nothing_through() -> None:
    assert isinstance(proportion(1, 2, "defects", minimum=2), Figure)
    assert isinstance(proportion(0, 0, "defects", minimum=0), Unscored)


@given(st.lists(st.booleans(), min_size=8, max_size=60), st.sampled_from(Method))
def test_equal_weights_are_no_weights(successes: list[bool], method: Method) -> None:
    weighted = weighted_proportion([4.0] * len(successes), successes, "defects", method)
    plain = proportion(sum(successes), len(successes), "defects", method)
    assert isinstance(weighted, Figure)
    assert isinstance(plain, Figure)
    assert weighted.value == pytest.approx(plain.value)
    assert weighted.interval.low == pytest.approx(plain.interval.low, abs=1e-9)
    assert weighted.interval.high == pytest.approx(plain.interval.high, abs=1e-9)


def test_a_heavy_defect_counts_for_more_and_leaves_less_certainty() -> None:
    caught = [True, *[False] * 7]
    heavy = weighted_proportion([8.0, *[1.0] * 7], caught, "defects")
    light = weighted_proportion([1.0] * 8, caught, "defects")
    assert isinstance(heavy, Figure)
    assert isinstance(light, Figure)
    assert heavy.value == pytest.approx(8 / 15)
    assert heavy.interval.high - heavy.interval.low > light.interval.high - light.interval.low


@given(st.lists(st.integers(-3, 3).map(float), min_size=8, max_size=40).filter(lambda values: len(set(values)) > 1))
def test_the_mean_has_students_interval(values: list[float]) -> None:
    figure = mean(values, "hits")
    expected = ttest_1samp(values, 0).confidence_interval()
    assert isinstance(figure, Figure)
    assert figure.interval.low == pytest.approx(expected.low)
    assert figure.interval.high == pytest.approx(expected.high)


@pytest.mark.parametrize(
    ("what", "one"),
    [("tasks", "1 task"), ("clean twins", "1 clean twin"), ("findings with a size", "1 finding with a size")],
)
def test_one_is_not_several(what: str, one: str) -> None:
    assert proportion(1, 1, what) == Unscored(f"{one}, fewer than 8", 1)
