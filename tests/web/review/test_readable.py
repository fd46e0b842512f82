"""A review as a record, for those who may not know the hidden tests yet."""

from __future__ import annotations

import json

import pgtrigger
import pytest
from tests.web.pages.world import World

from assay.domain.run import Outcome, Run, TestOutcome, TestResult
from assay_web.projects.models import Project, ProjectState, Role
from assay_web.projects.services import add_member
from assay_web.review.models import LiveRun, Review, RunKind, RunState
from assay_web.review.selectors.readable import readable_review


@pytest.fixture
def corrected(world: World) -> Review:
    """A review with a correction that was run, and printed what a hidden test holds."""
    review = world.submit(world.reviewer, world.hostile)
    ran = Run(
        outcome=Outcome.FAILED,
        passed=1,
        total=2,
        output="corner value 17",
        tests=(
            TestResult(id="test_shown.py::test_it", outcome=TestOutcome.PASSED),
            TestResult(id="test_hidden_corner.py::test_corner", outcome=TestOutcome.FAILED, message="17 != 18"),
        ),
    )
    files = [{"path": "app.py", "text": "value = 17\n"}]
    run = LiveRun.objects.create(
        assignment=review.assignment,
        candidate=world.hostile.candidates.get(),
        letter="A",
        kind=RunKind.CORRECTION,
        files=json.dumps({one["path"]: one["text"] for one in files}),
        state=RunState.DONE,
        complete=json.loads(ran.model_dump_json()),
    )
    with pgtrigger.ignore():
        body = review.body | {"corrections": {"A": {"files": files, "run": str(run.public_id)}}}
        Review.objects.filter(pk=review.pk).update(body=body)
    add_member(world.project, world.newcomer, Role.CLIENT)
    return review


def told(world: World, review: Review, person: str) -> str:
    """What the API answers this person."""
    answer = world.client(getattr(world, person)).get(f"/api/v1/projects/concurrency/reviews/{review.public_id}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_hidden_tests_are_named_to_leads_alone_until_the_project_is_closed(world: World, corrected: Review) -> None:
    hidden = ("test_hidden_corner", "17 != 18", "corner value 17")
    assert all(one in told(world, corrected, "lead") for one in hidden)
    shown = told(world, corrected, "newcomer")
    assert not [one for one in hidden if one in shown]
    (correction,) = json.loads(shown)["review"]["corrections"]
    assert [one["id"] for one in correction["run"]["tests"]] == ["test_shown.py::test_it", "hidden 1"]
    assert correction["run"]["outcome"] == "failed"
    Project.objects.filter(pk=world.project.pk).update(state=ProjectState.CLOSED)
    assert all(one in told(world, corrected, "newcomer") for one in hidden)


def test_a_correction_without_a_run_stays_one(world: World, corrected: Review) -> None:
    LiveRun.objects.all().delete()
    review = Review.objects.select_related("assignment__task", "assignment__reviewer").get(pk=corrected.pk)
    (correction,) = readable_review(world.newcomer, world.project, review).corrections
    assert correction.run is None
