"""What has been submitted stands: in the database, for whoever writes to it; a repeated request changes nothing."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from tests.web.pages.world import World, complete_body, finding, justified, make_world

from assay_web.kit.refusals import Refusal
from assay_web.review import selectors, services
from assay_web.review.draft import DraftBody
from assay_web.review.models import Draft, Review
from assay_web.review.selectors.workbench import ordered_candidates

REFUSED = [
    "UPDATE review_review SET active_ms = 0",
    "DELETE FROM review_review",
    "UPDATE review_reviewfinding SET path = 'x'",
    "DELETE FROM review_reviewfinding",
]


@pytest.mark.parametrize("statement", REFUSED)
def test_the_database_itself_refuses_to_change_a_review(world: World, statement: str) -> None:
    world.submit(world.reviewer, world.hostile)
    with (
        pytest.raises(DatabaseError, match=r"Cannot (update|delete)"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def ready(world: World) -> tuple[Any, int, DraftBody]:
    assignment = selectors.get_assignment(world.reviewer, world.claim(world.reviewer, world.task).public_id)
    body = DraftBody.model_validate(complete_body(selectors.workbench(assignment)))
    services.lock_first_pass(world.reviewer, assignment.public_id, 0, body)
    return assignment, Draft.objects.get(pk=assignment.pk).version, body


def test_the_same_key_is_answered_with_the_same_review(world: World) -> None:
    assignment, version, body = ready(world)
    first = services.submit(world.reviewer, assignment.public_id, version, body, "one-and-the-same")
    again = services.submit(world.reviewer, assignment.public_id, version, body, "one-and-the-same")
    assert first == again
    with pytest.raises(Refusal, match="has been submitted"):
        services.submit(world.reviewer, assignment.public_id, version, body, "another-key")
    assert Review.objects.count() == 1


def test_findings_stand_in_columns_too(world: World) -> None:
    assignment, version, body = ready(world)
    findings = [
        finding(candidate="B", start_line=3, end_line=5, cwe=None, aspect="security", severity="minor"),
        finding(candidate="A", category="error-handling"),
    ]
    body = DraftBody.model_validate(body.model_dump() | {"findings": findings, "ranking": None})
    body = DraftBody.model_validate(justified(body.model_dump() | {"ranking": {"order": [["A"], ["B"]]}}))
    review = services.submit(world.reviewer, assignment.public_id, version, body, "a-key-of-its-own")
    stored = Review.objects.get(pk=review.pk)
    draft = Draft.objects.get(pk=assignment.pk)
    assert DraftBody.model_validate(stored.body) == body
    assert (stored.body, stored.first_pass, stored.active_ms) == (draft.body, draft.first_pass, draft.active_ms)
    assert (draft.version, draft.saved_at) == (version + 1, stored.submitted_at)
    of_letters = {letter: one.pk for letter, one in zip("AB", ordered_candidates(assignment), strict=True)}
    assert [
        (one.position, one.candidate_id, one.start_line, one.end_line, one.cwe, one.aspect, one.severity, one.category)
        for one in stored.findings.order_by("position")
    ] == [
        (0, of_letters["B"], 3, 5, None, "security", "minor", "concurrency"),
        (1, of_letters["A"], 2, 2, 362, "correctness", "blocker", "error-handling"),
    ]
    assert set(stored.findings.values_list("path", "proof")) == {("app.py", "unproven")}


def test_a_draft_that_moved_on_is_not_submitted(world: World) -> None:
    assignment, version, body = ready(world)
    with pytest.raises(Refusal) as refusal:
        services.submit(world.reviewer, assignment.public_id, version - 1, body, "a-key-of-its-own")
    assert type(refusal.value).__name__ == "Stale"
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    ("part", "value", "section"),
    [
        ("ratings", {}, "rubric"),
        ("verdicts", {}, "verdict"),
        ("ranking", None, "ranking"),
        ("ranking", {"order": [["A"], ["B"]], "justification": "short"}, "ranking"),
        ("ranking", {"order": [["A"], ["B"]], "justification": "A:2 " * 40, "strengths": [1, 2]}, "ranking"),
        ("ranking", {"order": [["A"], ["B"]], "justification": "As B:2 and A:3 show. " * 10}, "ranking"),
    ],
)
def test_what_is_missing_is_named_by_its_section(world: World, part: str, value: object, section: str) -> None:
    assignment, version, body = ready(world)
    lacking = DraftBody.model_validate(body.model_dump() | {part: value})
    with pytest.raises(services.Incomplete) as refusal:
        services.submit(world.reviewer, assignment.public_id, version, lacking, "a-key-of-its-own")
    assert section in {problem.section for problem in refusal.value.problems}
    assert not Review.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_tabs_submit_at_once_and_one_review_comes_of_it() -> None:
    world = make_world()
    assignment, version, body = ready(world)
    ends: list[str] = []

    def submit(key: str) -> None:
        try:
            services.submit(world.reviewer, assignment.public_id, version, body, key)
            ends.append("stored")
        except Refusal as refusal:
            ends.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=submit, args=(f"key-of-tab-{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(ends) == ["Conflict", "Conflict", "Conflict", "stored"]
    assert Review.objects.count() == 1


def test_a_returned_review_becomes_a_further_revision(world: World) -> None:
    first = world.submit(world.reviewer, world.hostile)
    services.return_review(world.lead, world.project, first.public_id, "Please name the input that breaks it.")
    assignment = selectors.get_assignment(world.reviewer, first.assignment.public_id)
    body = DraftBody.model_validate(first.body)
    version = Draft.objects.get(pk=assignment.pk).version
    second = services.submit(world.reviewer, assignment.public_id, version, body, "after-the-return")
    assert (first.revision, second.revision) == (1, 2)
    assert Review.objects.count() == 2
