"""Who came by applying gets work while they meet what is asked; the database itself refuses what slips past."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from tests.web.pages.world import World

from assay_web.kit.refusals import Refusal
from assay_web.projects.models import Hold, HoldCause, Membership, Role
from assay_web.projects.services import add_member, change_requirements, hold, lift, store_profile
from assay_web.review import services
from assay_web.review.models import Assignment, AssignmentState
from assay_web.review.selectors import queue_for

PROFILE: dict[str, Any] = {"languages": {"python": 3}, "time_zone": "Europe/Madrid", "hours_per_week": 10}


@pytest.fixture
def applied(world: World) -> World:
    """The newcomer came by applying; reviewer and colleague were invited."""
    store_profile(world.newcomer, PROFILE)
    add_member(world.project, world.newcomer, Role.REVIEWER, by_application=True)
    return world


def test_raised_requirements_stop_new_work_of_who_applied_and_of_nobody_else(applied: World) -> None:
    assert len(queue_for(applied.newcomer).rows) == 2
    change_requirements(applied.project, {"languages": {"python": 5}})

    assert queue_for(applied.newcomer).rows == []
    assert services.claim_next(applied.newcomer) is None
    with pytest.raises(Refusal, match="asks for 5 years of Python; you have 3 years"):
        applied.claim(applied.newcomer, applied.task)
    page = applied.page(applied.newcomer, "/queue/")
    assert "5 years of Python" in page.text
    assert "/profile/" in page.links()

    assert len(queue_for(applied.reviewer).rows) == 2
    assert services.claim_next(applied.reviewer) is not None


def test_a_profile_that_meets_them_again_lifts_the_hold(applied: World) -> None:
    change_requirements(applied.project, {"hours_per_week": 20})
    assert services.claim_next(applied.newcomer) is None
    store_profile(applied.newcomer, PROFILE | {"hours_per_week": 20})
    assert services.claim_next(applied.newcomer) is not None


def test_a_profile_that_falls_below_them_is_held(applied: World) -> None:
    change_requirements(applied.project, {"languages": {"python": 2}})
    assert not Hold.objects.exists()
    store_profile(applied.newcomer, PROFILE | {"languages": {"go": 9}})
    assert services.claim_next(applied.newcomer) is None


def test_what_was_taken_before_may_be_finished(applied: World) -> None:
    taken = applied.claim(applied.newcomer, applied.hostile)
    change_requirements(applied.project, {"docker": True})
    assert applied.claim(applied.newcomer, applied.hostile) == taken
    review = applied.submit(applied.newcomer, applied.hostile)
    assert review.assignment.state == AssignmentState.SUBMITTED


def test_a_leads_word_counts_more_than_requirements(applied: World) -> None:
    change_requirements(applied.project, {"docker": True})
    add_member(applied.project, applied.newcomer, Role.REVIEWER)
    assert services.claim_next(applied.newcomer) is not None


def test_the_database_refuses_work_to_a_person_on_hold(applied: World) -> None:
    released = applied.claim(applied.newcomer, applied.task)
    services.release(applied.newcomer, released.public_id)
    hold(applied.project, applied.newcomer.pk, HoldCause.QUALITY, "Too many misses.")
    with pytest.raises(IntegrityError, match="is held from work"), transaction.atomic():
        Assignment.objects.filter(pk=released.pk).update(state=AssignmentState.FIRST_PASS)
    released.pk, released._state.adding, released.task = None, True, applied.hostile
    released.state = AssignmentState.FIRST_PASS
    with pytest.raises(IntegrityError, match="is held from work"), transaction.atomic():
        released.save(force_insert=True)


def test_holds_of_two_causes_are_lifted_one_by_one_and_all_of_it_is_recorded(applied: World) -> None:
    change_requirements(applied.project, {"docker": True})
    hold(applied.project, applied.newcomer.pk, HoldCause.QUALITY, "Too many misses.")
    hold(applied.project, applied.newcomer.pk, HoldCause.QUALITY, "Too many misses still.")
    lift(applied.project, applied.newcomer.pk, HoldCause.QUALITY)
    assert services.claim_next(applied.newcomer) is None
    store_profile(applied.newcomer, PROFILE | {"docker": True})
    assert services.claim_next(applied.newcomer) is not None
    assert apps.get_model("projects", "HoldEvent").objects.count() == 5
    text = applied.page(applied.lead, "/projects/concurrency/settings/history/").text
    assert "Too many misses still." in text
    assert "docker" in text


def test_another_project_is_not_touched(applied: World) -> None:
    Membership.objects.filter(user=applied.newcomer).update(by_application=False)
    change_requirements(applied.project, {"docker": True})
    assert services.claim_next(applied.newcomer) is not None
