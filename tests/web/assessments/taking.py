"""Somebody who takes an assessment, answering each item as told."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
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
from assay_web.tasks.models import Candidate

HIT = {"title": TITLE, "explanation": EXPLANATION, "cwe": 193, "category": "logic", "severity": "major"}
NIT = {"category": "style", "severity": "nit", "cwe": None, "explanation": "A longer name would say more"}
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
    letters = [one.letter for one in shown.candidates]
    body = {
        "findings": findings,
        "ratings": {one.id: dict.fromkeys(letters, 3) for one in shown.rubric.criteria},
        "verdicts": dict.fromkeys(letters, "reject" if findings else "accept"),
        **parts,
    }
    version = Draft.objects.get(pk=assignment.pk).version
    key = f"key-{assignment.pk}"
    reviewing.submit(person, assignment.public_id, version, DraftBody.model_validate(body), key)


@dataclass(frozen=True)
class Answering:
    """How somebody answers: ``alarms`` on so many sound items, ``nits`` about each item, ``wrongly`` ranked pairs."""

    finds: bool = True
    alarms: int = 0
    alarm: Mapping[str, Any] = field(default_factory=lambda: WRONG)
    nits: int = 0
    wrongly: int = 0

    def claims(self, taken: Take, alarms: int) -> list[dict[str, Any]]:
        """About an item, when so many alarms were raised before."""
        found = [said(**NIT, start_line=1, end_line=1) | {"title": f"Name {n} is short"} for n in range(self.nits)]
        if taken.item.gold.is_clean:
            return found + ([said(**self.alarm)] if alarms < self.alarms else [])
        return found + ([said()] if self.finds else [])


def take(
    person: User, attempt: Attempt, how: Answering | None = None, *, most: int = 100, grade: bool = True
) -> Attempt:
    """Answer items until there are no more."""
    how, alarms, wrongly = how or Answering(), 0, 0
    for _ in range(most):
        assignment = services.next_item(person, attempt.public_id)
        if assignment is None:
            break
        mine = Take.objects.select_related("item__gold").get(assignment=assignment)
        if mine.item.gold.sound:
            rank(person, assignment, mine, rightly=wrongly >= how.wrongly)
            wrongly += 1
        else:
            hand_in(person, assignment, how.claims(mine, alarms))
            alarms += mine.item.gold.is_clean
        if grade:
            services.grade_waiting()
    attempt.refresh_from_db()
    return attempt


def rank(person: User, assignment: Assignment, mine: Take, *, rightly: bool | None) -> None:
    """Rank a pair, the sound one first or last, or both alike."""
    positions = dict(Candidate.objects.filter(task=mine.item.task_id).values_list("position", "record_id"))
    sound = next(
        letter
        for letter, position in zip("AB", assignment.order, strict=True)
        if positions[position] == mine.item.gold.sound
    )
    other = "B" if sound == "A" else "A"
    order = [[sound, other]] if rightly is None else [[sound], [other]] if rightly else [[other], [sound]]
    hand_in(person, assignment, [], ranking={"order": order, "justification": "It sums all of the values. " * 20})


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
