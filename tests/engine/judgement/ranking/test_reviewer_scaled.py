from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize
from tests.support.votes import random_votes

from assay.errors import InputError
from assay.judgement.ranking import Clusters, Comparisons, Model, Settings, rank
from assay.judgement.ranking.reviewer_scaled import fit_acuities

SCALED = Settings(Model.REVIEWER_SCALED)
TRUE = np.linspace(-1.2, 1.2, 10)


def study(seed: int, n: int, reviewers: int, clickers: float) -> Comparisons:
    """A share of the reviewers clicks at random, the others vote by ``TRUE``."""
    generator = np.random.default_rng(seed)
    left = generator.integers(0, len(TRUE), n)
    right = (left + generator.integers(1, len(TRUE), n)) % len(TRUE)
    reviewer = generator.integers(0, reviewers, n)
    logit = np.where(reviewer < clickers * reviewers, 0, TRUE[left] - TRUE[right])
    return Comparisons(
        tuple(f"m{i}" for i in range(len(TRUE))),
        left.astype(np.int32),
        right.astype(np.int32),
        (generator.random(n) > 1 / (1 + np.exp(-logit))).astype(np.int8),
        clusters={
            "reviewer": Clusters(reviewer.astype(np.int32), reviewers),
            "task": Clusters(generator.integers(0, 40, n).astype(np.int32), 40),
        },
    )


def distance(theta: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    """Root mean square to the truth, whatever the scale."""
    fitted = theta * (theta @ TRUE) / (theta @ theta)
    return float(np.sqrt(np.mean((fitted - TRUE) ** 2)))


def test_random_clickers_stop_blurring_the_skills() -> None:
    comparisons = study(1, 40_000, 80, 0.25)
    plain, scaled = rank(comparisons).scales[0].theta, rank(comparisons, SCALED).scales[0].theta
    assert np.sqrt(np.mean((scaled - TRUE) ** 2)) < np.sqrt(np.mean((plain - TRUE) ** 2)) / 3
    assert distance(scaled) < 0.8 * distance(plain)


def test_acuities_tell_who_clicks_at_random() -> None:
    alpha = fit_acuities(study(2, 20_000, 40, 0.25)).alpha
    assert alpha[:10].max() < 0.4
    assert alpha[10:].min() > 0.6


def test_the_answer_is_the_maximum_of_the_joint_posterior() -> None:
    comparisons = random_votes(3, models=4, votes=150, reviewers=5)
    reviewer, size = comparisons.clusters["reviewer"].codes, 4

    def loss(point: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
        theta, log_alpha = point[:size], point[size:]
        logit = np.exp(log_alpha)[reviewer] * (theta[comparisons.left] - theta[comparisons.right])
        credit = np.array([1, 0, 0.5])[comparisons.winner]
        value = credit * np.logaddexp(0, -logit) + (1 - credit) * np.logaddexp(0, logit)
        return float(comparisons.weights @ value) + float(log_alpha @ log_alpha) / 2 + float(theta.sum()) ** 2

    found = minimize(loss, np.zeros(size + 5), method="BFGS", options={"gtol": 1e-6})
    ours = fit_acuities(comparisons)
    products = np.outer(ours.alpha, ours.theta)
    assert products == pytest.approx(np.outer(np.exp(found.x[size:]), found.x[:size]), abs=2e-4)


@pytest.mark.parametrize("named", [(), ("reviewer",), ("task",), ("reviewer", "task")])
def test_intervals_are_of_the_right_size(named: tuple[str, ...]) -> None:
    """With no clusters in truth each way of clustering estimates the same spread, that of repeated studies."""
    scales = [rank(study(seed, 4000, 30, 0.2), SCALED, named).scales[0] for seed in range(12)]
    observed = np.std([scale.theta * (scale.theta @ TRUE) / (scale.theta @ scale.theta) for scale in scales], axis=0)
    stated = np.mean([np.sqrt(np.diag(scale.covariance)) for scale in scales], axis=0)
    assert 0.6 < observed.mean() / stated.mean() < 1.25


def test_reviewers_must_be_known_and_no_prior_be_asked_for() -> None:
    comparisons = random_votes(1)
    nobody = Comparisons(comparisons.models, comparisons.left, comparisons.right, comparisons.winner)
    with pytest.raises(InputError, match="no column 'reviewer'"):
        rank(nobody, SCALED)
    with pytest.raises(InputError, match="reviewer-scaled takes no prior"):
        Settings(Model.REVIEWER_SCALED, deviation=1.5)
