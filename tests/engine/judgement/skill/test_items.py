"""Discrimination and leak of items: against a plain computation, and their rates on sound and leaking items."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit
from scipy.stats import pearsonr

from assay.errors import InputError
from assay.judgement.skill import discrimination, leak

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
    assert leak([True] * 7, [0.0] * 7, 0.0) is None
    with pytest.raises(InputError):
        discrimination([True], [])


def test_a_sound_item_reaches_three_about_as_often_as_a_normal_variable() -> None:
    found = []
    for _ in range(2000):
        skills = DICE.normal(0, 1, 80)
        found.append(leak((DICE.random(80) < expit(skills - 0.5)).tolist(), skills.tolist(), 0.5))
    z = np.array(found, dtype=np.float64)
    assert abs(z.mean()) < 0.1
    assert 0.9 < z.std() < 1.1
    assert (z >= 3).mean() < 0.006


def test_an_item_that_everybody_knows_in_the_end_is_found_out() -> None:
    found = []
    for _ in range(200):
        skills = DICE.normal(0, 1, 80)
        chance = expit(skills - 1.0)
        chance[40:] = 0.97
        z = leak((DICE.random(80) < chance).tolist(), skills.tolist(), 0.0)
        assert z is not None
        found.append(z >= 3)
    assert np.mean(found) > 0.9


def test_that_better_people_come_later_is_no_leak() -> None:
    found = []
    for _ in range(400):
        skills = np.sort(DICE.normal(0, 1, 80))
        found.append(leak((DICE.random(80) < expit(skills)).tolist(), skills.tolist(), 0.0) or 0.0)
    assert abs(np.mean(found)) < 0.2
