from __future__ import annotations

import numpy as np
import pytest
from tests.support.meat import one_by_one
from tests.support.votes import random_votes

from assay.judgement.ranking import Comparisons, cluster_table, tabulate
from assay.judgement.ranking.bradley_terry import expected_credit
from assay.judgement.ranking.cluster_table import ClusterTable, Gathered, Rows
from assay.judgement.ranking.comparisons import Floats
from assay.judgement.ranking.davidson import expected_davidson
from assay.judgement.ranking.moments import Moments

MODELS = 12
SKILLS = np.linspace(-1, 1.5, MODELS)


def kept(comparisons: Comparisons) -> ClusterTable:
    return tabulate(comparisons, ("reviewer",)).ways["reviewer",]


def chances(*, davidson: bool) -> tuple[Floats, Floats | None]:
    return expected_davidson(np.append(SKILLS, 0.3)) if davidson else (expected_credit(SKILLS), None)


@pytest.mark.parametrize("davidson", [False, True])
@pytest.mark.parametrize("weights", [False, True])
@pytest.mark.parametrize("block", [40, 1 << 18])
@pytest.mark.parametrize(
    ("kind", "reviewers", "cells_per_row", "filled"),
    [
        (Gathered, 7, 64, 1 / 8),
        (Moments, 150, 64, 0.0),
        (Moments, 150, 64, 1.0),
        (Rows, 7, 0, 1 / 8),
        (Rows, 150, 0, 1 / 8),
    ],
)
def test_however_clusters_are_kept_their_squares_are_those_of_the_comparisons(
    monkeypatch: pytest.MonkeyPatch,
    kind: type,
    reviewers: int,
    cells_per_row: int,
    filled: float,
    block: int,
    *,
    weights: bool,
    davidson: bool,
) -> None:
    monkeypatch.setattr(cluster_table, "_CELLS_PER_ROW", cells_per_row)
    monkeypatch.setattr(cluster_table, "_FILLED", filled)
    monkeypatch.setattr(cluster_table, "_BLOCK", block)
    comparisons = random_votes(5, MODELS, votes=300, reviewers=reviewers, weights=weights)
    table = kept(comparisons)
    assert isinstance(table.rest, kind)
    expected, tie = chances(davidson=davidson)
    straight = one_by_one(comparisons, comparisons.clusters["reviewer"], expected, tie)
    assert table.meat(expected, tie) == pytest.approx(straight, rel=1e-11, abs=1e-11 * np.abs(straight).max())


@pytest.mark.parametrize("davidson", [False, True])
def test_clusters_of_one_comparison_are_counted_by_how_it_ended(*, davidson: bool) -> None:
    comparisons = random_votes(6, MODELS, votes=10, reviewers=10_000)
    table = kept(comparisons)
    assert table.rest is None
    expected, tie = chances(davidson=davidson)
    straight = one_by_one(comparisons, comparisons.clusters["reviewer"], expected, tie)
    assert table.meat(expected, tie) == pytest.approx(straight, rel=1e-11, abs=1e-13)


def test_votes_are_kept_as_they_are_where_a_table_would_be_larger() -> None:
    assert isinstance(kept(random_votes(1, models=200, votes=1, reviewers=3000)).rest, Rows)
