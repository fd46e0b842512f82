"""An appeal is decided, by two people who agree, whatever is said meanwhile."""

from __future__ import annotations

import pytest
from tests.web.opinions import adjudicator_of, say
from tests.web.pages.world import World

from assay_web.accounts.models import User
from assay_web.accounts.services import create_user
from assay_web.adjudication import policies, services
from assay_web.adjudication.models import Conflict, ConflictState
from assay_web.insight.services import take_in
from assay_web.projects.models import Role
from assay_web.projects.services import add_member
from assay_web.review.models import Assignment
from assay_web.tasks.models import Task

KINDS = pytest.mark.parametrize(
    ("kind", "value", "other"), [("ranking", "0>1", "1>0"), ("verdict", "accept", "reject")]
)
"""A third review leaves the ranking contested, and makes the verdict certain."""


def the(kind: str) -> Conflict:
    return Conflict.objects.get(kind=kind)


def hear_a_third(world: World) -> None:
    Task.objects.filter(pk=world.task.pk).update(overlap=3)
    third = create_user("third@example.org", "correct horse battery")
    add_member(world.project, third, Role.REVIEWER)
    say(world, third, world.task, verdicts=("accept", "accept"), order=((0,), (1,)), findings=[])
    take_in()


def appeal(world: World, judge: User, kind: str, value: str) -> None:
    services.rule(judge, the(kind).public_id, value, "weighed")
    services.appeal(world.reviewer, the(kind).public_id, "The lock is missing: see line 2.")


@KINDS
def test_after_a_third_review_two_must_still_agree(
    disputed: World, judge: User, kind: str, value: str, other: str
) -> None:
    appeal(disputed, judge, kind, value)
    hear_a_third(disputed)
    assert (the(kind).state, the(kind).needed, the(kind).round) == (ConflictState.OPEN, 2, 2)
    services.rule(judge, the(kind).public_id, value, "weighed")
    assert the(kind).state == ConflictState.OPEN
    services.rule(adjudicator_of(disputed, "second"), the(kind).public_id, other, "code")
    assert the(kind).state == ConflictState.OPEN
    services.rule(adjudicator_of(disputed, "tie"), the(kind).public_id, other, "code")
    assert (the(kind).state, the(kind).outcome) == (ConflictState.CLOSED, other)


@KINDS
def test_whoever_appealed_still_sees_it(disputed: World, judge: User, kind: str, value: str, other: str) -> None:
    appeal(disputed, judge, kind, value)
    hear_a_third(disputed)
    assert policies.told_to(disputed.reviewer).filter(kind=kind).exists()
    services.rule(judge, the(kind).public_id, other, "code")
    assert policies.told_to(disputed.reviewer).filter(kind=kind, state=ConflictState.OPEN).exists()


def test_an_appeal_that_is_no_conflict_any_more_counts_among_the_open_ones(disputed: World, judge: User) -> None:
    appeal(disputed, judge, "verdict", "accept")
    Assignment.objects.filter(task=disputed.task, reviewer=disputed.colleague).update(state="returned")
    assert services.find_conflicts_of({disputed.task.pk: ()}) == 1
    assert the("verdict").state == ConflictState.OPEN
    assert the("verdict").answers


def test_an_appeal_that_was_dropped_is_taken_up_again(disputed: World, judge: User) -> None:
    appeal(disputed, judge, "verdict", "accept")
    Conflict.objects.filter(kind="verdict").update(state=ConflictState.WITHDRAWN)
    hear_a_third(disputed)
    assert the("verdict").state == ConflictState.OPEN


def test_what_nobody_appealed_against_is_withdrawn_once_it_is_certain(disputed: World) -> None:
    hear_a_third(disputed)
    assert the("verdict").state == ConflictState.WITHDRAWN
