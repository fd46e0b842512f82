"""Published worked examples of the grading formulas, digit by digit."""

from __future__ import annotations

import numpy as np
import pytest

from assay.judgement.grading.intervals import jeffreys, wilson
from assay.judgement.grading.sensitivity import d_prime_of_rates, loglinear_rate
from assay.judgement.grading.severity import quadratic_weights, weighted_kappa


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_intervals_of_newcombe_1998_table_1(successes: int, n: int, low: float, high: float) -> None:
    # Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), method 3.
    interval = wilson(successes, n)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (0, 7, 0.0, 0.292),
        (1, 7, 0.016, 0.501),
        (2, 7, 0.065, 0.648),
        (3, 7, 0.139, 0.765),
        (0, 8, 0.0, 0.262),
        (1, 8, 0.014, 0.454),
        (2, 8, 0.056, 0.592),
        (3, 8, 0.119, 0.705),
        (4, 8, 0.199, 0.801),
    ],
)
def test_jeffreys_intervals_of_brown_cai_dasgupta_2001_table_5(successes: int, n: int, low: float, high: float) -> None:
    # "Interval Estimation for a Binomial Proportion", Statistical Science 16 (2001).
    interval = jeffreys(successes, n)
    assert (round(interval.low, 3), round(interval.high, 3)) == (low, high)


PSYCHIATRISTS = 200 * np.array([[0.53, 0.05, 0.02], [0.11, 0.14, 0.05], [0.01, 0.06, 0.03]])
"""Two psychiatrists, 200 patients: Fleiss, Cohen & Everitt, Psychological Bulletin 72 (1969), table 1."""


def test_kappa_of_fleiss_cohen_everitt_1969() -> None:
    kappa = weighted_kappa(PSYCHIATRISTS, np.eye(3))
    assert kappa is not None
    assert round(kappa.value, 3) == 0.429
    assert round(kappa.standard_error, 4) == 0.0537


def test_weighted_kappa_of_fleiss_cohen_everitt_1969() -> None:
    weights = np.array([[1, 0, 0.4444], [0, 1, 0.6667], [0.4444, 0.6667, 1]])
    kappa = weighted_kappa(PSYCHIATRISTS, weights)
    assert kappa is not None
    assert round(kappa.value, 3) == 0.507
    assert round(kappa.standard_error**2, 6) == 0.003248


def test_quadratic_weighted_kappa_of_the_anxiety_ratings() -> None:
    # R package irr, kappa2(anxiety[, 1:2], weight = "squared"): 20 subjects, kappa 0.297.
    first = [3, 3, 3, 4, 5, 5, 2, 3, 5, 2, 2, 6, 1, 5, 2, 2, 1, 2, 4, 3]
    second = [3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4]
    counts = np.zeros((6, 6))
    np.add.at(counts, (np.array(first) - 1, np.array(second) - 1), 1)
    kappa = weighted_kappa(counts, quadratic_weights(6))
    assert kappa is not None
    assert round(kappa.value, 3) == 0.297


def test_d_prime_of_stanislaw_and_todorov_1999() -> None:
    # "Calculation of signal detection theory measures", Behavior Research Methods 31 (1999): 20 of 25 hits, 10 of 25
    # false alarms, d' = 0.842 - (-0.253) = 1.095.
    assert round(d_prime_of_rates(20 / 25, 10 / 25), 3) == 1.095


def test_loglinear_rates_of_hautus_1995() -> None:
    # Half an observation more of each kind: 0 of 24 and 24 of 24 become 0.02 and 0.98.
    assert loglinear_rate(0, 24) == pytest.approx(0.02)
    assert loglinear_rate(24, 24) == pytest.approx(0.98)
