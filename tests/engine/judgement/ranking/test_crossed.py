from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.support.meat import one_by_one
from tests.support.votes import random_votes

from assay.judgement.ranking import Clusters, Comparisons, Model, Settings, cluster_table, rank_tabulated, tabulate
from assay.judgement.ranking.bradley_terry import expected_credit
from assay.judgement.ranking.clusters import Summed, clustered
from assay.judgement.ranking.comparisons import ways_of
from assay.judgement.ranking.crossed import Crossed
from assay.judgement.ranking.davidson import expected_davidson
from assay.judgement.ranking.table import Tabulated

MODELS = 12
NAMED = ("reviewer", "task")
SKILLS = np.linspace(-1, 1.5, MODELS)

SHAPES = pytest.mark.parametrize(("reviewers", "tasks"), [(11, 60), (40, 50), (90, 130), (3, 40)])
"""Of reviewers and tasks there are fewer than the 66 pairs, or more."""


def kept(reviewers: int, tasks: int, *, weights: bool) -> tuple[Comparisons, Tabulated, Crossed]:
    comparisons = random_votes(3, MODELS, votes=1500, reviewers=reviewers, tasks=tasks, weights=weights)
    tabulated = tabulate(comparisons, NAMED)
    assert tabulated.crossed is not None
    return comparisons, tabulated, tabulated.crossed


@SHAPES
@pytest.mark.parametrize("weights", [False, True])
@pytest.mark.parametrize("davidson", [False, True])
def test_the_sum_is_that_of_both_ways_less_their_intersections(
    reviewers: int, tasks: int, *, weights: bool, davidson: bool
) -> None:
    comparisons, _, crossed = kept(reviewers, tasks, weights=weights)
    expected, tie = expected_davidson(np.append(SKILLS, 0.3)) if davidson else (expected_credit(SKILLS), None)
    straight = {
        key: one_by_one(comparisons, clusters, expected, tie) * clusters.count / (clusters.count - 1)
        for key, clusters in ways_of(comparisons.clusters, NAMED).items()
    }
    whole = straight["reviewer",] + straight["task",] - straight[NAMED]
    assert crossed.meat(expected, tie) == pytest.approx(whole, rel=1e-11, abs=1e-11 * np.abs(whole).max())
    assert crossed.reach >= max(np.trace(straight["reviewer",]), np.trace(straight["task",]))


@SHAPES
@pytest.mark.parametrize("model", [Model.BRADLEY_TERRY, Model.DAVIDSON])
def test_a_standing_is_the_same_with_the_sum_and_without(reviewers: int, tasks: int, model: Model) -> None:
    _, tabulated, _ = kept(reviewers, tasks, weights=True)
    (quick,) = rank_tabulated(tabulated, Settings(model)).scales
    (plain,) = rank_tabulated(replace(tabulated, crossed=None), Settings(model)).scales
    assert quick.covariance == pytest.approx(plain.covariance, rel=1e-9, abs=1e-12 * np.abs(plain.covariance).max())
    assert quick.freedom == plain.freedom == min(reviewers, tasks) - 1


def test_a_sum_without_variance_in_some_direction_leaves_the_ways_to_decide() -> None:
    meats = {("a",): np.diag([1.0, 3.0]), ("b",): np.diag([2.0, 3.0]), ("a", "b"): np.diag([4.0, 2.0])}
    counts = dict.fromkeys(meats, 1_000_000_000)
    summed = Summed(meats["a",] + meats["b",] - meats["a", "b"], 100.0)
    covariance, _ = clustered(np.eye(2), meats, counts, np.zeros(2), summed=summed)
    assert covariance == pytest.approx(np.diag([2.0, 4.0]), rel=1e-6)


def test_one_way_is_no_sum() -> None:
    assert tabulate(random_votes(1), ("reviewer",)).crossed is None


def test_few_clusters_are_less_to_read_than_their_sum() -> None:
    few = random_votes(1, MODELS, votes=1500, reviewers=3, tasks=4)
    assert tabulate(few, NAMED).crossed is None


def test_votes_that_are_kept_as_they_are_make_no_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_table, "_CELLS_PER_ROW", 0)
    assert tabulate(random_votes(1, MODELS, votes=1500, reviewers=40, tasks=50), NAMED).crossed is None


def test_intersections_of_a_single_comparison_are_in_the_sum() -> None:
    """Each reviewer sees each task once, so that the intersections have squares and nothing else."""
    votes = random_votes(2, MODELS, votes=900, weights=False)
    order = np.arange(len(votes.left), dtype=np.int32)
    grid = {"reviewer": Clusters(order % 40, 40), "task": Clusters(order // 40, int(order[-1]) // 40 + 1)}
    comparisons = replace(votes, clusters=grid)
    tabulated = tabulate(comparisons, NAMED)
    assert tabulated.ways[NAMED].rest is None
    assert tabulated.crossed is not None
    (quick,) = rank_tabulated(tabulated).scales
    (plain,) = rank_tabulated(replace(tabulated, crossed=None)).scales
    assert quick.covariance == pytest.approx(plain.covariance, rel=1e-9, abs=1e-12 * np.abs(plain.covariance).max())
