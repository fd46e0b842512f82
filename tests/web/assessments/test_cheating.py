"""What people try in an assessment and are refused, and that a lead can read of it."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from django.utils import timezone
from tests.web.assessments.taking import candidate, hand_in, open_assessment, said
from tests.web.pages.world import World

from assay_web.accounts.models import User
from assay_web.assessments import services
from assay_web.assessments.models import Assessment, Attempt, Flag, Take
from assay_web.assessments.services.attempting import _give, _start
from assay_web.review import services as reviewing
from assay_web.review.draft import DraftFile
from assay_web.review.jobs import carry_out
from assay_web.review.models import Assignment, Draft, LiveRun, Review
from assay_web.review.selectors import get_assignment, workbench


@pytest.fixture
def assessment(world: World) -> Assessment:
    return open_assessment(world)


def begun(world: World, name: str) -> tuple[User, Attempt, Assignment]:
    """Somebody with an open item."""
    person = candidate(name)
    attempt = services.begin(person, world.project)
    assignment = services.next_item(person, attempt.public_id)
    assert assignment is not None
    return person, attempt, assignment


def call(client: Client, method: str, path: str, body: object = None, key: str = "") -> Any:  # noqa: ANN401 - a response
    headers = {"Idempotency-Key": key} if key else {}
    text = "" if body is None else json.dumps(body)
    return client.generic(method, f"/api/v1/{path}", text, content_type="application/json", headers=headers)


def complete(person: User, assignment: Assignment, **parts: object) -> dict[str, Any]:
    """A whole review as the workbench sends it."""
    shown = workbench(get_assignment(person, assignment.public_id))
    version = Draft.objects.get(pk=assignment.pk).version
    ratings = {one.id: {"A": 3} for one in shown.rubric.criteria}
    return {"version": version, "body": {"findings": [], "ratings": ratings, "verdicts": {"A": "accept"}, **parts}}


def flags(person: User) -> list[tuple[str, str]]:
    return list(Flag.objects.filter(person=person).order_by("pk").values_list("kind", "detail"))


def test_a_second_account_reaches_for_the_items_of_the_first(world: World, assessment: Assessment) -> None:
    first, attempt, assignment = begun(world, "first")
    second, _, _ = begun(world, "second")
    client = world.client(second)
    item = f"assignments/{assignment.public_id}"
    body = complete(first, assignment)
    tries = [
        call(client, "GET", item),
        call(client, "PUT", f"{item}/draft", body),
        call(client, "POST", f"{item}/submit", body, key="somebody-elses"),
        call(client, "POST", f"{item}/runs", {"kind": "trial", "code": "1"}),
        client.get(f"/review/{assignment.public_id}/"),
        client.get(f"/assessments/{attempt.public_id}/"),
        client.post(f"/assessments/{attempt.public_id}/next/"),
    ]
    assert [one.status_code for one in tries] == [404] * 7
    assert [kind for kind, _ in flags(second)] == ["foreign"] * 7
    assert flags(first) == []
    assert Draft.objects.get(pk=assignment.pk).version == 0


def test_two_accounts_that_say_the_same_words_are_pointed_out(world: World, assessment: Assessment) -> None:
    words = "The very last value of the list never reaches the total, because the range stops one index too early."
    first, _, assignment = begun(world, "one")
    hand_in(first, assignment, [said(explanation=words)])
    item = Take.objects.get(assignment=assignment).item
    second = candidate("other")
    attempt = services.begin(second, world.project)
    _start(attempt)
    same = _give(attempt, item.pk)
    hand_in(second, same, [said(explanation=words)])
    services.grade_waiting()
    assert flags(first) == []
    assert [kind for kind, _ in flags(second)] == ["copied"]
    assert first.pseudonym in flags(second)[0][1]


def test_hidden_tests_cannot_be_had_through_the_api(world: World, assessment: Assessment) -> None:
    person, _, assignment = begun(world, "curious")
    client = world.client(person)
    shown = call(client, "GET", f"assignments/{assignment.public_id}")
    assert shown.status_code == 200
    assert "test_shown" in shown.content.decode()
    assert "test_unseen" not in shown.content.decode()
    listing = "import os, pathlib\n\n\ndef {name}(values):\n    raise ValueError(sorted(os.listdir('.')))\n"
    name = workbench(get_assignment(person, assignment.public_id)).candidates[0].files[0].text.split("(")[0][4:]
    files = [DraftFile(path="summing.py", text=listing.format(name=name))]
    run = reviewing.run_correction(person, assignment.public_id, "A", files)
    carry_out(run.pk)
    told = call(client, "GET", f"runs/{run.public_id}")
    assert told.status_code == 200
    assert "test_shown" in told.content.decode()
    assert "test_unseen" not in told.content.decode()
    assert told.json()["total"] == 1


def test_the_runs_of_others_cannot_be_read(world: World, assessment: Assessment) -> None:
    first, _, assignment = begun(world, "first")
    run = reviewing.try_code(first, assignment.public_id, "1")
    second, _, _ = begun(world, "second")
    assert call(world.client(second), "GET", f"runs/{run.public_id}").status_code == 404
    assert [kind for kind, _ in flags(second)] == ["foreign"]


def test_what_comes_after_time_is_refused_and_written_down(world: World, assessment: Assessment) -> None:
    person, attempt, assignment = begun(world, "slow")
    body = complete(person, assignment, findings=[said()])
    late = timezone.now() - timedelta(seconds=1)
    Attempt.objects.filter(pk=attempt.pk).update(ends_at=late)
    Assignment.objects.filter(pk=assignment.pk).update(lease_expires_at=late)
    client, item = world.client(person), f"assignments/{assignment.public_id}"
    tries = [
        call(client, "PUT", f"{item}/draft", body),
        call(client, "POST", f"{item}/submit", body, key="after-the-end"),
        call(client, "POST", f"{item}/runs", {"kind": "trial", "code": "1"}),
    ]
    assert [one.status_code for one in tries] == [410] * 3
    assert client.post(f"/assessments/{attempt.public_id}/next/").status_code == 302
    assert [kind for kind, _ in flags(person)] == ["late"] * 4
    services.end_run_out()
    assert call(client, "POST", f"{item}/submit", body, key="after-the-end").status_code == 410
    assert [kind for kind, _ in flags(person)] == ["late"] * 5
    assert not Review.objects.filter(assignment=assignment).exists()
    assert not LiveRun.objects.filter(assignment=assignment).exists()


def test_a_request_sent_again_changes_nothing_and_another_one_is_refused(world: World, assessment: Assessment) -> None:
    person, _, assignment = begun(world, "replaying")
    body = complete(person, assignment)
    client, item = world.client(person), f"assignments/{assignment.public_id}"
    first = call(client, "POST", f"{item}/submit", body, key="one-and-the-same")
    again = call(client, "POST", f"{item}/submit", body, key="one-and-the-same")
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    better = body | {"body": body["body"] | {"findings": [said()]}}
    assert call(client, "POST", f"{item}/submit", better, key="one-and-the-same").status_code == 422
    assert call(client, "POST", f"{item}/submit", better, key="another-key").status_code == 409
    assert [kind for kind, _ in flags(person)] == ["closed"] * 2
    assert Review.objects.filter(assignment=assignment).count() == 1
    assert Take.objects.filter(person=person).count() == 1


def test_what_was_graded_can_no_longer_be_edited(world: World, assessment: Assessment) -> None:
    person, _, assignment = begun(world, "regretting")
    hand_in(person, assignment, [])
    services.grade_waiting()
    grade = Take.objects.get(assignment=assignment).grade
    before = (grade.caught, grade.alarmed, grade.findings)
    client, item = world.client(person), f"assignments/{assignment.public_id}"
    body = {"version": Draft.objects.get(pk=assignment.pk).version, "body": {"findings": [said()]}}
    tries = [
        call(client, "PUT", f"{item}/draft", body),
        call(client, "POST", f"{item}/submit", body, key=str(uuid.uuid4())),
        call(client, "POST", f"{item}/release"),
    ]
    assert [one.status_code for one in tries] == [409] * 3
    assert [kind for kind, _ in flags(person)] == ["closed"] * 3
    grade.refresh_from_db()
    assert (grade.caught, grade.alarmed, grade.findings) == before
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        Review.objects.filter(assignment=assignment).update(body={})


def test_an_item_is_not_given_back_for_another_one(world: World, assessment: Assessment) -> None:
    person, attempt, assignment = begun(world, "choosy")
    assert call(world.client(person), "POST", f"assignments/{assignment.public_id}/release").status_code == 409
    assert services.next_item(person, attempt.public_id) == assignment


def test_the_lead_reads_what_was_tried_and_nobody_can_remove_it(world: World, assessment: Assessment) -> None:
    _, _, assignment = begun(world, "first")
    second, _, _ = begun(world, "second")
    call(world.client(second), "GET", f"assignments/{assignment.public_id}")
    page = world.page(world.lead, f"/projects/concurrency/assessments/{assessment.public_id}/attempts/")
    assert "reaching for somebody else" in page.text
    assert "second@example.org" in page.text
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        Flag.objects.all().delete()


def test_an_honest_lost_connection_raises_no_flag(world: World, assessment: Assessment) -> None:
    person, _, assignment = begun(world, "honest")
    client, item = world.client(person), f"assignments/{assignment.public_id}"
    body = complete(person, assignment)
    assert call(client, "PUT", f"{item}/draft", body).status_code == 200
    assert call(client, "PUT", f"{item}/draft", body).status_code == 409  # another tab was faster
    assert call(client, "POST", f"{item}/submit", {"version": 1, "body": {}}, key="incomplete").status_code == 422
    assert client.get("/assessments/00000000-0000-4000-8000-000000000000/").status_code == 404
    assert flags(person) == []
