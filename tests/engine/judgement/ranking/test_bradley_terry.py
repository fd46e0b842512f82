from __future__ import annotations

from random import Random

import choix
import evalica
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.votes import random_votes, votes

from assay.judgement.ranking import Comparisons, Settings, rank
from assay.judgement.ranking.bradley_terry import fit_bradley_terry
from assay.judgement.ranking.table import PairTable

_WINNERS = [evalica.Winner.X, evalica.Winner.Y, evalica.Winner.Draw]


def theta_of(comparisons: Comparisons) -> np.ndarray:
    (scale,) = rank(comparisons, cluster=()).scales
    return scale.theta


@given(votes())
@settings(max_examples=30)
def test_skills_agree_with_evalica_on_ties_and_weights(comparisons: Comparisons) -> None:
    names = comparisons.models
    result = evalica.bradley_terry(
        [names[i] for i in comparisons.left],
        [names[i] for i in comparisons.right],
        [_WINNERS[i] for i in comparisons.winner],
        weights=comparisons.weights.tolist(),
        tolerance=1e-13,
        limit=100_000,
    )
    expected = np.log(result.scores[list(names)].to_numpy())
    assert theta_of(comparisons) == pytest.approx(expected - expected.mean(), abs=1e-6)


@given(votes(), st.sampled_from([0.0, 0.5, 4.0]))
@settings(max_examples=30)
def test_skills_agree_with_choix(comparisons: Comparisons, precision: float) -> None:
    decisive = comparisons.where(comparisons.winner != 2)
    pairs = [
        (i, j) if won == 0 else (j, i) for i, j, won in zip(decisive.left, decisive.right, decisive.winner, strict=True)
    ]
    size = len(decisive.models)
    expected = choix.opt_pairwise(size, pairs, alpha=precision / 2, tol=1e-13)
    credit = np.zeros((size, size))
    for better, worse in pairs:
        credit[better, worse] += 1
    theta = fit_bradley_terry(PairTable(credit, np.zeros_like(credit)), precision).point
    assert theta == pytest.approx(expected - expected.mean(), abs=1e-6)


@given(votes(), st.randoms())
@settings(max_examples=30)
def test_names_and_sides_change_nothing(comparisons: Comparisons, random: Random) -> None:
    """Models renamed, rows shuffled, sides swapped: the same skills, intervals, ranks and chances to be best."""
    order = list(range(len(comparisons.models)))
    random.shuffle(order)
    rows = np.random.default_rng(random.getrandbits(32)).permutation(len(comparisons.left))
    place = np.array(order, dtype=np.int32)
    renamed = Comparisons(
        models=tuple(comparisons.models[order.index(i)] for i in range(len(order))),
        left=place[comparisons.right][rows],
        right=place[comparisons.left][rows],
        winner=np.array([1, 0, 2], dtype=np.int8)[comparisons.winner][rows],
        weight=None if comparisons.weight is None else comparisons.weight[rows],
        clusters={
            name: type(clusters)(clusters.codes[rows], clusters.count)
            for name, clusters in comparisons.clusters.items()
        },
    )
    before = {place.model: place for place in rank(comparisons).places()}
    after = {place.model: place for place in rank(renamed).places()}
    for name, one in before.items():
        other = after[name]
        assert (other.theta, other.low, other.high) == pytest.approx((one.theta, one.low, one.high), abs=1e-8)
        assert (other.rank_low, other.rank_high, other.n) == (one.rank_low, one.rank_high, one.n)
        assert other.p_best == pytest.approx(one.p_best, abs=0.03)


def test_a_tie_is_half_a_win_for_each() -> None:
    tied = random_votes(3, ties=0.4, weights=False)
    rows = tied.winner == 2
    halves = Comparisons(
        models=tied.models,
        left=np.concatenate([tied.left[~rows], tied.left[rows], tied.left[rows]]),
        right=np.concatenate([tied.right[~rows], tied.right[rows], tied.right[rows]]),
        winner=np.concatenate([tied.winner[~rows], tied.winner[rows] * 0, tied.winner[rows] * 0 + 1]),
        weight=np.concatenate([np.ones((~rows).sum()), np.full(2 * rows.sum(), 0.5)]),
    )
    assert theta_of(tied) == pytest.approx(theta_of(halves), abs=1e-9)


def test_a_weight_is_a_repetition() -> None:
    once = random_votes(4, weights=False)
    times = np.arange(len(once.left)) % 3 + 1
    weighted = Comparisons(once.models, once.left, once.right, once.winner, weight=times.astype(float))
    repeated = once.where(np.ones(len(times), dtype=bool))
    repeated = Comparisons(
        once.models, np.repeat(once.left, times), np.repeat(once.right, times), np.repeat(once.winner, times)
    )
    assert theta_of(weighted) == pytest.approx(theta_of(repeated), abs=1e-9)


def test_a_prior_shrinks_and_an_ever_weaker_one_does_not() -> None:
    comparisons = random_votes(5)
    free = theta_of(comparisons)
    weak, strong = (rank(comparisons, Settings(deviation=sd), ()).scales[0].theta for sd in (1e4, 0.1))
    assert weak == pytest.approx(free, abs=1e-5)
    assert np.abs(strong).max() < np.abs(free).max() / 2


def test_skills_far_apart_are_found() -> None:
    """A ladder whose ends are hundreds to one: plain Newton from zero would overshoot."""
    wins = np.diag(np.full(29, 99.0), 1) + np.diag(np.full(29, 1.0), -1)
    theta = fit_bradley_terry(PairTable(wins, np.zeros_like(wins))).point
    assert np.diff(theta) == pytest.approx(np.full(29, -np.log(99)), abs=1e-8)
