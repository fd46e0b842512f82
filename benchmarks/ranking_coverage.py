"""How often do 95 % intervals of skills hold the true skill? Simulated judgements with known truth, seeded.

Eight models; each reviewer ranks five of them, drawn anew, on a number of tasks. A ranking orders utilities

    u_i = theta_i + a_(reviewer, i) + b_(task, i) + Gumbel noise,    a ~ N(0, s_a^2), b ~ N(0, s_b^2),

and is broken into its ten pairs, or a single pair is drawn from it. The true skill is that of Bradley-Terry on the
whole population of reviewers and tasks: its pair probabilities are integrated over a and b by quadrature.

    python benchmarks/ranking_coverage.py [--repetitions N] [--seed N]

From 200 repetitions on it ends with 1 if two-way clustered intervals hold the truth in fewer than 93 % with 40
reviewers and 60 tasks. A share of 8 x N intervals has a standard error of about 0.5 points at N = 400.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass

import numpy as np
from _report import figure
from numpy.typing import NDArray
from scipy.special import expit

from assay.judgement.ranking import Clusters, Comparisons, Standing, rank
from assay.judgement.ranking.bradley_terry import fit_bradley_terry
from assay.judgement.ranking.table import PairTable

MODELS, RANKED, REQUIRED = 8, 5, 0.93
THETA = np.linspace(-1.0, 1.0, MODELS)
WAYS: dict[str, tuple[str, ...]] = {
    "i.i.d.": (),
    "ranking": ("event",),
    "reviewer": ("reviewer",),
    "task": ("task",),
    "two-way": ("reviewer", "task"),
}
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Setting:
    """``tasks_each``: tasks per reviewer; ``by_reviewer`` and ``by_task``: standard deviations of effects."""

    name: str
    reviewers: int = 40
    tasks: int = 60
    tasks_each: int = 30
    pairs: bool = False
    by_reviewer: float = 0.0
    by_task: float = 0.0


SETTINGS = (
    Setting("single pairs", pairs=True),
    Setting("5-way rankings broken into pairs"),
    Setting("and reviewers differ a little", by_reviewer=0.15),
    Setting("and tasks differ a little too", by_reviewer=0.15, by_task=0.15),
    Setting("and reviewers differ much", by_reviewer=0.4),
    Setting("and tasks differ much too", by_reviewer=0.4, by_task=0.4),
    Setting("few: 8 reviewers, 10 tasks", 8, 10, 10, by_reviewer=0.4, by_task=0.4),
    Setting("few: 5 reviewers, 6 tasks", 5, 6, 6, by_reviewer=0.4, by_task=0.4),
    Setting("few: 3 reviewers, 30 tasks", 3, 30, 30, by_reviewer=0.4, by_task=0.4),
    Setting("few, and nobody differs", 8, 10, 10),
)


def truth(setting: Setting) -> Floats:
    """Skills of Bradley-Terry on the population, sum zero."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(61)
    spread = np.sqrt(2 * (setting.by_reviewer**2 + setting.by_task**2))
    gap = THETA[:, None] - THETA[None, :]
    chance = (expit(gap[:, :, None] + spread * nodes) @ weights) / weights.sum()
    np.fill_diagonal(chance, 0)
    return fit_bradley_terry(PairTable(chance, np.zeros_like(chance))).point


def draw(setting: Setting, generator: np.random.Generator) -> Comparisons:
    """One study."""
    reviewer = np.repeat(np.arange(setting.reviewers), setting.tasks_each)
    task = np.concatenate(
        [generator.permutation(setting.tasks)[: setting.tasks_each] for _ in range(setting.reviewers)]
    )
    n = len(reviewer)
    shown = np.argsort(generator.random((n, MODELS)), axis=1)[:, :RANKED]
    by_reviewer = generator.normal(0, setting.by_reviewer, (setting.reviewers, MODELS))
    by_task = generator.normal(0, setting.by_task, (setting.tasks, MODELS))
    utility = (THETA + by_reviewer[reviewer] + by_task[task])[np.arange(n)[:, None], shown]
    utility = utility + generator.gumbel(size=utility.shape)
    first, second = np.triu_indices(RANKED, 1)
    if setting.pairs:
        first, second = first[:1], second[:1]
    event = np.repeat(np.arange(n), len(first)).astype(np.int32)
    left, right = shown[:, first].ravel(), shown[:, second].ravel()
    return Comparisons(
        models=tuple(f"m{i}" for i in range(MODELS)),
        left=left.astype(np.int32),
        right=right.astype(np.int32),
        winner=(utility[:, first] < utility[:, second]).ravel().astype(np.int8),
        clusters={
            "event": Clusters(event, n),
            "reviewer": Clusters(reviewer[event].astype(np.int32), setting.reviewers),
            "task": Clusters(task[event].astype(np.int32), setting.tasks),
        },
    )


def whole(comparisons: Comparisons) -> bool:
    """Whether all models share one scale; a study where they do not has no answer to hold the truth."""
    standing = rank(comparisons, cluster=())
    return len(standing.scales) == 1 and not standing.unplaced


def holds(standing: Standing, true: Floats) -> tuple[float, float]:
    """The share of intervals that hold the true skill, and their mean width."""
    (scale,) = standing.scales
    ends = scale.intervals()
    inside = (ends[:, 0] <= true) & (true <= ends[:, 1])
    return float(inside.mean()), float(np.diff(ends, axis=1).mean())


def coverage(setting: Setting, repetitions: int, seed: int) -> dict[str, tuple[float, float]]:
    """Coverage and mean width by way of clustering."""
    true, generator = truth(setting), np.random.default_rng(seed)
    found: dict[str, list[tuple[float, float]]] = {way: [] for way in WAYS}
    for _ in range(repetitions):
        comparisons = draw(setting, generator)
        while not whole(comparisons):
            comparisons = draw(setting, generator)
        for way, named in WAYS.items():
            found[way].append(holds(rank(comparisons, cluster=named), true))
    return {way: tuple(np.mean(values, axis=0).tolist()) for way, values in found.items()}


def main() -> int:
    """Print one line per setting."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--repetitions", type=int, default=400)
    parser.add_argument("--seed", type=int, default=20250131)
    options = parser.parse_args()
    print(f"coverage of 95 % intervals (and mean width), {options.repetitions} repetitions, seed {options.seed}")
    print(f"{'':36}" + "".join(f"{way:>16}" for way in WAYS))
    short = []
    for setting in SETTINGS:
        start = time.perf_counter()
        result = coverage(setting, options.repetitions, options.seed)
        figure(f"{setting.name} two-way coverage_percent".replace(" ", "_"), 100 * result["two-way"][0])
        cells = "".join(f"{held:9.1%} ({width:4.2f})" for held, width in result.values())
        print(f"{setting.name:36}{cells}   {time.perf_counter() - start:.0f} s", flush=True)
        if setting.reviewers == 40 and result["two-way"][0] < REQUIRED:
            short.append(setting.name)
    if short and options.repetitions >= 200:
        print(f"two-way clustered intervals hold in fewer than {REQUIRED:.0%}: {', '.join(short)}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
