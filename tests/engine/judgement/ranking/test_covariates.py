from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.votes import random_votes

from assay.errors import InputError
from assay.judgement.ranking import Clusters, Comparisons, Model, Settings, rank


def with_covariates(
    comparisons: Comparisons, **covariates: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> Comparisons:
    return Comparisons(
        comparisons.models,
        comparisons.left,
        comparisons.right,
        comparisons.winner,
        comparisons.weight,
        comparisons.clusters,
        covariates,
    )


def biased(seed: int, n: int = 4000) -> Comparisons:
    """Skills 0.5, 0, -0.5; whoever stands left gains 0.4, each unit of length 0.3."""
    generator = np.random.default_rng(seed)
    left = generator.integers(0, 3, n)
    right = (left + generator.integers(1, 3, n)) % 3
    length = generator.normal(size=n)
    logit = 0.5 * (right - left) + 0.4 + 0.3 * length
    winner = (generator.random(n) > 1 / (1 + np.exp(-logit))).astype(np.int8)
    reviewers = Clusters(generator.integers(0, 50, n).astype(np.int32), 50)
    plain = Comparisons(
        ("a", "b", "c"), left.astype(np.int32), right.astype(np.int32), winner, clusters={"reviewer": reviewers}
    )
    return with_covariates(plain, position=np.ones(n), length=length)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=10)
def test_what_was_put_in_is_found(seed: int) -> None:
    (scale,) = rank(biased(seed)).scales
    expected = {"position": 0.4, "length": 0.3}
    for name, estimate in scale.parameters.items():
        error = (estimate.high - estimate.low) / 4
        assert abs(estimate.value - expected[name]) < 5 * error
    assert scale.theta == pytest.approx([0.5, 0, -0.5], abs=0.2)


def test_a_covariate_of_zeros_on_average_changes_little_and_none_changes_nothing() -> None:
    comparisons = biased(1)
    mirrored = with_covariates(comparisons, position=np.zeros(len(comparisons.left)) + 1e-3)
    plain = rank(with_covariates(comparisons)).scales[0]
    scaled = rank(mirrored).scales[0]
    full = rank(with_covariates(comparisons, position=np.ones(len(comparisons.left)))).scales[0]
    assert scaled.theta == pytest.approx(full.theta, abs=1e-7)
    assert scaled.parameters["position"].value == pytest.approx(1000 * full.parameters["position"].value, rel=1e-6)
    assert np.abs(full.theta - plain.theta).max() < 0.1


def test_swapping_sides_with_signs_changes_nothing() -> None:
    comparisons = biased(2)
    swapped = Comparisons(
        comparisons.models,
        comparisons.right,
        comparisons.left,
        np.array([1, 0, 2], dtype=np.int8)[comparisons.winner],
        clusters=comparisons.clusters,
        covariates={name: -values for name, values in comparisons.covariates.items()},
    )
    one, other = rank(comparisons).scales[0], rank(swapped).scales[0]
    assert one.theta == pytest.approx(other.theta, abs=1e-9)
    assert one.covariance == pytest.approx(other.covariance, abs=1e-12)


def test_a_covariate_that_tells_nothing_new_is_refused() -> None:
    comparisons = random_votes(3)
    skill = np.where(comparisons.left == 0, 1.0, 0.0) - np.where(comparisons.right == 0, 1.0, 0.0)
    with pytest.raises(InputError, match="home cannot be told apart from skills and other covariates"):
        rank(with_covariates(comparisons, home=skill))
    with pytest.raises(InputError, match="nothing cannot be told apart"):
        rank(with_covariates(comparisons, nothing=np.zeros(len(skill))))


def test_a_covariate_that_decides_everything_is_refused() -> None:
    comparisons = random_votes(4, ties=0)
    decisive = np.where(comparisons.winner == 0, 1.0, -1.0)
    with pytest.raises(InputError, match="no finite estimate with oracle"):
        rank(with_covariates(comparisons, oracle=decisive))


def test_covariates_need_bradley_terry() -> None:
    with pytest.raises(InputError, match="davidson takes no covariates"):
        rank(biased(1), Settings(Model.DAVIDSON))


def test_without_clusters_rows_are_their_own_clusters() -> None:
    comparisons = biased(5, 300)
    n = len(comparisons.left)
    own = Comparisons(
        comparisons.models,
        comparisons.left,
        comparisons.right,
        comparisons.winner,
        clusters={"event": Clusters(np.arange(n, dtype=np.int32), n)},
        covariates=comparisons.covariates,
    )
    alone, single = rank(own, cluster=()).scales[0], rank(own, cluster=("event",)).scales[0]
    assert alone.covariance == pytest.approx(single.covariance, abs=1e-12)
