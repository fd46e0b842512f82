"""Do the rules of grading keep what they promise? Simulated reviewers with known truth, seeded.

    python benchmarks/grading_simulation.py [--reviewers N] [--seed N]

- *Qualification*: pass rate and items of the sequential test at 42, 70 and 84 % true recall. It must reproduce the
  design's 3.5, 87 and 99.7 %, and the test on clean twins its own error rates, within three standard errors.
- *Skill*: correlation with true skill of the Rasch estimate and of raw recall, where stronger reviewers get harder
  items (design: .912 against .721), and how often +-1.96 standard errors hold the truth.
- *Change*: items until a fall from .8 to .5 is flagged (design: median 10), and between false alarms.
- *Intervals*: coverage of Wilson, Jeffreys and Wald for 8 to 50 items.
- *Consensus*: share of right verdicts of majority and Dawid-Skene, 2000 units with 3 votes.
- *Selection*: votes that expected information saves against random pairs, for the same accuracy.

It ends with 1 if a figure that must be reproduced is not.
"""

from __future__ import annotations

import argparse
import math
import sys

import numpy as np
from _report import figure
from numpy.typing import NDArray
from scipy.special import expit

from assay.judgement.consensus.dawid_skene import fit_dawid_skene, fit_one_coin
from assay.judgement.consensus.votes import Votes
from assay.judgement.grading.intervals import jeffreys, wilson
from assay.judgement.ranking import Comparisons, tabulate
from assay.judgement.ranking.fitting import fit_pairs
from assay.judgement.selection import Beliefs, choose_pairs
from assay.judgement.skill import Catch, ChangeTest, CleanTest, DefectTest, Standing, fit_rasch

Generator = np.random.Generator
Floats = NDArray[np.float64]


