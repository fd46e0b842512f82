"""What was handed in and cannot be graded holds up nobody else's grade."""

from __future__ import annotations

import pytest
from django.db import OperationalError

from assay_web.assessments.services import grading

pytestmark = pytest.mark.django_db


def test_the_others_are_graded(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []

    def grade(take: int) -> None:
        if take == 1:
            raise KeyError("Q")
        done.append(take)

    monkeypatch.setattr(grading, "waiting_takes", lambda: [1, 2])
    monkeypatch.setattr(grading, "outdated_takes", lambda: [1, 3])
    monkeypatch.setattr(grading, "grade_take", grade)
    monkeypatch.setattr(grading, "grade_again", grade)
    assert grading.grade_waiting() == len(done) == 2
    assert done == [2, 3]


def test_without_a_database_the_job_begins_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(take: int) -> None:
        raise OperationalError(take)

    monkeypatch.setattr(grading, "waiting_takes", lambda: [1])
    monkeypatch.setattr(grading, "grade_take", away)
    with pytest.raises(OperationalError):
        grading.grade_waiting()
