"""An attempt from its beginning to its decision, by the services and the database alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.web.assessments.taking import Answering, built, candidate, hand_in, open_assessment, said, take
from tests.web.pages.world import World

from assay_web.accounts.models import User
from assay_web.assessments import services
from assay_web.assessments.models import Assessment, Attempt, Item, Take, TakeGrade
from assay_web.assessments.selectors import StandingState, standing
from assay_web.kit.refusals import Conflict, Gone, Refusal
from assay_web.projects.models import Membership, Role
from assay_web.review import services as reviewing
from assay_web.review.draft import DraftBody
from assay_web.review.models import Assignment


@pytest.fixture
def assessment(world: World) -> Assessment:
    return open_assessment(world)


def test_whoever_finds_the_defects_and_leaves_the_twins_in_peace_passes_and_may_review(
    world: World, assessment: Assessment
) -> None:
    person = candidate()
    assert standing(person, world.project).state is StandingState.NONE
    assert standing(person, world.project).offered
    attempt = services.begin(person, world.project)
    assert standing(person, world.project).state is StandingState.RUNNING
    take(person, attempt)
    assert attempt.state == "passed", attempt.verdict
    assert standing(person, world.project).state is StandingState.PASSED
    assert Membership.objects.get(project=world.project, user=person).role == Role.REVIEWER
    # Five catches of mean difficulty, twelve quiet twins; the rest are fillers.
    assert attempt.verdict is not None
    assert (attempt.verdict["defects"]["items"], attempt.verdict["clean"]["items"]) == (5, 12)
    assert 17 <= attempt.takes.count() <= 40


def test_whoever_misses_three_defects_has_failed_early_and_waits(world: World, assessment: Assessment) -> None:
    person = candidate()
    attempt = take(person, services.begin(person, world.project), Answering(finds=False))
    assert attempt.state == "failed"
    assert attempt.takes.filter(grade__caught=False).count() == 3
    shown = standing(person, world.project)
    assert shown.state is StandingState.FAILED
    assert shown.until is not None
    assert timedelta(days=29) < shown.until - timezone.now() <= timedelta(days=30)
    assert not shown.offered
    with pytest.raises(Refusal, match="try again here from"):
        services.begin(person, world.project)
    assert not Membership.objects.filter(user=person).exists()


def test_false_alarms_on_twins_fail_whoever_finds_everything(world: World, assessment: Assessment) -> None:
    person = candidate()
    attempt = take(person, services.begin(person, world.project), Answering(alarms=100))
    assert attempt.state == "failed"
    assert attempt.verdict is not None
    assert (attempt.verdict["clean"]["standing"], attempt.verdict["clean"]["items"]) == ("failed", 3)


def test_after_the_waiting_time_another_attempt_brings_other_code(world: World) -> None:
    open_assessment(world, sources=40)
    person = candidate()
    first = take(person, services.begin(person, world.project), Answering(finds=False))
    Attempt.objects.filter(pk=first.pk).update(decided_at=timezone.now() - timedelta(days=31))
    assert standing(person, world.project).offered
    take(person, services.begin(person, world.project))
    sources = list(Take.objects.filter(person=person).values_list("source", flat=True))
    assert len(sources) == len(set(sources))


def test_the_database_refuses_a_second_version_of_the_same_code(world: World, assessment: Assessment) -> None:
    person = candidate()
    attempt = services.begin(person, world.project)
    assignment = services.next_item(person, attempt.public_id)
    assert assignment is not None
    given = Take.objects.get(assignment=assignment)
    other = Item.objects.filter(source=given.source).exclude(pk=given.item_id).get()
    held = reviewing.hand_out(person, other.task, timezone.now() + timedelta(hours=1))
    with pytest.raises(IntegrityError, match="take_no_second_version"), transaction.atomic():
        Take.objects.create(
            attempt=attempt, item=other, source=given.source, person=person, assignment=held, position=2
        )


def test_asking_for_the_next_item_twice_brings_the_same_one(world: World, assessment: Assessment) -> None:
    person = candidate()
    attempt = services.begin(person, world.project)
    first, again = (services.next_item(person, attempt.public_id) for _ in range(2))
    assert first is not None
    assert first == again
    assert services.begin(person, world.project) == attempt


def test_the_clock_is_the_servers_and_runs_on_without_the_browser(world: World, assessment: Assessment) -> None:
    person = candidate()
    attempt = services.begin(person, world.project)
    assert attempt.ends_at is None
    assignment = services.next_item(person, attempt.public_id)
    assert assignment is not None
    attempt.refresh_from_db()
    assert attempt.ends_at == assignment.lease_expires_at
    late = timezone.now() - timedelta(seconds=1)
    Attempt.objects.filter(pk=attempt.pk).update(ends_at=late)
    Assignment.objects.filter(pk=assignment.pk).update(lease_expires_at=late)
    with pytest.raises(Gone, match="time of this assessment is over"):
        hand_in(person, assignment, [said()])
    with pytest.raises(Gone, match="time of this assessment is over"):
        services.next_item(person, attempt.public_id)
    assert services.end_run_out() == 1
    attempt.refresh_from_db()
    assert (attempt.state, attempt.ended_because) == ("failed", "time")


def test_a_pause_stops_the_clock_and_closes_what_is_open(world: World, assessment: Assessment) -> None:
    person = candidate()
    attempt = services.begin(person, world.project)
    assignment = services.next_item(person, attempt.public_id)
    assert assignment is not None
    reviewing.save_draft(person, assignment.public_id, 0, DraftBody.model_validate({"read": {"A": ["summing.py"]}}))
    services.pause(person, attempt.public_id)
    attempt.refresh_from_db()
    assert attempt.left_s is not None
    assert 14390 <= attempt.left_s <= 14400
    with pytest.raises(Gone):
        reviewing.save_draft(person, assignment.public_id, 1, DraftBody())
    with pytest.raises(Conflict):
        services.next_item(person, attempt.public_id)
    services.resume(person, attempt.public_id)
    again = services.next_item(person, attempt.public_id)
    assert again == assignment
    assert reviewing.save_draft(person, assignment.public_id, 1, DraftBody()).version == 2


def test_an_assessment_that_is_taken_in_one_go_cannot_be_paused(world: World) -> None:
    open_assessment(world, may_pause=False)
    person = candidate()
    attempt = services.begin(person, world.project)
    services.next_item(person, attempt.public_id)
    with pytest.raises(Refusal, match="in one go"):
        services.pause(person, attempt.public_id)


def test_written_questions_come_last_and_count(world: World) -> None:
    assessment = built(world, 40, judges=1, written_percent=50)
    services.set_questions(assessment, [("Why tests?", "They find what reading does not."), ("Why reviews?", "")])
    services.open_assessment(assessment)
    person = candidate()
    attempt = take(person, services.begin(person, world.project))
    assert (attempt.state, attempt.stage) == ("running", "written")
    services.save_answers(person, attempt.public_id, {0: "Because."}, hand_in=True)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.stage) == ("grading", "over")
    doubt = attempt.doubts.get(kind="answer")
    services.judge(world.lead, doubt.public_id, "1")
    attempt.refresh_from_db()
    # One of four points: the second question was left empty.
    assert (attempt.state, attempt.verdict and attempt.verdict["because"]) == ("failed", "written")
    assert attempt.verdict is not None
    assert attempt.verdict["written"] == {"points": 1, "of": 4}


def test_a_pilot_measures_items_and_decides_nothing(world: World) -> None:
    assessment = built(world, 20)
    attempt = take(world.reviewer, services.begin_pilot(world.reviewer, assessment), Answering(finds=False))
    assert attempt.state == "piloted"
    assert attempt.takes.count() == 12
    assert standing(world.reviewer, world.project).state is StandingState.NONE
    services.weigh(assessment)
    weighed = assessment.items.filter(figures__n__gt=0)
    assert weighed.count() == 12
    assert TakeGrade.objects.filter(take__attempt=attempt, caught=False).exists()


def test_too_few_pieces_of_code_do_not_make_an_assessment(world: World) -> None:
    with pytest.raises(Refusal, match="items from 16 pieces of code; 17 are needed"):
        services.open_assessment(built(world, 16))


def vague(person: User, attempt: Attempt) -> None:
    """Every defect is named so that people have to say whether it is; twins are left in peace."""
    while (assignment := services.next_item(person, attempt.public_id)) is not None:
        clean = Take.objects.values_list("item__gold__is_clean", flat=True).get(assignment=assignment)
        claim = said(title="Sum", explanation="Perhaps not all of them?", severity="minor", start_line=3, end_line=3)
        hand_in(person, assignment, [] if clean else [claim])
        services.grade_waiting()


def test_open_answers_stop_the_clock_and_count_only_once_people_have_judged_them(world: World) -> None:
    open_assessment(world, judges=1)
    person = candidate()
    attempt = services.begin(person, world.project)
    vague(person, attempt)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.stage) == ("grading", "items")
    assert attempt.left_s
    doubts = list(attempt.doubts.filter(kind="match", settled_at=None))
    assert len(doubts) >= 5
    for doubt in doubts:
        attempt.refresh_from_db()
        if attempt.state == "grading":
            services.judge(world.lead, doubt.public_id, f"hit:{doubt.take.item.gold.plant}" if doubt.take else "false")
    attempt.refresh_from_db()
    assert attempt.state == "passed"


def test_answers_that_turn_out_mixed_bring_more_items_on_the_same_clock(world: World) -> None:
    open_assessment(world, judges=1)
    person = candidate()
    attempt = services.begin(person, world.project)
    vague(person, attempt)
    for number, doubt in enumerate(attempt.doubts.filter(kind="match").order_by("take__position")):
        hit = f"hit:{doubt.take.item.gold.plant}" if doubt.take else ""
        attempt.refresh_from_db()
        if attempt.state == "grading":
            services.judge(world.lead, doubt.public_id, hit if number % 2 == 0 else "false")
    attempt.refresh_from_db()
    assert (attempt.state, attempt.stage) == ("paused", "items")
    services.resume(person, attempt.public_id)
    take(person, attempt)
    assert attempt.state == "passed"