def main() -> int:
    """Print every table; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reviewers", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    generator = np.random.default_rng(options.seed)
    right = qualification(generator, options.reviewers)
    right &= clean_twins(generator, options.reviewers)
    skill(generator)
    right &= change(generator, options.reviewers)
    intervals(generator)
    consensus(generator)
    selection(generator)
    return 0 if right else 1


def qualification(generator: Generator, reviewers: int) -> bool:
    """Pass rates with difficulties from N(0, 1), whose spread turns θ into a recall of E 1/(1+exp(b-θ))."""
    print("qualification: sequential test on planted defects, at most 30 items")
    right = True
    for theta, design in ((-0.4, 0.035), (1.0, 0.87), (2.0, 0.997)):
        difficulty = generator.normal(0, 1, (reviewers, 30))
        caught = generator.random((reviewers, 30)) < expit(theta - difficulty)
        ended = [
            DefectTest().judge(list(zip(row, b, strict=True)))
            for row, b in zip(caught.tolist(), difficulty.tolist(), strict=True)
        ]
        passes = float(np.mean([one.standing is Standing.PASSED for one in ended]))
        items = float(np.mean([one.items for one in ended]))
        error = math.sqrt(design * (1 - design) / reviewers) + 0.0005
        kept = abs(passes - design) <= 3 * error + 0.005
        figure(f"passes_at_recall_{100 * caught.mean():.0f}_percent", 100 * passes)
        right &= kept
        print(
            f"  recall {caught.mean():5.1%}: passes {passes:6.1%} (design {design:.1%} ± {3 * error:.1%}),"
            f" {items:4.1f} items{'' if kept else '  NOT REPRODUCED'}"
        )
    return right


def clean_twins(generator: Generator, reviewers: int) -> bool:
    """The second test: at most a tenth is wrong either way, with 30 twins at most."""
    print("qualification: sequential test on clean twins")
    right = True
    for alarm, least, most in ((0.30, 0.0, 0.10), (0.10, 0.90 - 3 * math.sqrt(0.09 / reviewers), 1.0)):
        alarms = (generator.random((reviewers, 30)) < alarm).tolist()
        ended = [CleanTest().judge(row) for row in alarms]
        passes = float(np.mean([one.standing is Standing.PASSED for one in ended]))
        items = float(np.mean([one.items for one in ended]))
        right &= least <= passes <= most
        print(f"  false alarms {alarm:.0%}: passes {passes:6.1%}, {items:4.1f} items")
    return right


def skill(generator: Generator) -> None:
    """60 reviewers, 80 items of 8 operators; ``pull`` gives stronger reviewers harder items."""
    print("skill: correlation with the truth, and coverage of ±1.96 standard errors")
    for name, pull in (("items at random", 0.0), ("harder items for stronger reviewers", 1.0)):
        ours, raw, held = [], [], []
        for _ in range(12):
            theta, operator = generator.normal(0, 1, 60), generator.integers(0, 8, 80)
            difficulty = generator.normal(0, 0.9, 8)[operator] + generator.normal(0, 0.5, 80)
            catches, recall = [], np.zeros(60)
            for reviewer in range(60):
                weight = np.exp(-pull * (difficulty - theta[reviewer]) ** 2)
                items = generator.choice(80, 40, replace=False, p=weight / weight.sum())
                caught = generator.random(40) < expit(theta[reviewer] - difficulty[items])
                recall[reviewer] = caught.mean()
                catches += [Catch(f"r{reviewer}", f"i{i}", bool(one)) for i, one in zip(items, caught, strict=True)]
            fit = fit_rasch(catches, {f"i{i}": f"o{one}" for i, one in enumerate(operator)})
            found = [fit.skills[f"r{reviewer}"] for reviewer in range(60)]
            ours.append(np.corrcoef([one.theta for one in found], theta)[0, 1])
            raw.append(np.corrcoef(recall, theta)[0, 1])
            held += [abs(one.theta - true) < 1.96 * one.standard_error for one, true in zip(found, theta, strict=True)]
        figure(f"{name} coverage_percent".replace(" ", "_"), 100 * float(np.mean(held)))
        print(f"  {name:<36} Rasch {np.mean(ours):.3f}, raw recall {np.mean(raw):.3f}, coverage {np.mean(held):.1%}")


def change(generator: Generator, reviewers: int) -> bool:
    """Items until the flag."""
    chart = ChangeTest()
    runs = {}
    for recall in (0.8, 0.5):
        caught = (generator.random((reviewers, 600)) < recall).tolist()
        runs[recall] = float(np.median([chart.chart(row).flagged_at or 600 for row in caught]))
    print(f"change: flagged after {runs[0.5]:.0f} items (design 10); without a change after {runs[0.8]:.0f}")
    return 9 <= runs[0.5] <= 11


def intervals(generator: Generator) -> None:
    """Coverage over shares drawn evenly from .05 to .95."""
    print("intervals: coverage of nominal 95 %")
    for n in (8, 12, 20, 50):
        shares = generator.uniform(0.05, 0.95, 4000)
        successes = generator.binomial(n, shares)
        ends = {"Wilson": [wilson(k, n) for k in range(n + 1)], "Jeffreys": [jeffreys(k, n) for k in range(n + 1)]}
        held = {
            name: np.mean([of[k].low <= p <= of[k].high for k, p in zip(successes, shares, strict=True)])
            for name, of in ends.items()
        }
        estimate = successes / n
        half = 1.96 * np.sqrt(estimate * (1 - estimate) / n)
        held["Wald"] = np.mean(np.abs(estimate - shares) <= half)
        print(f"  n {n:3}: " + ", ".join(f"{name} {share:.1%}" for name, share in held.items()))


def consensus(generator: Generator) -> None:
    """Labels accept, change, reject with 50, 30, 20 %; reviewers right in 45 to 95 %."""
    print("consensus: right verdicts")
    for units in (200, 2000):
        truth = generator.choice(3, units, p=[0.5, 0.3, 0.2])
        unit = np.repeat(np.arange(units), 3)
        reviewer = np.concatenate([generator.choice(20, 3, replace=False) for _ in range(units)])
        rate = np.linspace(0.45, 0.95, 20)
        wrong = (truth[unit] + generator.integers(1, 3, 3 * units)) % 3
        label = np.where(generator.random(3 * units) < rate[reviewer], truth[unit], wrong)
        names = tuple(map(str, range(units)))
        known = np.full(units, -1)
        votes = Votes(names, tuple(map(str, range(20))), ("a", "c", "r"), unit, reviewer, label, known)
        shares = votes.shares() + generator.random((units, 3)) * 1e-9
        found = {
            "majority": shares,
            "one coin": fit_one_coin(votes).posterior,
            "Dawid-Skene": fit_dawid_skene(votes).posterior,
        }
        right = ", ".join(f"{name} {np.mean(of.argmax(axis=1) == truth):.3f}" for name, of in found.items())
        print(f"  {units:>5} units, 3 votes each: {right}")


def selection(generator: Generator) -> None:
    """Twenty models; the share of pairs in order that 800 random votes reach, and the votes that chosen pairs need."""
    budget, batch, runs = 800, 20, 60
    mean = {}
    for chosen in (False, True):
        truths = (np.random.default_rng(run).normal(0, 1, 20) for run in range(runs))
        mean[chosen] = np.mean([_learning(generator, truth, budget, batch, chosen=chosen) for truth in truths], axis=0)
    votes = np.arange(batch, budget + 1, batch)
    target = float(mean[False][-1])
    needed = float(np.interp(target, np.maximum.accumulate(mean[True]), votes))
    saved = 1 - needed / budget
    figure("votes_saved_by_choosing_percent", 100 * saved)
    print(
        f"selection: {target:.1%} of pairs in order after {budget} random votes, {needed:.0f} chosen: {saved:.0%} saved"
    )


def _learning(generator: Generator, theta: Floats, budget: int, batch: int, *, chosen: bool) -> list[float]:
    """The share of pairs in the right order after each batch."""
    size, left, right, winner, curve = len(theta), list[int](), list[int](), list[int](), list[float]()
    beliefs = Beliefs.none(size)
    upper = np.triu_indices(size, 1)
    truth = theta[upper[0]] > theta[upper[1]]
    for _ in range(budget // batch):
        pairs = choose_pairs(beliefs, batch, int(generator.integers(1 << 30)), 0.2 if chosen else 1.0)
        for pair in pairs:
            left.append(pair.left)
            right.append(pair.right)
            winner.append(int(generator.random() > expit(theta[pair.left] - theta[pair.right])))
        data = Comparisons(
            tuple(f"m{at:02}" for at in range(size)),
            np.array(left, np.int32),
            np.array(right, np.int32),
            np.array(winner, np.int8),
        )
        fit = fit_pairs(tabulate(data), prior=1.5**-2)
        found, covariance = fit.point, fit.bread
        beliefs = Beliefs(found, covariance)
        order = found[upper[0]] > found[upper[1]]
        curve.append(float((order == truth).mean()))
    return curve


if __name__ == "__main__":
    sys.exit(main())
