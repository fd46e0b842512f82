from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.typing import NDArray
from tests.support.votes import random_votes, votes

from assay.errors import InputError
from assay.judgement.ranking import Clusters, Comparisons, Model, Settings, cluster_table, rank, tabulate
from assay.judgement.ranking.clusters import clustered, contributed_meat, critical
from assay.judgement.ranking.davidson import expected_davidson

Floats = NDArray[np.float64]

CREDIT = np.array([1.0, 0.0, 0.5])


def scores(comparisons: Comparisons, point: Floats, *, davidson: bool) -> Floats:
    """Each comparison's gradient of the log-likelihood, by differences: shape (n, d)."""
    size = len(comparisons.models)

    def log_chance(at: Floats) -> Floats:
        i, j = at[comparisons.left], at[comparisons.right]
        if davidson:
            win = np.stack([i, j, at[size] + (i + j) / 2])
            return np.asarray(win[comparisons.winner, np.arange(len(i))] - np.logaddexp.reduce(win, axis=0))
        credit = CREDIT[comparisons.winner]
        return np.asarray(credit * i + (1 - credit) * j - np.logaddexp(i, j))

    steps = np.eye(len(point)) * 1e-5
    slopes = [(log_chance(point + step) - log_chance(point - step)) / 2e-5 for step in steps]
    return np.stack(slopes, axis=1) * comparisons.weights[:, None]


def brute_covariance(
    comparisons: Comparisons, point: Floats, named: Sequence[str], *, davidson: bool = False
) -> Floats:
    """The formula as it stands in the paper, one comparison at a time."""
    single = scores(comparisons, point, davidson=davidson)
    size = len(point)
    shift = np.zeros(size)
    shift[: len(comparisons.models)] = 1
    information = np.zeros((size, size))
    for k, step in enumerate(np.eye(size) * 1e-4):
        up, down = (scores(comparisons, point + sign * step, davidson=davidson).sum(axis=0) for sign in (1, -1))
        information[k] = -(up - down) / 2e-4
    bread = np.linalg.pinv(information, rcond=1e-6)

    def meat(codes: NDArray[np.int32]) -> Floats:
        labels = np.unique(codes, axis=0)
        sums = np.array([single[(codes == label).all(axis=1)].sum(axis=0) for label in labels])
        return np.asarray(len(labels) / (len(labels) - 1) * sums.T @ sums)

    codes = np.stack([comparisons.clusters[name].codes for name in named], axis=1)
    middle = sum(meat(codes[:, [k]]) for k in range(len(named)))
    if len(named) == 2:
        middle = middle - meat(codes)
    return bread @ middle @ bread


