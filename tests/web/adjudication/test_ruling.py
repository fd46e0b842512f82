"""Conflicts from reviews to rulings, on the real database."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from tests.web.opinions import adjudicator_of, say
from tests.web.pages.world import World, finding

from assay_web.accounts.models import User
from assay_web.adjudication import services
from assay_web.adjudication.models import Conflict, ConflictState, KnownDefect, Ruling
from assay_web.insight.services import take_in
from assay_web.kit.refusals import Refusal
from assay_web.kit.visibility import NotVisible
from assay_web.review.models import Assignment, AssignmentState


def the(kind: str) -> Conflict:
    return Conflict.objects.get(kind=kind)


def test_conflicts_appear_once_all_reviews_are_in(world: World) -> None:
    say(world, world.reviewer, world.task)
    take_in()
    assert not Conflict.objects.exists()
    say(world, world.colleague, world.task, verdicts=("accept", "accept"), order=((0,), (1,)), findings=[])
    take_in()
    assert set(Conflict.objects.values_list("kind", flat=True)) == {"verdict", "ranking", "claim"}


def test_a_ruling_settles_a_conflict_and_is_kept_for_good(disputed: World, judge: User) -> None:
    services.rule(judge, the("verdict").public_id, "reject", "code", "The race is plain.")
    conflict = the("verdict")
    assert (conflict.state, conflict.outcome) == (ConflictState.CLOSED, "reject")
    with pytest.raises(Refusal, match="settled already"):
        services.rule(judge, conflict.public_id, "accept", "code")
    for statement in ("UPDATE adjudication_ruling SET text = 'x'", "DELETE FROM adjudication_ruling"):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_value_of_another_kind_is_refused(disputed: World, judge: User) -> None:
    with pytest.raises(Refusal, match="no answer"):
        services.rule(judge, the("verdict").public_id, "blocker", "code")
    assert not Ruling.objects.exists()


def test_nobody_settles_what_they_reviewed_or_what_is_elsewhere(disputed: World) -> None:
    for person in (disputed.reviewer, disputed.lead, disputed.newcomer):
        with pytest.raises(NotVisible):
            services.rule(person, the("verdict").public_id, "reject", "code")


def test_two_who_agree_make_a_grave_claim_a_known_defect(disputed: World, judge: User) -> None:
    services.rule(judge, the("claim").public_id, "blocker", "code")
    assert the("claim").state == ConflictState.OPEN
    with pytest.raises(Refusal, match="you have ruled"):
        services.rule(judge, the("claim").public_id, "blocker", "code")
    services.rule(adjudicator_of(disputed, "second"), the("claim").public_id, "major", "run")
    assert (the("claim").state, the("claim").outcome) == (ConflictState.CLOSED, "major")
    defect = KnownDefect.objects.get()
    assert (defect.candidate.position, defect.planted) == (0, False)
    assert (defect.record["severity"], defect.record["anchors"]) == ("major", [{"start_line": 2, "end_line": 2}])


def test_a_claim_that_is_not_so_becomes_no_defect(disputed: World, judge: User) -> None:
    for person in (judge, adjudicator_of(disputed, "second")):
        services.rule(person, the("claim").public_id, "false", "unsupported")
    assert the("claim").outcome == "false"
    assert not KnownDefect.objects.exists()


def test_an_appeal_opens_a_conflict_again_for_two_others(disputed: World, judge: User) -> None:
    services.rule(judge, the("verdict").public_id, "accept", "weighed")
    with pytest.raises(Refusal, match="Write why"):
        services.appeal(disputed.reviewer, the("verdict").public_id, " ")
    services.appeal(disputed.reviewer, the("verdict").public_id, "The lock is missing: see line 2.")
    assert (the("verdict").state, the("verdict").round, the("verdict").outcome) == (ConflictState.OPEN, 2, None)
    for person in (judge, adjudicator_of(disputed, "second")):
        services.rule(person, the("verdict").public_id, "reject", "code")
    assert the("verdict").outcome == "reject"
    assert Ruling.objects.filter(conflict=the("verdict")).count() == 3
    with pytest.raises(Refusal, match="appealed against this before"):
        services.appeal(disputed.reviewer, the("verdict").public_id, "Once more.")


def test_only_those_who_reviewed_may_appeal(disputed: World, judge: User) -> None:
    services.rule(judge, the("verdict").public_id, "accept", "weighed")
    with pytest.raises(NotVisible):
        services.appeal(disputed.newcomer, the("verdict").public_id, "I think otherwise.")


def test_a_review_is_handed_back_with_a_reason_and_says_nothing_meanwhile(disputed: World, judge: User) -> None:
    theirs = Assignment.objects.get(task=disputed.task, reviewer=disputed.colleague)
    services.hand_back(judge, the("verdict").public_id, theirs.pk, "Look at the lock again.")
    theirs.refresh_from_db()
    assert theirs.state == AssignmentState.RETURNED
    take_in()
    assert set(Conflict.objects.values_list("state", flat=True)) == {ConflictState.OPEN}
    with pytest.raises(Refusal, match="decided already"):
        services.hand_back(judge, the("verdict").public_id, theirs.pk, "Once more.")


def test_only_reviews_of_the_conflict_are_handed_back(disputed: World, judge: User) -> None:
    other = disputed.submit(disputed.reviewer, disputed.hostile)
    with pytest.raises(NotVisible):
        services.hand_back(judge, the("verdict").public_id, other.assignment_id, "No.")


def test_findings_that_say_the_same_are_no_conflict(world: World) -> None:
    for person in (world.reviewer, world.colleague):
        say(world, person, world.task, findings=[finding(position=0, title="Lost update", cwe=362)])
    take_in()
    assert not Conflict.objects.exists()
