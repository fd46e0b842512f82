"""d', severity, confidence."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.judgement.grading import Figure, Unscored
from assay.judgement.grading.confidence import brier, expected_calibration_error
from assay.judgement.grading.sensitivity import d_prime
from assay.judgement.grading.severity import quadratic_kappa, signed_error

RANKS = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=8, max_size=50)


def figure(answer: Figure | Unscored) -> Figure:
    assert isinstance(answer, Figure)
    return answer


def test_guessing_has_d_prime_zero_and_knowing_a_finite_one() -> None:
    assert figure(d_prime(10, 20, 10, 20)).value == pytest.approx(0)
    knows = figure(d_prime(20, 20, 0, 20))
    assert 3.9 < knows.value < 4.0
    assert knows.interval.low < knows.value < knows.interval.high < 8


def test_complaining_more_is_not_seeing_more() -> None:
    ready, shy = figure(d_prime(84, 100, 50, 100)), figure(d_prime(50, 100, 16, 100))
    assert ready.value == pytest.approx(shy.value, abs=0.01)


def test_the_interval_of_d_prime_covers_the_truth_nineteen_times_of_twenty() -> None:
    generator = np.random.default_rng(11)
    hits, alarms = generator.binomial(40, 0.8, 600), generator.binomial(20, 0.2, 600)
    true = 0.8416212 * 2
    drawn = [figure(d_prime(int(hit), 40, int(alarm), 20)) for hit, alarm in zip(hits, alarms, strict=True)]
    covered = np.mean([one.interval.low <= true <= one.interval.high for one in drawn])
    assert 0.92 < covered < 0.99


@pytest.mark.parametrize(
    ("signals", "noises", "reason"), [(7, 20, "7 defects, fewer than 8"), (20, 3, "3 clean twins, fewer than 8")]
)
def test_d_prime_needs_both_defects_and_clean_twins(signals: int, noises: int, reason: str) -> None:
    answer = d_prime(1, signals, 1, noises)
    assert isinstance(answer, Unscored)
    assert answer.reason == reason


def test_one_step_too_grave_is_plus_one() -> None:
    answer = figure(signed_error([3] * 8, [2] * 8))
    assert answer.value == 1
    assert answer.interval.low < 1 < answer.interval.high, "equal errors are not certain ones"


@given(RANKS)
def test_turning_roles_round_turns_the_error_round_and_leaves_kappa(pairs: list[tuple[int, int]]) -> None:
    given_, true = [one for one, _ in pairs], [other for _, other in pairs]
    assert figure(signed_error(given_, true)).value == pytest.approx(-figure(signed_error(true, given_)).value)
    one, other = quadratic_kappa(given_, true), quadratic_kappa(true, given_)
    assert type(one) is type(other)
    if isinstance(one, Figure):
        assert one.value == pytest.approx(figure(other).value)
        assert -1 <= one.interval.low <= one.value <= one.interval.high <= 1


def test_full_agreement_of_a_few_is_not_certain() -> None:
    ranks = [1, 2, 3, 4, 1, 2, 3, 4]
    answer = figure(quadratic_kappa(ranks, ranks))
    assert (answer.value, answer.interval.high) == (1.0, 1.0)
    assert answer.interval.low < 0.95


def test_kappa_of_one_single_severity_has_no_meaning_and_says_so() -> None:
    answer = quadratic_kappa([3] * 9, [3] * 9)
    assert isinstance(answer, Unscored)
    assert "all severities are the same" in answer.reason


def test_brier_of_certainty_and_of_one_half() -> None:
    truth = [True, False] * 4
    assert figure(brier([1.0, 0.0] * 4, truth)).value == 0
    assert figure(brier([0.5] * 8, truth)).value == 0.25
    assert figure(brier([0.0, 1.0] * 4, truth)).value == 1


def test_the_calibration_error_is_the_weighted_gap_of_the_bins() -> None:
    # (0.8, 0.9]: 4 findings, all said 0.9, half true: gap 0.4. (0.2, 0.3]: 4 findings, said 0.25, one true: gap 0.
    confidences = [0.9] * 4 + [0.25] * 4
    truth = [True, True, False, False, True, False, False, False]
    assert figure(expected_calibration_error(confidences, truth)).value == pytest.approx(0.2)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=8, max_size=40))
def test_scores_of_confidence_stay_in_bounds_and_repeat(stated: list[tuple[float, bool]]) -> None:
    confidences, truth = [one for one, _ in stated], [other for _, other in stated]
    for score in (brier, expected_calibration_error):
        answer = figure(score(confidences, truth))
        assert 0 <= answer.interval.low <= answer.interval.high <= 1
        assert 0 <= answer.value <= 1
        assert score(confidences, truth) == answer
