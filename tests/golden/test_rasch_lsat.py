"""The Law School Admission Test, section 6: the published Rasch estimates of five items from 1000 people.

Data: Bock & Lieberman, Psychometrika 35 (1970), table 1. Estimates: R package ltm, ``rasch(LSAT)`` (Rizopoulos, Journal
of Statistical Software 17(5), 2006, §3.1): one discrimination of 0.7551 for all items, log-likelihood -2466.938.
"""

from __future__ import annotations

import math

import pytest

from assay.judgement.skill import Catch, RaschFit, fit_rasch
from assay.judgement.skill.rasch import Priors

TABLE = """
00000 3 00001 6 00010 2 00011 11 00100 1 00101 1 00110 3 00111 4 01000 1 01001 8 01011 16 01101 3 01110 2 01111 15
10000 10 10001 29 10010 14 10011 81 10100 3 10101 28 10110 15 10111 80 11000 16 11001 56 11010 21 11011 173 11100 11
11101 61 11110 28 11111 298
"""
"""A pattern of right (1) and wrong answers, and how many people gave it."""

DIFFICULTIES = {"1": -3.6153, "2": -1.3224, "3": -0.3176, "4": -1.7301, "5": -2.7802}


@pytest.fixture(scope="module")
def fitted() -> RaschFit:
    words = TABLE.split()
    answers = [pattern for pattern, count in zip(words[::2], words[1::2], strict=True) for _ in range(int(count))]
    assert len(answers) == 1000
    catches = [
        Catch(str(person), str(item), answer == "1")
        for person, pattern in enumerate(answers)
        for item, answer in enumerate(pattern, start=1)
    ]
    return fit_rasch(catches, priors=Priors(weight=0, item_spread=math.inf))


def test_the_discrimination_is_our_spread_of_skills(fitted: RaschFit) -> None:
    assert fitted.skill_spread == pytest.approx(0.7551, abs=5e-5)


def test_the_difficulties_are_the_published_ones(fitted: RaschFit) -> None:
    ours = {item: one.b / fitted.skill_spread for item, one in fitted.difficulties.items()}
    assert ours == pytest.approx(DIFFICULTIES, abs=1e-4)


def test_the_log_likelihood_is_the_published_one(fitted: RaschFit) -> None:
    assert fitted.log_likelihood == pytest.approx(-2466.938, abs=5e-4)
