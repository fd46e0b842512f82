"""Gaming by quantity: a nitpick is no alarm and a catch is a catch, so claims are counted against each other."""

from __future__ import annotations

from tests.web.assessments.taking import Answering, candidate, doubtful, open_assessment, take
from tests.web.pages.world import World

from assay_web.assessments import services
from assay_web.assessments.models import Attempt


def attempt_with(world: World, nits: int) -> Attempt:
    """Finds everything, alarms on nothing, and says so many nitpicks about each item."""
    open_assessment(world)
    person = candidate()
    return take(person, services.begin(person, world.project), Answering(nits=nits))


def test_who_floods_with_nitpicks_does_not_pass_and_reads_why(world: World) -> None:
    attempt = attempt_with(world, nits=6)
    verdict = attempt.verdict or {}
    assert (attempt.state, verdict["because"]) == ("failed", "precision")
    assert {verdict[test]["standing"] for test in ("defects", "clean")} == {"passed"}
    text = world.page(attempt.person, f"/assessments/{attempt.public_id}/").text
    assert "What you claimed: not passed" in text
    found = attempt.takes.filter(grade__caught=True).count()
    assert f"{found} of {found + 6 * attempt.takes.count()} claims name a defect" in text


def test_a_nitpick_about_every_item_is_nobodys_undoing(world: World) -> None:
    assert attempt_with(world, nits=1).state in {"passed", "grading"}  # explanations may wait for people


def test_open_claims_are_waited_for_where_they_decide(world: World) -> None:
    assessment = open_assessment(world)
    doubt = doubtful(assessment, candidate())
    assert doubt.attempt.state == "running"
