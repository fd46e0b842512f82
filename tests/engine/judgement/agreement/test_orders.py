from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from assay.errors import InputError
from assay.judgement.agreement import Ranked, kendall_tau_b, kendall_w
from assay.judgement.agreement.orders import _concordance, by_task, tau_b
from assay.judgement.grading import Figure, Unscored

RANKS = st.lists(st.lists(st.integers(1, 4), min_size=4, max_size=4), min_size=2, max_size=5)


@given(RANKS)
def test_tau_b_is_scipys(rows: list[list[int]]) -> None:
    first, second = (stats.rankdata(row) for row in rows[:2])
    assert tau_b(first, second) == pytest.approx(stats.kendalltau(first, second).statistic, nan_ok=True)


@given(RANKS)
def test_w_is_friedmans_chi_squared_in_other_units(rows: list[list[int]]) -> None:
    ranks = np.array([stats.rankdata(row) for row in rows])
    concordance = _concordance(ranks)
    if np.isnan(concordance):
        assert all(len(set(row)) == 1 for row in rows)
    elif len(rows) > 2:
        with np.errstate(all="ignore"):
            chi = stats.friedmanchisquare(*ranks.T).statistic
        assert concordance * len(rows) * 3 == pytest.approx(chi)


def ranked(*orders: str) -> list[Ranked]:
    """Eight or more tasks alike; each order of one reviewer, as in ``A>B=C``."""
    parsed = [tuple(tuple(group.split("=")) for group in order.split(">")) for order in orders]
    return [Ranked(f"t{task}", f"r{who}", order) for task in range(9) for who, order in enumerate(parsed)]


def value(figure: Figure | Unscored) -> float:
    assert isinstance(figure, Figure), figure
    return figure.value


def test_alike_opposed_and_between() -> None:
    assert value(kendall_w(ranked("A>B>C", "A>B>C"))) == pytest.approx(1)
    assert value(kendall_w(ranked("A>B>C", "C>B>A"))) == pytest.approx(0)
    assert value(kendall_tau_b(ranked("A>B>C", "C>B>A"))) == pytest.approx(-1)
    assert value(kendall_tau_b(ranked("A>B>C", "A>B=C"))) == pytest.approx(2 / np.sqrt(6))


def test_only_what_all_ranked_counts() -> None:
    assert value(kendall_w(ranked("A>B>X>C", "A>B>C"))) == pytest.approx(1)
    assert by_task(ranked("A>B", "C>D")) == {}


def test_ties_alone_prefer_nothing() -> None:
    refused = kendall_w(ranked("A=B", "A=B"))
    assert refused == Unscored("no task has two rankings of the same candidates that prefer anything", 0)
    assert isinstance(kendall_tau_b(ranked("A=B", "A>B")), Unscored)


def test_two_rankings_of_one_reviewer_are_refused() -> None:
    rows = ranked("A>B", "B>A")
    with pytest.raises(InputError, match="reviewer 'r0' ranks task 't0' twice"):
        kendall_w([*rows, rows[0]])
