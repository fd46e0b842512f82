from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from tests.support.votes import random_votes

from assay.errors import InputError
from assay.judgement.ranking import Comparisons, Model, Settings, Winner, compare, rank
from assay.judgement.ranking.bootstrap import bootstrap


@pytest.mark.parametrize("weights", [False, True])
@pytest.mark.parametrize("named", [(), ("reviewer",), ("task",)])
def test_spread_is_that_of_the_sandwich(named: tuple[str, ...], *, weights: bool) -> None:
    comparisons = random_votes(1, votes=4000, reviewers=60, tasks=80, weights=weights)
    (scale,) = rank(comparisons, cluster=named).scales
    found = bootstrap(comparisons, named, rounds=600, seed=2)
    assert found.lost == 0
    assert found.theta.std(axis=0) == pytest.approx(np.sqrt(np.diag(scale.covariance)), rel=0.15)
    assert found.theta.mean(axis=0) == pytest.approx(scale.theta, abs=0.02)


def test_two_ways_err_on_the_wide_side() -> None:
    comparisons = random_votes(2, votes=3000, reviewers=40, tasks=50)
    (scale,) = rank(comparisons, cluster=("reviewer", "task")).scales
    spread = bootstrap(comparisons, ("reviewer", "task"), rounds=300).theta.std(axis=0)
    assert (spread > np.sqrt(np.diag(scale.covariance))).all()


def test_each_round_is_the_fit_of_its_draw() -> None:
    """A single reviewer drawn k times weighs k times: rounds are found among fits of weighted comparisons."""
    comparisons = random_votes(3, votes=60, reviewers=2, weights=False)
    found = bootstrap(comparisons, ("reviewer",), rounds=40)
    codes = comparisons.clusters["reviewer"].codes
    possible = []
    for times in ((2, 0), (1, 1), (0, 2)):
        weight = np.array(times, dtype=np.float64)[codes]
        part = Comparisons(comparisons.models, comparisons.left, comparisons.right, comparisons.winner, weight)
        standing = rank(part, cluster=())
        if len(standing.scales) == 1 and not standing.unplaced:
            possible.append(standing.scales[0].theta)
    nearest = np.abs(found.theta[:, None, :] - np.array(possible)[None]).max(axis=2).min(axis=1)
    assert nearest.max() < 1e-6


def test_the_same_seed_gives_the_same_rounds() -> None:
    comparisons = random_votes(4)
    one, other = (bootstrap(comparisons, ("task",), rounds=20, seed=7).theta for _ in range(2))
    assert np.array_equal(one, other)


def test_many_clusters_are_drawn_block_by_block(monkeypatch: pytest.MonkeyPatch) -> None:
    comparisons = random_votes(5, reviewers=50)
    whole = bootstrap(comparisons, ("reviewer",), rounds=10).theta
    monkeypatch.setattr("assay.judgement.ranking.bootstrap._BLOCK", 60)
    assert bootstrap(comparisons, ("reviewer",), rounds=10).theta == pytest.approx(whole, abs=1e-9)


def test_intervals_are_percentiles() -> None:
    comparisons = random_votes(6)
    found = bootstrap(comparisons, rounds=200)
    ends = found.spread(rank(comparisons).scales[0]).intervals(0.9)
    inside = (found.theta >= ends[:, 0]) & (found.theta <= ends[:, 1])
    assert inside.mean(axis=0) == pytest.approx(np.full(5, 0.9), abs=0.011)


def test_a_standing_by_bootstrap_keeps_the_skills_and_is_near_the_sandwich() -> None:
    comparisons = random_votes(7, reviewers=60)
    plain = rank(comparisons, cluster=("reviewer",))
    drawn = rank(comparisons, Settings(rounds=1000), ("reviewer",))
    assert drawn.rounds == 1000
    assert drawn.scales[0].theta == pytest.approx(plain.scales[0].theta)
    widths = [np.ptp(one.scales[0].intervals(), axis=1) for one in (drawn, plain)]
    assert widths[0] == pytest.approx(widths[1], rel=0.25)
    assert drawn.scales[0].p_best.sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        (lambda: Settings(Model.DAVIDSON, rounds=200), "the bootstrap refits Bradley-Terry"),
        (lambda: Settings(deviation=1.5, rounds=200), "the bootstrap refits Bradley-Terry"),
        (lambda: Settings(rounds=5), "5 bootstrap rounds; use at least 100"),
    ],
)
def test_a_bootstrap_that_means_nothing_is_refused(chosen: Callable[[], Settings], message: str) -> None:
    with pytest.raises(InputError, match=message):
        chosen()


def test_too_few_comparisons_are_told() -> None:
    few = compare(list("abc"), list("bca"), [Winner.LEFT] * 3)
    with pytest.raises(InputError, match=r"of 100 bootstrap rounds have no finite answer"):
        bootstrap(few, rounds=100)


def test_rounds_that_fall_apart_are_lost() -> None:
    """Two pairs of models, and one reviewer in twenty who connects them: rounds without that one have no answer."""
    rows = [("a", "b"), ("b", "a"), ("x", "y"), ("y", "x")]
    left, right = zip(*rows * 19, ("a", "x"), ("x", "a"), strict=True)
    names = [str(k // 4) for k in range(76)] + ["bridge", "bridge"]
    comparisons = compare(left, right, [Winner.LEFT] * 78, clusters={"reviewer": names})
    with pytest.raises(InputError, match=r"\d+ of 400 bootstrap rounds have no finite answer") as caught:
        bootstrap(comparisons, ("reviewer",), rounds=400)
    assert int(caught.value.what.split()[0]) == pytest.approx(400 * 0.95**20, abs=40)
