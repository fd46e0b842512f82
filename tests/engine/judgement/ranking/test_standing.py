from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from tests.support.votes import random_votes, votes

from assay.errors import InputError
from assay.judgement.ranking import Comparisons, Scale, Settings, Standing, rank, rank_tabulated, tabulate


def scale(theta: list[float], variance: float, freedom: float = math.inf) -> Scale:
    size = len(theta)
    covariance = variance * (np.eye(size) - 1 / size)
    names = tuple("abcdefgh"[:size])
    return Scale(names, np.array(theta), covariance, freedom, np.full(size, 9))


def standing(*scales: Scale) -> Standing:
    return Standing("bradley-terry", scales, (), (), {}, 9)


def test_intervals_are_those_of_the_normal_or_of_t() -> None:
    half = math.sqrt(0.5 * 0.04)
    assert scale([0.5, -0.5], 0.04).intervals()[0] == pytest.approx([0.5 - 1.959964 * half, 0.5 + 1.959964 * half])
    assert scale([0.5, -0.5], 0.04, 3).intervals()[0] == pytest.approx([0.5 - 3.182446 * half, 0.5 + 3.182446 * half])
    assert scale([0.5, -0.5], 0.04).intervals(0.5)[0, 1] == pytest.approx(0.5 + 0.674490 * half)


def test_ranks_are_certain_when_differences_are() -> None:
    assert scale([2, 0, -2], 1e-4).rank_intervals().tolist() == [[1, 1], [2, 2], [3, 3]]
    assert scale([0.01, 0, -0.01], 1.0).rank_intervals().tolist() == [[1, 3]] * 3
    assert scale([2, 1.999, -4], 1e-2).rank_intervals().tolist() == [[1, 2], [1, 2], [3, 3]]


def test_two_models_best_with_the_chance_of_their_difference() -> None:
    """The difference is normal with mean 0.4 and variance 2 * 0.04: P = Φ(√2)."""
    assert scale([0.2, -0.2], 0.04).p_best == pytest.approx([0.92135, 0.07865], abs=0.01)
    assert scale([0.2, -0.2], 0.04, 2).p_best[0] < 0.9


def test_equal_skills_share_a_rank_and_are_ordered_by_name() -> None:
    places = standing(scale([0.0, 1.0, 0.0, -1.0], 0.1)).places()
    assert [(place.model, place.rank) for place in places] == [("b", 1), ("a", 2), ("c", 2), ("d", 4)]


def test_elo_is_four_hundred_points_for_ten_to_one() -> None:
    (best, _) = standing(scale([math.log(10) / 2, -math.log(10) / 2], 1e-6)).places()
    rating, low, high = best.elo()
    assert rating == pytest.approx(1200)
    assert low < rating < high


def test_ranks_and_chances_start_anew_in_each_group() -> None:
    places = standing(scale([1.0, -1.0], 0.1), scale([0.5, -0.5], 0.1)).places()
    assert [(place.group, place.rank) for place in places] == [(1, 1), (1, 2), (2, 1), (2, 2)]


@given(votes())
@settings(max_examples=30)
def test_figures_of_a_standing_fit_together(comparisons: Comparisons) -> None:
    result = rank(comparisons)
    (one,) = result.scales
    assert one.theta.sum() == pytest.approx(0, abs=1e-9)
    assert one.covariance.sum(axis=1) == pytest.approx(np.zeros(len(one.theta)), abs=1e-9)
    assert one.p_best.sum() == pytest.approx(1)
    assert one.n.sum() == 2 * result.n
    for place in result.places():
        assert place.low <= place.theta <= place.high
        assert 1 <= place.rank_low <= place.rank <= place.rank_high <= len(one.theta)


def test_a_higher_level_is_wider() -> None:
    comparisons = random_votes(3)
    narrow, wide = (rank(comparisons, Settings(level=level)).places()[0] for level in (0.8, 0.99))
    assert wide.low < narrow.low < narrow.high < wide.high


def test_tables_give_the_same_standing() -> None:
    comparisons = random_votes(4)
    tabulated = tabulate(comparisons, ("reviewer", "task"))
    assert rank_tabulated(tabulated).places() == rank(comparisons).places()


def test_tables_alone_cannot_be_divided() -> None:
    comparisons = random_votes(4).where(np.arange(140) < 5)
    with pytest.raises(InputError, match="not all models share one scale"):
        rank_tabulated(tabulate(comparisons))


@pytest.mark.parametrize(("level", "deviation"), [(0.0, None), (1.0, None), (0.95, 0.0), (0.95, math.inf)])
def test_settings_that_make_no_sense_are_refused(level: float, deviation: float | None) -> None:
    with pytest.raises(InputError):
        Settings(level=level, deviation=deviation)
