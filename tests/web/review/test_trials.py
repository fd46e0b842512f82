"""Trying an input on every candidate: who may, what is stored, and what takes no part in it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.web.pages.world import SECRETS, World, task_record

from assay.domain.task import Candidate, Tests
from assay_web.kit.refusals import Conflict, TooMany
from assay_web.review import services
from assay_web.review.jobs import carry_out
from assay_web.review.models import Assignment, LiveRun, RunKind
from assay_web.tasks.services import import_tasks


@pytest.fixture
def assignment(world: World) -> Assignment:
    record = task_record("tried", "Two answers")
    changes = {
        "files": {"given.py": "BASE = 10\n"},
        "tests": Tests(
            files={"shop.py": "RATE = 2\n", "test_hidden_corner.py": "SECRET = 'test_hidden_corner'\n"},
            visible=("shop.py",),
        ),
        "candidates": tuple(
            Candidate(id=name, files={"app.py": f"from given import BASE\n\ndef f():\n    return BASE + {add}\n"})
            for add, name in enumerate(("id-of-the-first", "id-of-the-second"))
        ),
    }
    import_tasks(world.project, [record.model_copy(update=changes)])
    return world.claim(world.reviewer, world.project.tasks.get(record_id="tried"))


def tried(world: World, assignment: Assignment, code: str) -> dict[str, Any]:
    """Letter to answer."""
    run = services.try_code(world.reviewer, assignment.public_id, code)
    carry_out(run.pk)
    run.refresh_from_db()
    assert run.state == "done"
    return dict(run.result or {})


def test_every_candidate_answers_with_base_files_and_visible_tests_at_hand(
    world: World, assignment: Assignment
) -> None:
    answers = tried(world, assignment, "import shop\nf() * shop.RATE")
    expected = {"AB"[place]: str((10 + position) * 2) for place, position in enumerate(assignment.order)}
    assert {letter: answer["value"] for letter, answer in answers.items()} == expected


def test_hidden_tests_take_no_part(world: World, assignment: Assignment) -> None:
    answers = tried(world, assignment, "import os\nsorted(os.listdir('.'))")
    assert "shop.py" in answers["A"]["value"]
    assert not [secret for secret in SECRETS if secret in json.dumps(answers)]


def test_the_browser_gets_the_answers(world: World, assignment: Assignment) -> None:
    client = world.client(world.reviewer)
    address = f"/api/v1/assignments/{assignment.public_id}/runs"
    started = client.post(address, {"kind": "trial", "code": "f()"}, content_type="application/json")
    assert (started.status_code, started.json()["state"], started.json()["tried"]) == (202, "queued", {})
    carry_out(LiveRun.objects.get(public_id=started.json()["id"]).pk)
    told = client.get(f"/api/v1/runs/{started.json()['id']}").json()
    assert (told["state"], sorted(told["tried"]), told["tried"]["A"]["ended"]) == ("done", ["A", "B"], "returned")


def test_a_trial_counts_among_the_runs_that_wait(world: World, assignment: Assignment) -> None:
    for _ in range(4):
        services.try_code(world.reviewer, assignment.public_id, "f()")
    with pytest.raises(TooMany):
        services.try_code(world.reviewer, assignment.public_id, "f()")


def test_after_submitting_nothing_is_tried(world: World) -> None:
    review = world.submit(world.reviewer, world.task)
    with pytest.raises(Conflict):
        services.try_code(world.reviewer, review.assignment.public_id, "1")


def test_only_a_trial_is_about_no_single_candidate(assignment: Assignment) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        LiveRun.objects.create(assignment=assignment, letter="A", kind=RunKind.CORRECTION, files="{}")
