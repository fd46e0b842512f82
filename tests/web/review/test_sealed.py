"""Sealed projects: no list shows them, holds end on time, and what runs there tells nothing that is hidden."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from tests.web.pages.world import World, task_record

from assay.domain.task import Candidate, Reference, Tests
from assay.errors import InputError
from assay_web.accounts.services import create_user
from assay_web.insight.models import Arrival, Reading
from assay_web.insight.services import take_in
from assay_web.kit.refusals import Conflict, Gone
from assay_web.ledger.models import Holding
from assay_web.ledger.services import settle
from assay_web.projects.policies import led_by, read_by
from assay_web.projects.selectors import project_called
from assay_web.projects.services import make_sealed
from assay_web.review import services
from assay_web.review.draft import DraftBody, DraftFile
from assay_web.review.jobs import carry_out
from assay_web.review.models import Assignment, Draft, LiveRun
from assay_web.review.selectors import open_assignments, queue_for
from assay_web.tasks.models import Task
from assay_web.tasks.services import import_tasks

WRONG = "def top(values):\n    return max(values[1:])\n"
RIGHT = "def top(values):\n    return max(values)\n"
HOUR = timedelta(hours=1)


@pytest.fixture
def item(world: World) -> Task:
    record = task_record("item", "The greatest", candidates=1).model_copy(
        update={
            "candidates": (Candidate(id="a", files={"app.py": WRONG}),),
            "reference": Reference(files={"app.py": RIGHT}),
            "tests": Tests(
                files={
                    "test_shown.py": "from app import top\n\n\ndef test_top():\n    assert top([1, 2]) == 2\n",
                    "test_unseen.py": "from app import top\n\n\ndef test_first():\n    assert top([2, 1]) == 2\n",
                },
                visible=("test_shown.py",),
            ),
        }
    )
    bench = make_sealed(world.project)
    import_tasks(bench, [record])
    return bench.tasks.get()


def held(world: World, item: Task) -> Assignment:
    return services.hand_out(world.newcomer, item, timezone.now() + HOUR)


def body(**parts: object) -> DraftBody:
    return DraftBody.model_validate(parts)


def test_no_list_shows_it_not_even_to_an_operator(world: World, item: Task) -> None:
    operator = create_user("operator@example.org", "correct horse battery", is_operator=True)
    assert [one.slug for one in led_by(operator)] == ["concurrency"]
    assert [one.slug for one in read_by(operator)] == ["concurrency"]
    assert project_called(None) == world.project
    with pytest.raises(InputError, match="no project"):
        project_called(item.project.slug)


def test_whoever_is_handed_an_item_needs_no_membership_and_finds_it_in_no_queue(world: World, item: Task) -> None:
    assignment = held(world, item)
    assert services.save_draft(world.newcomer, assignment.public_id, 0, body()).version == 1
    assert queue_for(world.newcomer).rows == []
    assert open_assignments(world.newcomer) == []


def test_many_people_hold_one_item_each_once(world: World, item: Task) -> None:
    people = [world.newcomer, world.reviewer, world.colleague]
    first = [services.hand_out(one, item, timezone.now() + HOUR) for one in people]
    again = [services.hand_out(one, item, timezone.now() + HOUR) for one in people]
    assert [one.slot for one in first] == [1, 2, 3]
    assert [one.pk for one in again] == [one.pk for one in first]


def test_saving_does_not_prolong_it_and_nothing_is_taken_in_after_its_end(world: World, item: Task) -> None:
    assignment = held(world, item)
    saved = services.save_draft(world.newcomer, assignment.public_id, 0, body())
    assert saved.seconds_left is not None
    assert 3590 <= saved.seconds_left <= 3600
    Assignment.objects.filter(pk=assignment.pk).update(lease_expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Gone, match="time of this assessment is over"):
        services.save_draft(world.newcomer, assignment.public_id, 1, body())
    with pytest.raises(Gone, match="time of this assessment is over"):
        services.submit(world.newcomer, assignment.public_id, 1, body(), "one-key-of-it")
    with pytest.raises(Gone, match="time of this assessment is over"):
        services.try_code(world.newcomer, assignment.public_id, "1")


def test_what_is_taken_back_opens_again_with_its_draft(world: World, item: Task) -> None:
    assignment = held(world, item)
    services.save_draft(world.newcomer, assignment.public_id, 0, body(read={"A": ["app.py"]}))
    services.take_back(Assignment.objects.filter(pk=assignment.pk))
    with pytest.raises(Gone):
        services.save_draft(world.newcomer, assignment.public_id, 1, body())
    assert world.client(world.newcomer).get(f"/api/v1/assignments/{assignment.public_id}").status_code == 410
    again = held(world, item)
    assert again.pk == assignment.pk
    assert Draft.objects.get(pk=again.pk).body["read"] == {"A": ["app.py"]}


def test_what_was_handed_in_is_not_handed_out_again(world: World, item: Task) -> None:
    assignment = held(world, item)
    Assignment.objects.filter(pk=assignment.pk).update(state="submitted")
    with pytest.raises(Conflict):
        held(world, item)


def test_its_reviews_are_neither_paid_nor_counted(world: World, item: Task) -> None:
    assignment = held(world, item)
    Assignment.objects.filter(pk=assignment.pk).update(state="submitted")
    assert Arrival.objects.filter(task_id=item.pk).exists()
    take_in()
    settle()
    assert not Reading.objects.filter(task=item).exists()
    assert not Holding.objects.filter(assignment=assignment).exists()


def ran(run: LiveRun) -> LiveRun:
    carry_out(run.pk)
    run.refresh_from_db()
    return run


def names_in(stored: Any) -> Sequence[str]:  # noqa: ANN401 - JSON
    return [one["id"] for one in stored["tests"]]


def test_an_unchanged_correction_does_not_tell_that_hidden_tests_fail(world: World, item: Task) -> None:
    assignment = held(world, item)
    files = [DraftFile(path="app.py", text=WRONG)]
    run = ran(services.run_correction(world.newcomer, assignment.public_id, "A", files))
    assert run.result is not None
    assert run.complete is not None
    assert names_in(run.result) == ["test_shown.py::test_top"]
    assert (run.result["outcome"], run.result["total"]) == ("passed", 1)
    assert "unseen" not in json.dumps(run.result)
    assert run.complete["outcome"] == "failed"
    assert len(names_in(run.complete)) == 2


def test_a_reproducer_is_not_run_on_the_reference(world: World, item: Task) -> None:
    assignment = held(world, item)
    code = "from app import top\n\n\ndef test_it():\n    assert top([2, 1]) == 2\n"
    finding = "00000000-0000-4000-8000-000000000001"
    run = ran(services.run_reproducer(world.newcomer, assignment.public_id, "A", UUID(finding), code))
    assert run.proof == "demonstrated"
    fixed = {"A": {"files": [{"path": "app.py", "text": RIGHT}]}}
    services.save_draft(world.newcomer, assignment.public_id, 0, body(corrections=fixed))
    again = ran(services.run_reproducer(world.newcomer, assignment.public_id, "A", UUID(finding), code))
    assert again.proof == "proven"
