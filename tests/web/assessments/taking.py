"""Somebody who takes an assessment, answering each item as told."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils import timezone
from tests.support.assessing import EXPLANATION, LINE, TITLE, plant
from tests.web.pages.world import World

from assay_web.accounts.models import User
from assay_web.accounts.services import create_user
from assay_web.assessments import services
from assay_web.assessments.models import Assessment, Attempt, Doubt, Take
from assay_web.assessments.services import Terms
from assay_web.review import services as reviewing
from assay_web.review.draft import DraftBody
from assay_web.review.models import Assignment, Draft
from assay_web.review.selectors import get_assignment, workbench

HIT = {"title": TITLE, "explanation": EXPLANATION, "cwe": 193, "category": "logic", "severity": "major"}
WRONG = {"title": "Nonsense", "explanation": "Unrelated", "category": "logic", "severity": "minor", "cwe": None}


def open_assessment(world: World, sources: int = 40, **terms: Any) -> Assessment:  # noqa: ANN401 - parts of the terms
    """An assessment of the world's project with a defect and its twin from so many pieces of code, open to all."""
    assessment = built(world, sources, **terms)
    services.open_assessment(assessment)
    assessment.refresh_from_db()
    return assessment


def built(world: World, sources: int, **terms: Any) -> Assessment:  # noqa: ANN401 - parts of the terms
    """The same, not open yet."""
    assessment = services.create_assessment(world.lead, world.project, Terms("Qualify", **terms))
    plants = [plant(number) for number in range(sources)]
    services.add_plants(assessment, plants, title="Add up", prompt="Add all values.")
    return assessment


def candidate(name: str = "candidate") -> User:
    """Somebody from outside."""
    return create_user(f"{name}@example.org", "correct horse battery")


def said(**changes: object) -> dict[str, Any]:
    """A finding at the place of the defect that names it."""
    place = {"id": str(uuid.uuid4()), "candidate": "A", "path": "summing.py", "start_line": LINE, "end_line": LINE}
    return {**place, **HIT, **changes}


def hand_in(person: User, assignment: Assignment, findings: list[dict[str, Any]], **parts: object) -> None:
    """Submit a complete review with these findings."""
    shown = workbench(get_assignment(person, assignment.public_id))
    body = {
        "findings": findings,
        "ratings": {one.id: {"A": 3} for one in shown.rubric.criteria},
        "verdicts": {"A": "reject" if findings else "accept"},
        **parts,
    }
    version = Draft.objects.get(pk=assignment.pk).version
    key = f"key-{assignment.pk}"
    reviewing.submit(person, assignment.public_id, version, DraftBody.model_validate(body), key)


def take(
    person: User, attempt: Attempt, *, finds: bool = True, alarms: bool = False, most: int = 100, grade: bool = True
) -> Attempt:
    """Answer items until there are no more: every defect is found or none, every twin is left in peace or none."""
    for _ in range(most):
        assignment = services.next_item(person, attempt.public_id)
        if assignment is None:
            break
        mine = Take.objects.select_related("item__gold").get(assignment=assignment)
        claims = [said(**WRONG)] if mine.item.gold.is_clean and alarms else []
        if not mine.item.gold.is_clean and finds:
            claims = [said()]
        hand_in(person, assignment, claims)
        if grade:
            services.grade_waiting()
    attempt.refresh_from_db()
    return attempt


def decided(assessment: Assessment, person: User, state: str = "failed") -> Attempt:
    """An attempt that was decided without an item."""
    test = {"standing": state, "log_ratio": 0.0, "items": 0, "exhausted": True}
    return Attempt.objects.create(
        assessment=assessment,
        person=person,
        state=state,
        stage="over",
        decided_at=timezone.now(),
        ended_because="time",
        verdict={"because": "tests", "defects": test, "clean": test, "written": None},
    )


def doubtful(assessment: Assessment, person: User, **claim: object) -> Doubt:
    """What people have to judge of an attempt whose first finding claims something grave that is not known."""
    attempt = services.begin_pilot(person, assessment)
    Attempt.objects.filter(pk=attempt.pk).update(pilot=False)
    assignment = services.next_item(person, attempt.public_id)
    assert assignment is not None
    grave = {"title": "Memory runs out", "explanation": "For long lists", "category": "performance", "cwe": 400}
    hand_in(person, assignment, [said(**{**grave, "start_line": 1, "end_line": 1, **claim})])
    services.grade_waiting()
    return Doubt.objects.get(attempt=attempt, kind="match")
