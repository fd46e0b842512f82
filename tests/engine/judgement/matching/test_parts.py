"""The parts of the score: place, kind of problem, words."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.domain.finding import Category
from assay.domain.gold import Anchor
from assay.errors import InputError
from assay.judgement.matching import Parameters
from assay.judgement.matching.compatibility import compatibility
from assay.judgement.matching.lines import line_score
from assay.judgement.matching.similarities.lexical import Lexical

DEFAULT = Parameters()
LINES = st.integers(1, 500)


def anchor(start: int, end: int) -> Anchor:
    return Anchor(start_line=start, end_line=end)


def test_on_the_spot_scores_one() -> None:
    assert line_score(10, 12, [anchor(11, 11)], DEFAULT) == 1.0


def test_distance_divides_by_e_every_three_lines() -> None:
    assert line_score(13, 13, [anchor(10, 10)], DEFAULT) == pytest.approx(math.exp(-1))
    assert line_score(4, 4, [anchor(10, 10)], DEFAULT) == pytest.approx(math.exp(-2))


def test_ten_lines_are_free_and_breadth_beyond_costs() -> None:
    assert line_score(1, 10, [anchor(5, 5)], DEFAULT) == 1.0
    assert line_score(1, 40, [anchor(5, 5)], DEFAULT) == pytest.approx(10 / 40)
    assert line_score(1, 40, [anchor(5, 14)], DEFAULT) == pytest.approx(20 / 40)


@given(LINES, st.integers(0, 80), st.lists(st.tuples(LINES, st.integers(0, 80)), min_size=1, max_size=4))
def test_the_line_score_is_the_best_anchors(start: int, length: int, places: list[tuple[int, int]]) -> None:
    anchors = [anchor(first, first + more) for first, more in places]
    score = line_score(start, start + length, anchors, DEFAULT)
    assert 0 < score <= 1
    assert score == max(line_score(start, start + length, [one], DEFAULT) for one in anchors)


@given(LINES, LINES, st.integers(1, 60))
def test_moving_away_never_raises_the_line_score(start: int, at: int, by: int) -> None:
    near = line_score(start, start, [anchor(at, at)], DEFAULT)
    away = start + by if start >= at else start - by
    if away >= 1:
        assert line_score(away, away, [anchor(at, at)], DEFAULT) <= near


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((Category.CONCURRENCY, 362), (Category.CONCURRENCY, 362), 1.0),
        ((Category.LOGIC, 362), (Category.CONCURRENCY, 362), 1.0),
        ((Category.CONCURRENCY, 362), (Category.CONCURRENCY, 367), 0.9),
        ((Category.SECURITY, 89), (Category.SECURITY, 862), 0.7),
        ((Category.SECURITY, None), (Category.SECURITY, 862), 1.0),
        ((Category.LOGIC, None), (Category.CONCURRENCY, 362), 0.5),
        ((Category.STYLE, None), (Category.CONCURRENCY, 362), 0.0),
    ],
)
def test_weakness_first_then_category(
    one: tuple[Category, int | None], other: tuple[Category, int | None], expected: float
) -> None:
    assert compatibility(*one, *other) == expected


def test_compatibility_is_symmetric_and_bounded() -> None:
    kinds = list(product(Category, [None, 89, 362, 367, 401]))
    for one, other in product(kinds, kinds):
        assert 0 <= compatibility(*one, *other) == compatibility(*other, *one) <= 1


def test_words_in_common_outweigh_words_apart() -> None:
    gold = ["Eviction happens after the lock is released", "The SQL statement is built from user input"]
    said = ["evicts entries once the lock was released", "user input is concatenated into an SQL statement"]
    answer = Lexical().compare(said, gold)
    assert answer.shape == (2, 2)
    assert answer.diagonal().min() > 0.5
    assert max(answer[0, 1], answer[1, 0]) < 0.3


def test_identifiers_are_words() -> None:
    (row,) = Lexical().compare(["moveToEnd fails"], ["move_to_end fails", "nothing alike"])
    assert row[0] > 0.7
    assert row[1] < 0.2


@given(st.lists(st.text(max_size=40), max_size=4), st.lists(st.text(max_size=40), max_size=4))
def test_lexical_numbers_are_cosines_for_any_text(left: list[str], right: list[str]) -> None:
    answer = Lexical().compare(left, right)
    assert answer.shape == (len(left), len(right))
    assert np.all((answer >= 0) & (answer <= 1))


def test_wrong_thresholds_are_refused_with_their_values() -> None:
    with pytest.raises(InputError, match=r"doubt = 0.7 and hit = 0.6; use 0 <= doubt <= hit <= 1"):
        Parameters(doubt=0.7)
    with pytest.raises(InputError, match=r"gap_scale = 0; it must be above 0"):
        Parameters(gap_scale=0)
    with pytest.raises(InputError, match="a negative weight"):
        Parameters(text_weight=-1)
