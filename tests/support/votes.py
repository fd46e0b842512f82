"""Random comparisons for tests: dense enough to be connected, with ties, weights, reviewers and tasks."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from assay.judgement.ranking import Clusters, Comparisons


def random_votes(
    seed: int,
    models: int = 5,
    votes: int = 120,
    reviewers: int = 7,
    tasks: int = 9,
    ties: float = 0.2,
    *,
    weights: bool = True,
) -> Comparisons:
    """Each ordered pair meets once with a win, so that the answer exists; then ``votes`` more at random."""
    generator = np.random.default_rng(seed)
    skill = generator.normal(0, 1, models)
    left, right = np.array([(i, j) for i in range(models) for j in range(models) if i != j]).T
    left = np.concatenate([left, generator.integers(0, models, votes)])
    right = np.concatenate([right, (left[len(right) :] + generator.integers(1, models, votes)) % models])
    winner = (generator.random(len(left)) > 1 / (1 + np.exp(skill[right] - skill[left]))).astype(np.int8)
    winner[generator.random(len(left)) < ties] = 2
    winner[: models * (models - 1)] = 0
    return Comparisons(
        models=tuple(f"m{i:03}" for i in range(models)),
        left=left.astype(np.int32),
        right=right.astype(np.int32),
        winner=winner,
        weight=generator.uniform(0.1, 3, len(left)) if weights else None,
        clusters={
            "reviewer": Clusters(np.arange(len(left), dtype=np.int32) * 7919 % reviewers, reviewers),
            "task": Clusters(generator.permutation(len(left)).astype(np.int32) % tasks, tasks),
        },
    )


def votes() -> st.SearchStrategy[Comparisons]:
    """As :func:`random_votes`, with any number of models from 2 to 8."""
    return st.builds(
        random_votes,
        seed=st.integers(0, 2**32 - 1),
        models=st.integers(2, 8),
        votes=st.integers(20, 200),
        ties=st.sampled_from([0.0, 0.1, 0.5]),
        weights=st.booleans(),
    )
