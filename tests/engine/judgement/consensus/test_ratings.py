import pytest
from scipy.stats import t

from assay.judgement.consensus.ratings import Spread, pooled_spread, rate_units


def test_the_spread_is_pooled_within_units() -> None:
    spread = pooled_spread({"a": [1, 3], "b": [4, 4, 4], "c": [5]})
    assert spread.variance == pytest.approx(2 / 3)
    assert spread.freedom == 3


def test_the_interval_is_that_of_t_with_the_pooled_spread() -> None:
    rated = rate_units({"a": [2, 4]}, Spread(1.5, 10))["a"]
    half = t.ppf(0.975, 10) * (1.5 / 2) ** 0.5
    assert (rated.value, rated.n) == (3.0, 2)
    assert [rated.low, rated.high] == pytest.approx([3 - half, 3 + half])


def test_equal_scores_do_not_make_the_mean_exact() -> None:
    rated = rate_units({"a": [3, 3]}, Spread(0.0, 20))["a"]
    assert rated.low is not None
    assert rated.low < 3


def test_without_a_second_score_anywhere_there_is_no_interval() -> None:
    rated = rate_units({"a": [3], "b": []}, pooled_spread({"a": [3]}))
    assert (rated["a"].low, rated["a"].high) == (None, None)
    assert "b" not in rated
