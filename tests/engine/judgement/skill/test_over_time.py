"""Skill as it is now, and a flag when it falls."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.domain.finding import Category
from assay.domain.task import Language
from assay.errors import InputError
from assay.judgement.grading import Figure, Unscored
from assay.judgement.grading.intervals import wilson
from assay.judgement.skill import ChangeTest, Field, Outcome, recent_skill

FIELD = Field(Language.PYTHON, Category.CONCURRENCY)
OTHER = Field(Language.GO, Category.CONCURRENCY)


def outcomes(*caught: bool, difficulty: float = 0.0, field: Field = FIELD) -> list[Outcome]:
    return [Outcome(field, one, difficulty) for one in caught]


def recall(history: list[Outcome], half_life: float = 20) -> Figure:
    figure = recent_skill(history, half_life)[FIELD].recall
    assert isinstance(figure, Figure)
    return figure


def theta(history: list[Outcome], half_life: float = 20) -> Figure:
    figure = recent_skill(history, half_life)[FIELD].theta
    assert isinstance(figure, Figure)
    return figure


def test_an_item_twenty_items_old_counts_for_half() -> None:
    once_then_never = outcomes(True, *[False] * 20)
    whole = sum(2 ** (-age / 20) for age in range(21))
    assert recall(once_then_never).value == pytest.approx(0.5 / whole)


def test_with_an_endless_half_life_it_is_plain_recall() -> None:
    history = outcomes(*[True, True, False] * 5)
    figure = recall(history, half_life=1e9)
    assert figure.value == pytest.approx(10 / 15)
    assert figure.interval.low == pytest.approx(wilson(10, 15).low, abs=1e-6)
    assert figure.n == 15


def test_the_recent_past_weighs_more() -> None:
    better, worse = outcomes(*[False] * 20, *[True] * 20), outcomes(*[True] * 20, *[False] * 20)
    assert recall(better).value == pytest.approx(2 / 3)
    assert recall(worse).value == pytest.approx(1 / 3)
    assert theta(better).value > 0 > theta(worse).value


def test_hard_items_caught_show_more_skill_than_easy_ones() -> None:
    caught = [True, True, False, True] * 3
    hard, easy = theta(outcomes(*caught, difficulty=1.5)), theta(outcomes(*caught, difficulty=-1.5))
    assert hard.value > easy.value + 1
    assert recall(outcomes(*caught, difficulty=1.5)) == recall(outcomes(*caught, difficulty=-1.5))


def test_fields_are_kept_apart_and_age_counts_within_each() -> None:
    mixed = [
        one for pair in zip(outcomes(*[True] * 8), outcomes(*[False] * 8, field=OTHER), strict=True) for one in pair
    ]
    answer = recent_skill(mixed)
    assert answer[FIELD].recall == recall(outcomes(*[True] * 8))
    missed = answer[OTHER].recall
    assert isinstance(missed, Figure)
    assert missed.value == 0


def test_nothing_is_shown_below_eight() -> None:
    answer = recent_skill(outcomes(*[True] * 7))[FIELD]
    assert answer.recall == answer.theta == Unscored("7 gold items, fewer than 8", 7)


@given(st.lists(st.tuples(st.booleans(), st.floats(-4, 4)), min_size=8, max_size=60), st.floats(1, 100))
def test_theta_is_finite_and_at_the_top_of_the_posterior(history: list[tuple[bool, float]], half_life: float) -> None:
    figure = theta([Outcome(FIELD, caught, b) for caught, b in history], half_life)
    n = len(history)
    weights = np.array([2 ** (-(n - 1 - index) / half_life) for index in range(n)])
    weights *= weights.sum() / (weights**2).sum()

    def posterior(value: float) -> float:
        signs = np.array([1 if caught else -1 for caught, _ in history])
        gaps = signs * (value - np.array([b for _, b in history]))
        return float(-(weights * np.logaddexp(0, -gaps)).sum() - value**2 / (2 * 1.5**2))

    assert posterior(figure.value) >= max(posterior(figure.value + step) for step in (-0.01, 0.01))
    assert figure.interval.low < figure.value < figure.interval.high
    assert figure.interval.high - figure.interval.low <= 2 * 1.96 * 1.5 + 1e-3


def test_a_half_life_of_nothing_is_refused() -> None:
    with pytest.raises(InputError, match="half-life 0; it must be above 0 gold items"):
        recent_skill(outcomes(True), 0)


def test_misses_add_up_to_the_flag_and_catches_take_them_back() -> None:
    # ln(.5 / .2) = .916 for a miss, ln(.5 / .8) = -.470 for a catch: four misses in a row reach 3.
    chart = ChangeTest().chart([False] * 4)
    assert chart.sums == pytest.approx([0.916, 1.833, 2.749, 3.665], abs=1e-3)
    assert chart.flagged_at == 4
    assert ChangeTest().chart([True] * 50).sums == (0.0,) * 50
    assert ChangeTest().chart([False, True, True] * 30).flagged_at is None


def test_a_fall_from_80_to_50_percent_is_flagged_after_ten_items_in_the_median() -> None:
    generator = np.random.default_rng(5)
    fallen = [ChangeTest().chart((generator.random(200) < 0.5).tolist()).flagged_at or math.inf for _ in range(2000)]
    steady = [ChangeTest().chart((generator.random(400) < 0.8).tolist()).flagged_at or math.inf for _ in range(1000)]
    assert 9 <= np.median(fallen) <= 11
    assert np.median(steady) > 90


@given(st.lists(st.booleans(), max_size=80))
def test_the_flag_is_the_first_time_at_the_bound(caught: list[bool]) -> None:
    chart = ChangeTest().chart(caught)
    assert len(chart.sums) == len(caught)
    assert all(value >= 0 for value in chart.sums)
    above = [index for index, value in enumerate(chart.sums, start=1) if value >= 3]
    assert chart.flagged_at == (above[0] if above else None)


@pytest.mark.parametrize(
    ("good", "bad", "bound", "message"),
    [
        (0.5, 0.8, 3, "use 0 < bad < good < 1"),
        (1.0, 0.5, 3, "use 0 < bad"),
        (0.8, 0.5, 0, "bound = 0; it must be above 0"),
    ],
)
def test_charts_that_cannot_work_are_refused(good: float, bad: float, bound: float, message: str) -> None:
    with pytest.raises(InputError, match=message):
        ChangeTest(good, bad, bound)
