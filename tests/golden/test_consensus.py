"""The anaesthetists of Dawid & Skene (1979), table 1: 45 patients, grades 1 to 4, observer 1 three times."""

from __future__ import annotations

import pytest

from assay.judgement.consensus import Prior, Vote
from assay.judgement.consensus.dawid_skene import Fit, fit_dawid_skene
from assay.judgement.consensus.votes import gather_votes

PATIENTS = """
1111111 3334434 1122122 2223121 2223222 2223322 1222111 3333433 2222223 2322223 4444444 2223343 1111111 2223212 1211111
1112111 1111111 1111111 2222221 2221322 2222222 2222221 2223222 2212222 1111111 1111111 2322222 1111111 1111111 1121121
1111111 3333233 1111111 2222222 2223232 4334343 2212232 2323233 3333432 1111111 1111111 1212111 2322222 1211111 2222222
"""
"""Three gradings of observer 1, then one each of observers 2 to 5."""


@pytest.fixture(scope="module")
def fitted() -> Fit:
    votes = [
        Vote(f"{patient:02}", observer, grade)
        for patient, grades in enumerate(PATIENTS.split(), 1)
        for observer, grade in zip("1112345", grades, strict=True)
    ]
    return fit_dawid_skene(gather_votes(votes), Prior(spread=0, right=0))


def test_the_prevalence_of_grades_is_the_published_one(fitted: Fit) -> None:
    assert fitted.prevalence == pytest.approx([0.40, 0.42, 0.11, 0.07], abs=0.005)


def test_the_first_observers_errors_are_the_published_ones(fitted: Fit) -> None:
    """Their table 4, rows of the true grades 1 and 2."""
    assert fitted.confusion[0, 0] == pytest.approx([0.89, 0.11, 0.00, 0.00], abs=0.005)
    assert fitted.confusion[0, 1] == pytest.approx([0.07, 0.88, 0.05, 0.00], abs=0.005)
