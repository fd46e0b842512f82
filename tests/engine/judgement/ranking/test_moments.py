from __future__ import annotations

import numpy as np
import pytest

from assay.judgement.ranking import moments
from assay.judgement.ranking.bradley_terry import expected_credit
from assay.judgement.ranking.comparisons import Floats
from assay.judgement.ranking.davidson import expected_davidson
from assay.judgement.ranking.moments import Moments, folded, moments_of, pair_ends, weighted_sum

MODELS = 9
POINT = np.append(np.linspace(-1, 1.5, MODELS), 0.3)


def some_clusters(seed: int, scale: float = 1.0) -> tuple[Floats, Floats]:
    """``own`` and ``met`` of 20 clusters, whole numbers times ``scale``."""
    generator = np.random.default_rng(seed)
    pairs = len(pair_ends(MODELS)[0])
    return generator.normal(size=(20, MODELS + 1)), scale * generator.integers(0, 4, (20, pairs)).astype(np.float64)


def plain(own: Floats, met: Floats, lean: Floats, tie: Floats | None) -> Floats:
    """Score by score, comparison by comparison."""
    scores = own.copy()
    for pair, (i, j) in enumerate(zip(*pair_ends(MODELS), strict=True)):
        scores[:, i] -= met[:, pair] * lean[i, j]
        scores[:, j] -= met[:, pair] * lean[j, i]
        scores[:, MODELS] -= met[:, pair] * (0 if tie is None else tie[i, j])
    width = MODELS + (tie is not None)
    return np.asarray(scores[:, :width].T @ scores[:, :width])


def chances(*, davidson: bool) -> tuple[Floats, Floats | None]:
    expected, tie = expected_davidson(POINT) if davidson else (expected_credit(POINT[:MODELS]), None)
    return expected - 0.5, tie


def folded_whole(own: Floats, met: Floats) -> Moments:
    return folded(own.T @ own, own.T @ met, met.T @ met)


@pytest.mark.parametrize("davidson", [False, True])
@pytest.mark.parametrize("cells", [1, 400, 1000, 1 << 18])
def test_moments_give_the_squares_of_the_scores(monkeypatch: pytest.MonkeyPatch, cells: int, *, davidson: bool) -> None:
    monkeypatch.setattr(moments, "_HALF", cells)
    own, met = some_clusters(1)
    kept, (lean, tie) = folded_whole(own, met), chances(davidson=davidson)
    assert len(kept.halves) == {1: 8, 400: 4, 1000: 2, 1 << 18: 1}[cells]
    assert kept.meat(lean, tie) == pytest.approx(plain(own, met, lean, tie), rel=1e-12, abs=1e-11)


@pytest.mark.parametrize("scale", [1.0, 0.37, 2.0**13 + 1])
def test_moments_of_clusters_are_exact_whether_they_count_whole_comparisons_or_not(scale: float) -> None:
    own, met = some_clusters(2, scale)
    quick, straight = moments_of(own, met), folded_whole(own, met)
    for one, other in zip(quick.halves, straight.halves, strict=True):
        assert one == pytest.approx(other, rel=1e-15, abs=0)


def test_moments_of_two_sets_of_clusters_add_up() -> None:
    first, second = some_clusters(3), some_clusters(4)
    lean, tie = chances(davidson=True)
    both = weighted_sum([(1.5, folded_whole(*first)), (-0.25, folded_whole(*second))])
    straight = 1.5 * plain(*first, lean, tie) - 0.25 * plain(*second, lean, tie)
    assert both.meat(lean, tie) == pytest.approx(straight, rel=1e-12, abs=1e-11)


def test_the_squared_weight_of_clusters_is_in_their_moments() -> None:
    own, met = some_clusters(5)
    assert folded_whole(own, met).met_squared() == pytest.approx(float((met.sum(axis=1) ** 2).sum()))
