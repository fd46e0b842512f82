"""What was said is taken in exactly once, whatever happens in between."""

from __future__ import annotations

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from tests.web.opinions import adjudicator_of, say
from tests.web.pages.world import World

from assay_web.accounts.services import create_user
from assay_web.adjudication import services as adjudication
from assay_web.adjudication.models import Conflict
from assay_web.insight.models import Arrival, CandidateConsensus, Catch, Fit, Reading, TaskConsensus
from assay_web.insight.services import take_in, taking_in
from assay_web.projects.models import Project, Role
from assay_web.projects.services import add_member
from assay_web.review import services as review
from assay_web.review.models import Assignment
from assay_web.tasks.models import Task


def both(world: World) -> None:
    say(world, world.reviewer, world.task, verdicts=("reject", "accept"), ratings=(2, 5))
    say(world, world.colleague, world.task, verdicts=("reject", "accept"), ratings=(2, 4), findings=[])


def test_a_submitted_review_is_read_into_numbers(world: World) -> None:
    said = say(world, world.reviewer, world.task, verdicts=("reject", "accept-with-changes"), order=((1,), (0,)))
    assert take_in() == [world.project.pk]
    reading = Reading.objects.get()
    assert (reading.review, reading.verdicts, reading.ranks) == (said, [0, 1], [2, 1])
    assert {tuple(scores) for scores in reading.ratings.values()} == {(3, 3)}
    assert take_in() == []


def test_a_claim_or_a_lock_is_no_news(world: World) -> None:
    world.claim(world.reviewer, world.task)
    assert not Arrival.objects.exists()


def test_what_is_rolled_back_leaves_no_news(world: World) -> None:
    with transaction.atomic():
        say(world, world.reviewer, world.task)
        assert Arrival.objects.exists()
        transaction.set_rollback(True)
    assert not Arrival.objects.exists()


def test_news_stays_when_taking_it_in_fails(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    say(world, world.reviewer, world.task)

    def fails(tasks: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(taking_in, "read_reviews", fails)
    with pytest.raises(RuntimeError):
        take_in()
    monkeypatch.undo()
    assert take_in() == [world.project.pk]


@pytest.mark.django_db(transaction=True)
def test_a_job_that_was_taken_over_from_a_living_worker_waits_for_it(world: World) -> None:
    say(world, world.reviewer, world.task)
    taken, said, failed = threading.Event(), threading.Event(), list[IntegrityError]()

    def first() -> None:
        with transaction.atomic():
            take_in()
            taken.set()
            said.wait(60)
        connection.close()

    def second() -> None:
        try:
            take_in()
        except IntegrityError as error:
            failed.append(error)
        connection.close()

    jobs = [threading.Thread(target=one) for one in (first, second)]
    jobs[0].start()
    assert taken.wait(60)
    say(world, world.colleague, world.task)  # news of the same task
    jobs[1].start()
    jobs[1].join(1)
    said.set()
    for one in jobs:
        one.join(60)
    assert not failed
    assert set(Reading.objects.values_list("reviewer", flat=True)) == {world.reviewer.pk, world.colleague.pk}
    assert not Arrival.objects.exists()


def test_the_consensus_is_stored_with_its_uncertainty(world: World) -> None:
    both(world)
    take_in()
    first, second = CandidateConsensus.objects.order_by("candidate__position")
    assert (first.verdict, second.verdict) == ("reject", "accept")
    assert 0.5 < first.probability < 1
    assert sum(first.chances) == pytest.approx(1)
    assert {tuple(one[:1] + one[3:]) for one in second.ratings.values()} == {(4.5, 2)}
    consensus = TaskConsensus.objects.get()
    assert [one["position"] for one in consensus.ranking] == [1, 0]
    assert consensus.ranking[0]["low"] < consensus.ranking[0]["theta"] < consensus.ranking[0]["high"]
    assert consensus.probability == min(first.probability, second.probability)
    assert Fit.objects.get().model == "one-coin"


def test_a_ruling_settles_the_consensus(world: World) -> None:
    say(world, world.reviewer, world.task, verdicts=("reject", "accept"))
    say(world, world.colleague, world.task, verdicts=("accept", "accept"))
    take_in()
    adjudication.rule(adjudicator_of(world), Conflict.objects.get(kind="verdict").public_id, "accept", "code")
    assert take_in() == [world.project.pk]
    settled = CandidateConsensus.objects.get(candidate__position=0)
    assert (settled.verdict, settled.probability, settled.known) == ("accept", 1.0, True)


def test_a_returned_review_is_taken_out_until_its_revision(world: World) -> None:
    both(world)
    take_in()
    returned = Assignment.objects.get(task=world.task, reviewer=world.colleague)
    review.return_review(world.lead, world.project, returned.reviews.get().public_id, "Look again.")
    take_in()
    assert list(Reading.objects.values_list("reviewer", flat=True)) == [world.reviewer.pk]


def test_a_confirmed_defect_grades_everybody_again(world: World) -> None:
    say(world, world.reviewer, world.task)
    say(world, world.colleague, world.task, findings=[])
    take_in()
    assert not Catch.objects.exists()
    for name in ("one", "two"):
        adjudication.rule(adjudicator_of(world, name), Conflict.objects.get(kind="claim").public_id, "blocker", "code")
    take_in()
    caught = dict(Catch.objects.values_list("reading__reviewer", "caught"))
    assert caught == {world.reviewer.pk: True, world.colleague.pk: False}


def test_a_large_project_weighs_new_votes_by_the_last_fit(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    both(world)
    take_in()
    monkeypatch.setattr("assay_web.insight.rules.ALWAYS_ANEW_BELOW", 1)
    Fit.objects.update(readings=3)
    world.submit(world.reviewer, world.hostile)
    take_in()
    assert Fit.objects.get().readings == 3, "not fitted anew"
    assert TaskConsensus.objects.count() == 2


def adaptive(world: World, most: int) -> None:
    Project.objects.filter(pk=world.project.pk).update(overlap_max=most)


def overlap(world: World) -> int:
    return Task.objects.get(pk=world.task.pk).overlap


def disagree(world: World) -> None:
    say(world, world.reviewer, world.task, verdicts=("reject", "accept"))
    say(world, world.colleague, world.task, verdicts=("accept", "accept"))


def test_an_uncertain_task_asks_for_one_more_review_at_a_time_up_to_the_greatest_overlap(world: World) -> None:
    adaptive(world, 4)
    disagree(world)
    take_in()
    assert (overlap(world), TaskConsensus.objects.get().need) == (3, "another-reviewer")
    assert not Conflict.objects.exists(), "a person settles only what another reviewer does not"
    Arrival.objects.create(task_id=world.task.pk)
    take_in()
    assert overlap(world) == 3, "the review that was asked for is not there yet"


def test_at_the_greatest_overlap_a_person_settles(world: World) -> None:
    adaptive(world, 3)
    disagree(world)
    take_in()
    third = create_user("third@example.org", "correct horse battery")
    add_member(world.project, third, Role.REVIEWER)
    say(world, third, world.task, verdicts=("accept-with-changes", "accept"))
    take_in()
    assert (overlap(world), TaskConsensus.objects.get().need) == (3, "adjudication")
    assert Conflict.objects.filter(kind="verdict").exists()


def test_a_fixed_overlap_stays(world: World) -> None:
    disagree(world)
    take_in()
    assert (overlap(world), TaskConsensus.objects.get().need) == (2, "adjudication")