@pytest.fixture(params=["summed", "rows"])
def storage(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Whether comparisons are summed by cluster or kept as they are."""
    if request.param == "rows":
        monkeypatch.setattr(cluster_table, "_CELLS_PER_ROW", 0)
    return str(request.param)


@pytest.mark.parametrize("named", [("reviewer",), ("task",), ("reviewer", "task")])
@pytest.mark.parametrize("model", [Model.BRADLEY_TERRY, Model.DAVIDSON])
def test_covariance_is_that_of_the_formula_however_it_is_kept(
    storage: str, named: tuple[str, ...], model: Model
) -> None:
    comparisons = random_votes(11, votes=90, reviewers=40, tasks=30)
    (scale,) = rank(comparisons, Settings(model), named).scales
    point = scale.theta
    if model is Model.DAVIDSON:
        point = np.append(point, math.log(scale.parameters["nu"].value))
    expected = brute_covariance(comparisons, point, named, davidson=model is Model.DAVIDSON)
    size = len(scale.theta)
    centre = np.eye(size) - 1 / size
    assert scale.covariance == pytest.approx(centre @ expected[:size, :size] @ centre, abs=2e-6), storage
    assert scale.freedom == min(comparisons.clusters[name].count for name in named) - 1


@given(votes())
@settings(max_examples=20)
def test_without_clusters_each_comparison_is_its_own(comparisons: Comparisons) -> None:
    n = len(comparisons.left)
    own = {"event": Clusters(np.arange(n, dtype=np.int32), n)}
    apart = Comparisons(
        comparisons.models, comparisons.left, comparisons.right, comparisons.winner, comparisons.weight, own
    )
    plain, single = rank(apart, cluster=()).scales[0], rank(apart, cluster=("event",)).scales[0]
    assert plain.covariance == pytest.approx(single.covariance, abs=1e-12)
    assert plain.freedom == math.inf


def test_reviewers_who_repeat_themselves_widen_the_interval() -> None:
    once = random_votes(6, weights=False, reviewers=30)
    again = np.tile(np.arange(len(once.left)), 9)
    copied = once.where(np.ones(len(once.left), dtype=bool))
    copied = Comparisons(
        once.models,
        once.left[again],
        once.right[again],
        once.winner[again],
        clusters={"reviewer": Clusters(once.clusters["reviewer"].codes[again], 30)},
    )
    honest = np.ptp(rank(once, cluster=("reviewer",)).scales[0].intervals(), axis=1)
    same = np.ptp(rank(copied, cluster=("reviewer",)).scales[0].intervals(), axis=1)
    fooled = np.ptp(rank(copied, cluster=()).scales[0].intervals(), axis=1)
    assert same == pytest.approx(honest, rel=1e-9)
    assert fooled.mean() < honest.mean() / 2


def test_a_two_way_covariance_that_is_nowhere_lost_is_left_as_it_is() -> None:
    """Neither the shift, in which there is none, nor the scale makes a difference."""
    centre = np.eye(3) - 1 / 3
    for scale in (1e-12, 1.0, 1e12):
        meats = {("a",): centre * 2, ("b",): centre * 3, ("a", "b"): centre}
        counts = dict.fromkeys(meats, 1_000_000_000)
        covariance, _ = clustered(centre * scale, meats, counts, np.zeros(3), gauge=3)
        assert covariance == pytest.approx(centre * 4 * scale**2, rel=1e-6)


def test_contributions_are_summed_block_by_block(monkeypatch: pytest.MonkeyPatch) -> None:
    generator = np.random.default_rng(8)
    codes = generator.integers(0, 50, 400).astype(np.int32)
    column = generator.integers(0, 4, 400).astype(np.int32)
    value = generator.normal(size=400)
    dense = np.zeros((50, 4))
    np.add.at(dense, (codes, column), value)
    for block in (1 << 21, 12, 1):
        monkeypatch.setattr("assay.judgement.ranking.clusters._BLOCK", block)
        assert contributed_meat(codes, column, value, 4) == pytest.approx(dense.T @ dense)


def test_few_clusters_make_wide_intervals() -> None:
    assert critical(0.95, math.inf) == pytest.approx(1.959964, abs=1e-6)
    assert critical(0.95, 4) == pytest.approx(2.776445, abs=1e-6)
    assert critical(0.95, 4, tests=5) == pytest.approx(critical(0.99, 4))


def test_a_two_way_covariance_is_never_negative() -> None:
    meats = {("a",): np.diag([1.0, 0.0]), ("b",): np.diag([1.0, 0.0]), ("a", "b"): np.diag([1.0, 1.0])}
    covariance, freedom = clustered(np.eye(2), meats, {("a",): 5, ("b",): 9, ("a", "b"): 40}, np.zeros(2))
    assert np.linalg.eigvalsh(covariance)[0] >= 0
    assert freedom == 4


def test_expected_credit_and_ties_of_davidson_sum_to_one() -> None:
    credit, tie = expected_davidson(np.array([0.3, -0.3, 0.2]))
    assert credit + credit.T == pytest.approx(np.ones((2, 2)))
    assert tie == pytest.approx(tie.T)


@pytest.mark.parametrize(
    ("named", "message"),
    [
        (("judge",), r"no column 'judge' to cluster by; columns to cluster by: reviewer, task"),
        (("task", "task"), r"cannot cluster by task, task"),
        (("reviewer", "task", "event"), r"cannot cluster by reviewer, task, event"),
    ],
)
def test_ways_of_clustering_that_cannot_be_had_are_refused(named: tuple[str, ...], message: str) -> None:
    with pytest.raises(InputError, match=message):
        tabulate(random_votes(1), named)


def test_a_single_cluster_gives_no_interval_and_is_left_out_by_default() -> None:
    comparisons = random_votes(1, reviewers=1)
    with pytest.raises(InputError, match="a single reviewer"):
        rank(comparisons, cluster=("reviewer",))
    assert rank(comparisons).cluster == ("task",)


def test_a_million_reviewers_are_ranked() -> None:
    comparisons = random_votes(2, votes=1_500_000, reviewers=1_000_000, weights=False)
    standing = rank(comparisons, cluster=("reviewer",))
    assert standing.clusters == {"reviewer": 1_000_000}
    alone = rank(comparisons, cluster=())
    ratio = np.diag(standing.scales[0].covariance) / np.diag(alone.scales[0].covariance)
    assert ratio == pytest.approx(np.ones(5), abs=0.05)


def test_two_ways_that_cancel_out_leave_the_wider_of_the_two() -> None:
    """V = 1 + 2 - 4 < 0 in one direction and 3 + 3 - 2 in the other: only the first is replaced, by 2."""
    meats = {
        ("reviewer",): np.diag([1.0, 3.0]),
        ("task",): np.diag([2.0, 3.0]),
        ("reviewer", "task"): np.diag([4.0, 2.0]),
    }
    counts = dict.fromkeys(meats, 1_000_000_000)
    covariance, _ = clustered(np.eye(2), meats, counts, np.zeros(2))
    assert covariance == pytest.approx(np.diag([2.0, 4.0]), rel=1e-6)
