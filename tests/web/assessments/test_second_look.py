"""What people learn of an item later counts for those who took it before, and never against them."""

from __future__ import annotations

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st
from tests.web.assessments.taking import Answering, candidate, doubtful, open_assessment, take
from tests.web.pages.world import World

from assay_web.accounts.models import User
from assay_web.assessments import rules, services
from assay_web.assessments.models import Assessment, Attempt, Item, Take, TakeGrade
from assay_web.assessments.rules import Worth
from assay_web.assessments.services.reconsidering import write_of_second_look
from assay_web.projects.models import Membership

UNHEARD = {
    "title": "Memory runs out",
    "explanation": "For long lists",
    "category": "performance",
    "cwe": 400,
    "severity": "minor",
    "start_line": 1,
    "end_line": 1,
}
"""Not grave enough for people to look at."""


def confirm(world: World, assessment: Assessment, item: Item) -> None:
    """Somebody else claims the same of the item as grave, and people confirm it."""
    Item.objects.filter(assessment=assessment, retired_at=None).exclude(pk=item.pk).update(
        retired_at="2026-01-01T00:00:00Z", retired_because="For this test"
    )
    doubt = doubtful(assessment, candidate("finder"))
    services.judge(world.lead, doubt.public_id, "valid")
    services.grade_waiting()


def alarmed_item(person: User) -> Item:
    return Item.objects.filter(takes__person=person, takes__grade__alarmed=True).order_by("pk")[0]


@pytest.fixture
def short(world: World, monkeypatch: pytest.MonkeyPatch) -> Assessment:
    """With three twins, after the defects: one alarm fails, none passes."""
    monkeypatch.setattr(rules, "SHARE_OF_DEFECTS", 1.0)
    return open_assessment(world, most_defects=5, most_twins=3, judges=1, explanations=0)


def failed_by_alarm(world: World, alarms: int = 1) -> Attempt:
    person = candidate("first")
    attempt = take(person, services.begin(person, world.project), Answering(alarms=alarms, alarm=UNHEARD))
    assert attempt.state == "failed"
    return attempt


def test_a_no_becomes_a_yes(world: World, short: Assessment) -> None:
    attempt = failed_by_alarm(world)
    confirm(world, short, alarmed_item(attempt.person))
    attempt.refresh_from_db()
    assert attempt.state == "passed"
    assert attempt.reopened_at is not None
    assert Membership.objects.filter(project=world.project, user=attempt.person).exists()
    text = world.page(attempt.person, f"/assessments/{attempt.public_id}/").text
    assert "decided anew" in text
    assert "Graded again" in text
    assert "the earlier no was taken back" in world.page(attempt.person, "/assessments/").text
    write_of_second_look(attempt.pk)
    assert mail.outbox[-1].to == [attempt.person.email]
    assert "You have passed." in mail.outbox[-1].body


def test_an_attempt_that_ended_early_goes_on_with_the_time_that_it_had_left(world: World) -> None:
    assessment = open_assessment(world, judges=1, explanations=0, minutes=60)
    attempt = failed_by_alarm(world, alarms=100)
    item = alarmed_item(attempt.person)
    confirm(world, assessment, item)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.stage, attempt.decided_at) == ("paused", "items", None)
    assert 3000 < (attempt.left_s or 0) <= 3600
    assert "no to this attempt was taken back" in world.page(attempt.person, f"/assessments/{attempt.public_id}/").text
    write_of_second_look(attempt.pk)
    assert "you can go on where it ended" in mail.outbox[-1].body

    Item.objects.exclude(pk=item.pk).update(retired_at=None, retired_because="")
    services.resume(attempt.person, attempt.public_id)
    assert take(attempt.person, attempt).state == "passed"


def test_a_no_that_more_knowledge_does_not_change_stays_with_its_day(world: World, short: Assessment) -> None:
    attempt = failed_by_alarm(world, alarms=3)
    decided = attempt.decided_at
    confirm(world, short, alarmed_item(attempt.person))
    attempt.refresh_from_db()
    assert (attempt.state, attempt.decided_at, attempt.reopened_at) == ("failed", decided, None)
    assert TakeGrade.objects.filter(take__attempt=attempt).exclude(regraded_at=None).count() == 1


def test_a_yes_stays_whatever_is_learnt(world: World, short: Assessment) -> None:
    person = candidate("first")
    attempt = take(person, services.begin(person, world.project))
    before = (attempt.state, attempt.decided_at, attempt.verdict)
    assert attempt.state == "passed"
    confirm(world, short, Take.objects.filter(attempt=attempt, grade__is_clean=True)[0].item)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.decided_at, attempt.verdict) == before
    assert not TakeGrade.objects.filter(outdated=True).exists()


def test_who_has_begun_again_goes_on_with_the_newer_attempt(world: World, short: Assessment) -> None:
    attempt = failed_by_alarm(world)
    item = alarmed_item(attempt.person)
    Assessment.objects.update(wait_days=0)
    newer = services.begin(attempt.person, world.project)
    confirm(world, short, item)
    attempt.refresh_from_db()
    newer.refresh_from_db()
    assert (attempt.state, newer.state) == ("failed", "ready")


WORTH = st.builds(Worth, st.booleans(), st.booleans(), st.integers(0, 3), st.integers(0, 3))


@given(WORTH, WORTH)
def test_a_grade_is_replaced_only_where_nothing_of_it_gets_worse(old: Worth, new: Worth) -> None:
    if new.is_better_than(old):
        assert new.caught or not old.caught
        assert new.quiet or not old.quiet
        assert new.true >= old.true
        assert new.worthless <= old.worthless
        assert not old.is_better_than(new)
