"""An application that an assessment decides: passed, failed with another project at once, turned by an appeal."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.web.assessments.taking import Answering, open_assessment, take
from tests.web.pages.world import World

from assay_web.applications.models import Application, ApplicationState
from assay_web.applications.services import admit, apply, follow_assessments, tell_of_oneself
from assay_web.assessments.models import Attempt, AttemptState
from assay_web.assessments.services import answer_appeal, appeal
from assay_web.kit.refusals import Refusal
from assay_web.projects.models import Hold
from assay_web.projects.services import change_requirements, create_project
from assay_web.review import services as reviewing

PROFILE = {"languages": {"python": 6}, "time_zone": "UTC", "hours_per_week": 10}


@pytest.fixture
def assessed(world: World) -> World:
    """The project has an open assessment; an easier one next door has none."""
    change_requirements(world.project, {"takes_applications": True, "decided_by_person": False})
    easier = create_project(slug="easier", name="Easier", lead=world.lead, price_minor=100)
    change_requirements(easier, {"takes_applications": True, "decided_by_person": False})
    open_assessment(world, sources=30)
    tell_of_oneself(world.newcomer, PROFILE)
    return world


def attempt_of(world: World) -> Attempt:
    return Attempt.objects.filter(person=world.newcomer).latest("pk")


def test_passing_makes_a_reviewer_whom_requirements_go_on_to_hold(assessed: World) -> None:
    application = apply(assessed.newcomer, "concurrency", "")
    assert application.state == ApplicationState.ASSESSMENT
    assert "/assessments/" in assessed.page(assessed.newcomer, "/openings/").links()
    assert "/assessments/" in assessed.page(assessed.newcomer, "/openings/concurrency/").links()
    assert follow_assessments() == 0

    assert take(assessed.newcomer, attempt_of(assessed)).state == AttemptState.PASSED
    assert follow_assessments() == 1
    application.refresh_from_db()
    assert application.state == ApplicationState.MEMBER
    assert assessed.project.memberships.get(user=assessed.newcomer).by_application
    assert reviewing.claim_next(assessed.newcomer) is not None

    change_requirements(assessed.project, {"languages": {"rust": 1}})
    assert Hold.objects.get(lifted_at=None).user == assessed.newcomer
    assert reviewing.claim_next(assessed.newcomer) is None


def test_failing_names_the_waiting_time_and_another_project_is_open_at_once(assessed: World) -> None:
    apply(assessed.newcomer, "concurrency", "")
    assert take(assessed.newcomer, attempt_of(assessed), Answering(finds=False)).state == AttemptState.FAILED
    assert follow_assessments() == 1
    assert follow_assessments() == 0
    page = assessed.page(assessed.newcomer, "/openings/")
    assert "assessment not passed" in page.text
    assert "/openings/easier/" in page.links()
    again = f"{timezone.now() + timedelta(days=30):%d %B %Y}"
    with pytest.raises(Refusal, match=f"again from {again}"):
        apply(assessed.newcomer, "concurrency", "")

    assert apply(assessed.newcomer, "easier", "").state == ApplicationState.MEMBER

    Attempt.objects.update(decided_at=timezone.now() - timedelta(days=31))
    assert apply(assessed.newcomer, "concurrency", "").state == ApplicationState.ASSESSMENT
    assert Attempt.objects.filter(person=assessed.newcomer).count() == 2


def test_an_upheld_appeal_makes_a_reviewer(assessed: World) -> None:
    apply(assessed.newcomer, "concurrency", "")
    attempt = take(assessed.newcomer, attempt_of(assessed), Answering(finds=False))
    follow_assessments()
    appeal(assessed.newcomer, attempt.public_id, "The defect is named there")
    attempt.refresh_from_db()
    answer_appeal(assessed.lead, attempt.assessment, attempt.public_id, upheld=True, reason="It is")
    assert follow_assessments() == 1
    assert Application.objects.get().state == ApplicationState.MEMBER


def test_where_a_person_decides_the_assessment_comes_after_their_yes(assessed: World) -> None:
    change_requirements(assessed.project, {"decided_by_person": True})
    application = apply(assessed.newcomer, "concurrency", "")
    assert application.state == ApplicationState.APPLIED
    assert not Attempt.objects.exists()
    admit(assessed.lead, assessed.project, application.public_id)
    application.refresh_from_db()
    assert application.state == ApplicationState.ASSESSMENT
    assert take(assessed.newcomer, attempt_of(assessed)).state == AttemptState.PASSED
    follow_assessments()
    application.refresh_from_db()
    assert application.state == ApplicationState.MEMBER
