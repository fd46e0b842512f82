"""What reviewers read of decisions about their work, and how they dispute them."""

from __future__ import annotations

import pytest
from tests.web.opinions import adjudicator_of, say
from tests.web.pages.world import HOSTILE, World

from assay_web.adjudication.models import Appeal, Conflict
from assay_web.adjudication.services import rule
from assay_web.insight.services import take_in


@pytest.fixture
def decided(world: World) -> World:
    say(world, world.reviewer, world.task, verdicts=("reject", "accept"))
    say(world, world.colleague, world.task, verdicts=("accept", "accept"))
    take_in()
    rule(
        adjudicator_of(world), Conflict.objects.get(kind="verdict").public_id, "accept", "guidelines", f"No. {HOSTILE}"
    )
    return world


def test_a_reviewer_reads_the_decision_and_its_reason(decided: World) -> None:
    page = decided.page(decided.reviewer, "/feedback/")
    assert "You said Reject" in page.text
    assert "Decided Accept" in page.text
    assert "The guidelines say so" in page.text
    assert HOSTILE not in page.html


def test_others_answers_and_people_stay_hidden(decided: World) -> None:
    page = decided.page(decided.reviewer, "/feedback/")
    for person in (decided.colleague, decided.lead):
        assert person.pseudonym not in page.html
    assert "adjudicator@" not in page.html


def test_whoever_agreed_has_nothing_to_dispute(decided: World) -> None:
    page = decided.page(decided.colleague, "/feedback/")
    assert "as you said" in page.text
    assert not [one for one in page.every("form") if "appeal" in one.get("action", "")]


def test_an_appeal_is_stored_once(decided: World) -> None:
    conflict = Conflict.objects.get(kind="verdict")
    client = decided.client(decided.reviewer)
    for text in ("Line 2 shows it.", "Again."):
        assert client.post(f"/feedback/{conflict.public_id}/appeal/", {"text": text}).status_code == 302
    assert [one.text for one in Appeal.objects.all()] == ["Line 2 shows it."]
    assert "Being decided anew" in decided.page(decided.reviewer, "/feedback/").text


def test_nobody_else_learns_of_it(decided: World) -> None:
    assert "Nothing to read yet" in decided.page(decided.newcomer, "/feedback/").text


def test_nothing_is_told_before_it_is_decided(world: World) -> None:
    say(world, world.reviewer, world.task, verdicts=("reject", "accept"))
    say(world, world.colleague, world.task, verdicts=("accept", "accept"))
    take_in()
    assert "Nothing to read yet" in world.page(world.reviewer, "/feedback/").text
