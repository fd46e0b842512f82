"""P(better) from a few rankings: against brute-force integration, and by the laws that it must keep."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.optimize import minimize_scalar
from scipy.stats import norm

from assay.errors import InputError
from assay.judgement.ranking.preference import posterior, preference

FIRST_WINS = ((0,), (1,))


@given(st.floats(-6, 6), st.floats(0.01, 4.5))
def test_the_expectation_is_that_of_numerical_integration(margin: float, variance: float) -> None:
    deviation = math.sqrt(variance)
    expected, _ = quad(
        lambda d: norm.pdf(d, margin, deviation) / (1 + math.exp(-d)), margin - 40, margin + 40, points=[margin]
    )
    found = preference(margin, variance)
    assert found.p == pytest.approx(expected, abs=1e-5)
    assert found.low <= found.p <= found.high


@pytest.mark.parametrize("votes", [1, 2, 3, 7])
def test_two_items_have_the_mode_and_curvature_of_their_own_likelihood(votes: int) -> None:
    def loss(d: float) -> float:
        return votes * math.log1p(math.exp(-d)) + d**2 / (4 * 1.5**2)  # the difference has the prior variance 2 · 1.5²

    mode = minimize_scalar(loss, bounds=(0, 10), method="bounded", options={"xatol": 1e-10}).x
    chance = 1 / (1 + math.exp(-mode))
    variance = 1 / (votes * chance * (1 - chance) + 1 / (2 * 1.5**2))
    found = posterior([FIRST_WINS] * votes, 2)
    assert found.preference(0, 1).margin == pytest.approx(mode, abs=1e-6)
    spread = found.covariance
    assert spread[0, 0] + spread[1, 1] - 2 * spread[0, 1] == pytest.approx(variance, rel=1e-6)


@given(st.lists(st.permutations(range(4)), min_size=1, max_size=5))
def test_both_ways_round_the_chances_add_up(orders: list[list[int]]) -> None:
    found = posterior([tuple((item,) for item in order) for order in orders], 4)
    for i, j in ((0, 1), (2, 3), (0, 3)):
        assert found.preference(i, j).p + found.preference(j, i).p == pytest.approx(1, abs=1e-9)
        assert found.preference(i, j).margin == -found.preference(j, i).margin


def test_more_agreement_makes_it_surer_and_the_order_of_votes_does_not_matter() -> None:
    chances = [posterior([FIRST_WINS] * votes, 2).preference(0, 1).p for votes in range(1, 8)]
    assert chances == sorted(chances)
    mixed = [FIRST_WINS, ((1,), (0,)), ((0, 1),)]
    assert posterior(mixed, 2).preference(0, 1).p == pytest.approx(0.5)
    assert np.array_equal(posterior(mixed, 2).theta, posterior(mixed[::-1], 2).theta)


def test_more_than_ten_may_be_tied() -> None:
    found = posterior([((0,), tuple(range(1, 13)))], 13)
    assert found.preference(0, 5).p > 0.6
    assert found.preference(4, 5).p == pytest.approx(0.5)


def test_without_a_ranking_there_is_nothing_to_say() -> None:
    with pytest.raises((InputError, ValueError)):
        posterior([], 2)
