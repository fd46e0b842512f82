"""Discrimination and leak of items: against a plain computation, and their rates on sound and leaking items."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit
from scipy.stats import pearsonr

from assay.errors import InputError
from assay.judgement.skill import discrimination, leak
from assay.judgement.skill.items import FEWEST, LEAKED

DICE = np.random.default_rng(5)


def test_discrimination_is_the_correlation_with_fishers_interval() -> None:
    skills = DICE.normal(0, 1, 60)
    caught = (DICE.random(60) < expit(2 * skills)).tolist()
    ours, theirs = discrimination(caught, skills.tolist()), pearsonr(skills, caught)
    assert ours is not None
    assert ours.value == pytest.approx(theirs.statistic)
    assert (ours.low, ours.high) == pytest.approx(tuple(theirs.confidence_interval(0.95)))


def test_nothing_is_said_of_few_takes_or_of_answers_that_are_all_alike() -> None:
    assert discrimination([True] * 7, [0.0] * 7) is None
    assert discrimination([True] * 20, list(range(20))) is None
    assert leak([True] * 15, [0.0] * 15, 0.0) is None
    with pytest.raises(InputError):
        discrimination([True], [])


def test_the_step_is_the_greatest_of_its_score_tests() -> None:
    skills = DICE.normal(0, 1, 30)
    caught = DICE.random(30) < expit(skills)
    chance = expit(skills - 0.3)
    weight, rest = chance * (1 - chance), caught - chance
    found = []
    for first in range(FEWEST, 30 - FEWEST + 1):
        share = weight[first:].sum() / weight.sum()
        found.append((rest[first:].sum() - share * rest.sum()) / np.sqrt(weight[first:].sum() * (1 - share)))
    assert leak(caught.tolist(), skills.tolist(), 0.3) == pytest.approx(max(found))


@pytest.mark.parametrize("takes", [20, 80, 200])
def test_a_sound_item_hardly_ever_counts_as_leaked(takes: int) -> None:
    found = []
    for _ in range(2000):
        skills = DICE.normal(0, 1, takes)
        found.append(leak((DICE.random(takes) < expit(skills - 0.5)).tolist(), skills.tolist(), 0.5))
    assert np.mean(np.array(found, dtype=np.float64) >= LEAKED) < 0.006


@pytest.mark.parametrize(("takes", "known"), [(80, 40), (190, 28)])
def test_an_item_that_everybody_knows_in_the_end_is_found_out(takes: int, known: int) -> None:
    found = []
    for _ in range(200):
        skills = DICE.normal(0, 1, takes)
        chance = expit(skills - 0.5)
        chance[-known:] = 0.97
        z = leak((DICE.random(takes) < chance).tolist(), skills.tolist(), 0.0)
        assert z is not None
        found.append(z >= LEAKED)
    assert np.mean(found) > 0.8


def test_that_better_people_come_later_is_no_leak() -> None:
    found = []
    for _ in range(400):
        skills = np.sort(DICE.normal(0, 1, 80))
        found.append((leak((DICE.random(80) < expit(skills)).tolist(), skills.tolist(), 0.0) or 0.0) >= LEAKED)
    assert np.mean(found) < 0.02
