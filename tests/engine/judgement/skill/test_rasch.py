"""Skill beside difficulty: strong reviewers with hard items are not mistaken for weak ones."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.errors import InputError
from assay.judgement.skill import Catch, RaschFit, fit_rasch
from assay.judgement.skill.rasch import OPERATOR_SPREAD, Priors


def simulated(seed: int, pull: float) -> tuple[RaschFit, np.ndarray, np.ndarray]:
    """A fit, the true skills and the raw recalls of 60 reviewers with 40 of 80 items each.

    With ``pull`` above 0 stronger reviewers are given harder items more often.
    """
    generator = np.random.default_rng(seed)
    theta, operator = generator.normal(0, 1, 60), generator.integers(0, 8, 80)
    difficulty = generator.normal(0, 0.9, 8)[operator] + generator.normal(0, 0.5, 80)
    catches, recall = [], np.zeros(60)
    for reviewer in range(60):
        weight = np.exp(-pull * (difficulty - theta[reviewer]) ** 2)
        items = generator.choice(80, 40, replace=False, p=weight / weight.sum())
        caught = generator.random(40) < 1 / (1 + np.exp(difficulty[items] - theta[reviewer]))
        recall[reviewer] = caught.mean()
        catches += [Catch(f"r{reviewer}", f"i{i}", bool(one)) for i, one in zip(items, caught, strict=True)]
    return fit_rasch(catches, {f"i{i}": f"o{one}" for i, one in enumerate(operator)}), theta, recall


def test_skill_is_nearer_to_the_truth_than_raw_recall() -> None:
    gains = []
    for seed in range(4):
        fit, theta, recall = simulated(seed, pull=1.0)
        ours = [fit.skills[f"r{reviewer}"].theta for reviewer in range(60)]
        gains.append(np.corrcoef(ours, theta)[0, 1] - np.corrcoef(recall, theta)[0, 1])
    assert np.mean(gains) > 0.04


def test_standard_errors_say_how_far_off_the_skills_are() -> None:
    inside = []
    for seed in range(3):
        fit, theta, _ = simulated(seed, pull=0.0)
        found = [fit.skills[f"r{reviewer}"] for reviewer in range(60)]
        inside += [abs(one.theta - true) < 1.96 * one.standard_error for one, true in zip(found, theta, strict=True)]
    assert 0.88 < np.mean(inside) < 1


def few(*results: tuple[str, str, bool]) -> list[Catch]:
    return [Catch(*one) for one in results]


def test_an_item_seen_once_is_drawn_to_its_operators_mean() -> None:
    catches = [Catch(f"r{r}", f"hard{i}", caught=r == 0) for r in range(10) for i in range(6)]
    catches += [Catch(f"r{r}", f"easy{i}", caught=r != 0) for r in range(10) for i in range(6)]
    catches += few(("r1", "new-hard", True), ("r1", "new-easy", True))
    operators = {one.item: "hard" if "hard" in one.item else "easy" for one in catches}
    fit = fit_rasch(catches, operators)
    assert fit.operators["hard"] > 1 > -1 > fit.operators["easy"]
    hard, easy = fit.difficulties["new-hard"], fit.difficulties["new-easy"]
    assert hard.b > easy.b + 1.5
    assert fit.operators["easy"] - 1 < easy.b < fit.operators["easy"] + 0.1
    assert (hard.n, hard.operator) == (1, "hard")
    assert hard.standard_error > fit.difficulties["hard0"].standard_error


def test_what_everybody_catches_has_a_finite_difficulty() -> None:
    fit = fit_rasch(few(("x", "one", True), ("y", "one", True)))
    assert -3 * OPERATOR_SPREAD < fit.difficulties["one"].b < 0
    assert all(math.isfinite(skill.theta) for skill in fit.skills.values())


@pytest.mark.parametrize(("caught", "who"), [(True, "everybody"), (False, "nobody")])
def test_without_shrinkage_it_is_refused(caught: bool, who: str) -> None:  # noqa: FBT001 - parameter of the test
    catches = few(("x", "one", caught), ("y", "one", caught))
    with pytest.raises(InputError, match=f"{who} caught item 'one', so it has no finite difficulty"):
        fit_rasch(catches, priors=Priors(item_spread=math.inf))


def test_nothing_and_twice_the_same_are_refused() -> None:
    with pytest.raises(InputError, match="no catches"):
        fit_rasch([])
    with pytest.raises(InputError, match="a reviewer stands twice with one item"):
        fit_rasch(few(("x", "one", True), ("x", "one", False)))


CATCHES = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 5), st.booleans()), min_size=1, unique_by=lambda one: one[:2]
).map(lambda rows: [Catch(f"r{r}", f"i{i}", caught) for r, i, caught in rows])


@settings(max_examples=10)
@given(CATCHES)
def test_any_data_give_finite_answers_in_whatever_order(catches: list[Catch]) -> None:
    fit = fit_rasch(catches, {"i0": "a", "i1": "a", "i2": "b"})
    shuffled = sorted(catches, key=lambda one: (one.item, one.reviewer), reverse=True)
    again = fit_rasch(shuffled, {"i0": "a", "i1": "a", "i2": "b"})
    for name, skill in fit.skills.items():
        assert math.isfinite(skill.theta)
        assert 0 < skill.standard_error <= fit.skill_spread + 1e-9
        assert skill.theta == pytest.approx(again.skills[name].theta, abs=1e-4)
    assert fit.log_likelihood <= 0


@settings(max_examples=10)
@given(CATCHES)
def test_catching_instead_of_missing_is_the_mirror_image(catches: list[Catch]) -> None:
    mirrored = [Catch(one.reviewer, one.item, not one.caught) for one in catches]
    fit, other = fit_rasch(catches), fit_rasch(mirrored)
    for name, skill in fit.skills.items():
        assert skill.theta == pytest.approx(-other.skills[name].theta, abs=1e-4)
    for name, item in fit.difficulties.items():
        assert item.b == pytest.approx(-other.difficulties[name].b, abs=1e-4)
