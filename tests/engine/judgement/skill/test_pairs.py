"""Pairs to rank: when the answer is there, and how often it is wrong."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.errors import InputError
from assay.judgement.skill import PairTest, Standing


def test_it_stops_with_the_eighth_that_is_right_and_the_third_that_is_not() -> None:
    test = PairTest()
    assert test.judge([True] * 7) is Standing.OPEN
    assert test.judge([True] * 8) is Standing.PASSED
    assert test.judge([False] * 2 + [True] * 7) is Standing.OPEN
    assert test.judge([False] * 2 + [True] * 8) is Standing.PASSED
    assert test.judge([True] * 7 + [False] * 3) is Standing.FAILED


@given(st.lists(st.booleans(), min_size=10, max_size=20))
def test_ten_pairs_always_give_an_answer_that_later_ones_do_not_change(right: list[bool]) -> None:
    assert PairTest().judge(right[:10]) is not Standing.OPEN
    assert PairTest().judge(right) is PairTest().judge(right[:10])


@pytest.mark.parametrize(("chance", "passes"), [(0.5, 0.0547), (0.9, 0.9298)])
def test_its_rates_are_those_of_the_binomial_distribution(chance: float, passes: float) -> None:
    drawn = np.random.default_rng(7).random((20_000, 10)) < chance
    rate = np.mean([PairTest().judge(map(bool, row)) is Standing.PASSED for row in drawn])
    assert rate == pytest.approx(passes, abs=0.008)


def test_a_test_that_nobody_can_fail_is_refused() -> None:
    with pytest.raises(InputError, match="most_wrong = 3 of pairs = 3"):
        PairTest(pairs=3, most_wrong=3)
