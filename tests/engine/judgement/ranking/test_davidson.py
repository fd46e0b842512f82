from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from tests.support.votes import random_votes, votes

from assay.errors import InputError, InternalError
from assay.judgement.ranking import Comparisons, Model, Settings, rank, tabulate
from assay.judgement.ranking.davidson import fit_davidson
from assay.judgement.ranking.table import PairTable

DAVIDSON = Settings(Model.DAVIDSON)


def loss(point: np.ndarray, comparisons: Comparisons) -> float:
    """The negative log-likelihood as Davidson writes it, one comparison at a time."""
    worth, nu = np.exp(point[:-1]), np.exp(point[-1])
    i, j = worth[comparisons.left], worth[comparisons.right]
    parts = np.stack([i, j, nu * np.sqrt(i * j)])
    chance = parts[comparisons.winner, np.arange(len(i))] / parts.sum(axis=0)
    return -float(comparisons.weights @ np.log(chance)) + 1e-3 * float(point[:-1].sum()) ** 2


@given(votes())
@settings(max_examples=15)
def test_skills_and_ties_agree_with_a_general_optimizer(comparisons: Comparisons) -> None:
    assume((comparisons.winner == 2).any())
    found = minimize(loss, np.zeros(len(comparisons.models) + 1), (comparisons,), method="BFGS", options={"gtol": 1e-7})
    (scale,) = rank(comparisons, DAVIDSON, ()).scales
    assert scale.theta == pytest.approx(found.x[:-1] - found.x[:-1].mean(), abs=2e-5)
    assert scale.parameters["nu"].value == pytest.approx(np.exp(found.x[-1]), rel=2e-5)


def test_expected_ties_are_the_observed_ones() -> None:
    """The likelihood equation of nu (Davidson 1970, equation 3.3)."""
    pairs = tabulate(random_votes(5, weights=False)).pairs
    point = fit_davidson(pairs).point
    worth = np.exp(point[:-1])
    middle = np.exp(point[-1]) * np.sqrt(np.outer(worth, worth))
    expected = pairs.total * middle / (worth[:, None] + worth[None, :] + middle)
    assert expected.sum() == pytest.approx(pairs.ties.sum())


def test_without_ties_the_way_out_is_bradley_terry() -> None:
    with pytest.raises(InputError, match="no comparison is a tie; use the model bradley-terry"):
        rank(random_votes(1, ties=0), DAVIDSON)


def table(wins: dict[str, float], ties: dict[str, float]) -> PairTable:
    size = 4
    credit, tied = np.zeros((size, size)), np.zeros((size, size))
    for pair, count in wins.items():
        credit["abcd".index(pair[0]), "abcd".index(pair[1])] += count
    for pair, count in ties.items():
        i, j = "abcd".index(pair[0]), "abcd".index(pair[1])
        tied[i, j] += count
        tied[j, i] += count
    used = sorted({"abcd".index(name) for pair in [*wins, *ties] for name in pair})
    return PairTable((credit + tied / 2)[np.ix_(used, used)], tied[np.ix_(used, used)])


@pytest.mark.parametrize(
    ("wins", "ties"),
    [
        ({}, {"ab": 3}),
        ({"ab": 1}, {"ab": 1}),
        ({"ab": 2}, {"bc": 1, "ca": 1}),
        ({"ab": 1, "bc": 1}, {"ad": 1, "cd": 1}),
    ],
)
def test_too_few_decisive_comparisons_are_told(wins: dict[str, float], ties: dict[str, float]) -> None:
    with pytest.raises(InputError, match="too few decisive comparisons to tell skill from ties"):
        fit_davidson(table(wins, ties))


@pytest.mark.parametrize(
    ("wins", "ties"),
    [({"ab": 1, "ba": 1}, {"ab": 1}), ({"ab": 1, "bc": 1}, {"ac": 1}), ({"ab": 1, "ba": 1}, {"bc": 5})],
)
def test_enough_decisive_comparisons_have_an_answer(wins: dict[str, float], ties: dict[str, float]) -> None:
    assert np.isfinite(fit_davidson(table(wins, ties)).point).all()


@given(st.integers(0, 2**32 - 1), st.integers(2, 4), st.integers(3, 9))
@settings(max_examples=200)
def test_small_tables_have_an_answer_or_are_refused(seed: int, size: int, rows: int) -> None:
    """Never a maximum that does not exist: whatever is not refused converges."""
    generator = np.random.default_rng(seed)
    left = generator.integers(0, size, rows)
    right = (left + generator.integers(1, size, rows)) % size
    comparisons = Comparisons(
        tuple("abcd"[:size]),
        left.astype(np.int32),
        right.astype(np.int32),
        generator.integers(0, 3, rows).astype(np.int8),
    )
    try:
        standing = rank(comparisons, DAVIDSON)
    except InputError:
        return
    except InternalError as error:
        raise AssertionError(error) from error
    assert all(np.abs(scale.theta).max() < 20 for scale in standing.scales)


def test_a_prior_settles_what_likelihood_cannot() -> None:
    point = fit_davidson(table({"ab": 1}, {"ab": 1}), prior=0.5).point
    assert point[0] > 0 > point[1]
    with pytest.raises(InputError, match="too few decisive"):
        fit_davidson(table({}, {"ab": 1}), prior=0.5)
