"""A lead reads a submitted review with everything that was said, and accepts or returns it."""

from __future__ import annotations

import uuid

import pytest
from tests.web.pages.world import CODE, Page, World, finding, read

from assay_web.projects.services import create_project
from assay_web.review.models import Assignment, AssignmentState, Decision, Review


def address(review: Review) -> str:
    return f"/projects/concurrency/reviews/{review.public_id}/"


def decide(world: World, review: Review, decision: str, reason: str = "") -> Page:
    client = world.client(world.lead)
    return read(client.post(address(review), {"decision": decision, "reason": reason}, follow=True))


def test_everything_that_was_said_is_shown(world: World) -> None:
    review = world.submit(world.reviewer, world.task)
    page = world.page(world.lead, address(review))
    assert page.status == 200
    for expected in (
        "Thread-safe cache",
        world.reviewer.pseudonym,
        "Lost update",
        "Two writers",
        "Blocker",
        "CWE-362",
        "value_2 = 2",
        "Ranking, best first",
        "Because",
        "3 of 5",
        "Reject",
        "$64.00",
    ):
        assert expected in page.text


def test_the_lead_sees_the_origins(world: World) -> None:
    page = world.page(world.lead, address(world.submit(world.reviewer, world.task)))
    assert "secret-model-9000 · secret-tool" in page.text
    assert "id-of-the-first" in page.text


def test_the_lead_does_not_learn_who_the_reviewer_is(world: World) -> None:
    page = world.page(world.lead, address(world.submit(world.reviewer, world.task)))
    assert world.reviewer.email not in page.html


def test_a_correction_is_shown_as_a_difference(world: World) -> None:
    same_as_candidate = [{"path": "app.py", "text": f"{CODE}# 0\n"}]
    review = world.submit(world.reviewer, world.hostile, corrections={"A": {"files": same_as_candidate}})
    body = {**review.body, "corrections": {"A": {"files": [{"path": "app.py", "text": "fixed = True\n"}]}}}
    revision = Review.objects.create(
        assignment=review.assignment,
        revision=2,
        body=body,
        active_ms=61_000,
        idempotency_key="another",
        claimed_at=review.claimed_at,
        submitted_at=review.submitted_at,
    )
    page = world.page(world.lead, address(revision))
    assert "+1 \N{MINUS SIGN}31" in page.text
    assert "revision 2" in page.text
    assert "1 min" in page.text


def test_what_the_evidence_changed_is_shown(world: World) -> None:
    seen_later = finding(title="Seen in the second pass", severity="minor")
    review = world.submit(world.reviewer, world.task, findings=[seen_later])
    page = world.page(world.lead, address(review))
    assert "Finding added Seen in the second pass" in page.text
    assert "Finding removed Lost update" in page.text


def test_an_unchanged_second_pass_is_said_to_be_so(world: World) -> None:
    page = world.page(world.lead, address(world.submit(world.reviewer, world.task)))
    assert "The machine evidence changed nothing" in page.text


def test_accepting_needs_no_reason(world: World) -> None:
    review = world.submit(world.reviewer, world.task)
    page = decide(world, review, "accept")
    assert "Accepted. The review counts" in page.text
    assert Decision.objects.get(review=review).accepted
    assert not page.every("form", method="post", action="")[1:]


def test_returning_needs_a_reason(world: World) -> None:
    review = world.submit(world.reviewer, world.task)
    page = decide(world, review, "return", "   ")
    assert page.status == 422
    assert "Write the reason" in page.text
    assert page.every("textarea", name="reason")[0]["aria-invalid"] == "true"
    assert not Decision.objects.exists()


def test_a_returned_review_shows_its_reason(world: World) -> None:
    review = world.submit(world.reviewer, world.task)
    page = decide(world, review, "return", "Say who is hurt <b>")
    assert "Say who is hurt <b>" in page.text
    assert Assignment.objects.get(pk=review.assignment_id).state == AssignmentState.RETURNED
    assert "Your decision" not in page.text


def test_what_was_typed_is_kept_when_a_decision_is_wrong(world: World) -> None:
    review = world.submit(world.reviewer, world.task)
    page = decide(world, review, "burn", "a long explanation")
    assert page.status == 422
    assert "a long explanation" in page.text


def test_a_second_decision_is_refused_and_says_so(world: World) -> None:
    review = world.submit(world.reviewer, world.task)
    decide(world, review, "accept", "fine")
    page = decide(world, review, "return", "changed my mind")
    assert "decided already" in page.text
    assert Decision.objects.get(review=review).accepted


@pytest.mark.parametrize("person", ["reviewer", "colleague", "newcomer"])
def test_others_find_nothing(world: World, person: str) -> None:
    review = world.submit(world.reviewer, world.task)
    assert world.page(getattr(world, person), address(review)).status == 404
    response = world.client(getattr(world, person)).post(address(review), {"decision": "accept"})
    assert response.status_code == 404
    assert not Decision.objects.exists()


def test_a_review_of_another_project_is_not_found_here(world: World) -> None:
    review = world.submit(world.reviewer, world.task)
    create_project(slug="other", name="Other", lead=world.lead, price_minor=100)
    assert world.page(world.lead, f"/projects/other/reviews/{review.public_id}/").status == 404
    assert world.page(world.lead, f"/projects/concurrency/reviews/{uuid.uuid4()}/").status == 404


def test_the_page_costs_a_bounded_number_of_queries(world: World) -> None:
    few = world.submit(world.reviewer, world.task)
    many = world.submit(world.colleague, world.task, findings=[finding() for _ in range(40)])
    counts = [world.queries(world.lead, address(one)) for one in (few, many)]
    assert counts[0] == counts[1]
    assert counts[1] <= 19
