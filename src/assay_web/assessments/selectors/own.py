"""A person's own attempts, as they see them. Nothing here reads gold, grades or figures of items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.safestring import SafeString

from assay_web.accounts.models import User
from assay_web.assessments.models import Attempt, AttemptState, Stage
from assay_web.assessments.policies import attempts_of
from assay_web.assessments.rules import most_items, next_try
from assay_web.kit.markdown import render_markdown
from assay_web.kit.visibility import NotVisible
from assay_web.review.models import OPEN_STATES, AssignmentState


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One attempt in the list."""

    id: UUID
    project: str
    title: str
    state: AttemptState
    pilot: bool
    seconds_left: int | None
    created_at: datetime
    retry_at: datetime | None
    reopened: bool


@dataclass(frozen=True, slots=True)
class AskedInWriting:
    """A written question with what has been answered so far."""

    position: int
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class AttemptShown:
    """One's own attempt while it is not decided."""

    attempt_id: UUID
    project: str
    title: str
    instructions: SafeString
    state: AttemptState
    stage: Stage
    pilot: bool
    minutes: int
    may_pause: bool
    wait_days: int
    most: int
    pairs: bool
    questions: list[AskedInWriting]
    seconds_left: int | None
    handed_in: int
    open_assignment: UUID | None
    ended_because: str
    reopened: bool


def own_attempts(user: User) -> list[AttemptRow]:
    """Everything this person has begun, the newest first."""
    rows = attempts_of(user).select_related("assessment__project").order_by("-pk")[:100]
    return [
        AttemptRow(
            id=row.public_id,
            project=row.assessment.project.name,
            title=row.assessment.title,
            state=AttemptState(row.state),
            pilot=row.pilot,
            seconds_left=seconds_left(row),
            created_at=row.created_at,
            retry_at=next_try(row.decided_at, row.assessment.wait_days)
            if row.state == AttemptState.FAILED and row.decided_at
            else None,
            reopened=row.reopened_at is not None,
        )
        for row in rows
    ]


def own_attempt(user: User, attempt_id: UUID) -> Attempt:
    """The person's own attempt.

    Raises:
        NotVisible: there is none, or it is somebody else's.
    """
    found = attempts_of(user).select_related("assessment__project", "appeal").filter(public_id=attempt_id).first()
    if found is None:
        raise NotVisible("no such attempt")
    return found


def shown(attempt: Attempt) -> AttemptShown:
    """What the page of an attempt shows before it is decided."""
    assessment = attempt.assessment
    takes = list(attempt.takes.values_list("assignment__state", "assignment__public_id"))
    said = dict(attempt.answers.values_list("question", "text"))
    return AttemptShown(
        attempt_id=attempt.public_id,
        project=assessment.project.name,
        title=assessment.title,
        instructions=render_markdown(assessment.instructions),
        state=AttemptState(attempt.state),
        stage=Stage(attempt.stage),
        pilot=attempt.pilot,
        minutes=assessment.minutes,
        may_pause=assessment.may_pause,
        wait_days=assessment.wait_days,
        most=most_items(assessment),
        pairs=assessment.pairs,
        questions=[AskedInWriting(one.position, one.text, said.get(one.pk, "")) for one in assessment.questions.all()],
        seconds_left=seconds_left(attempt),
        handed_in=sum(state == AssignmentState.SUBMITTED for state, _ in takes),
        open_assignment=next((name for state, name in takes if state in OPEN_STATES), None),
        ended_because=attempt.ended_because,
        reopened=attempt.reopened_at is not None,
    )


def seconds_left(attempt: Attempt) -> int | None:
    """What the server's clock says; None before it starts and after it is over."""
    if attempt.left_s is not None:
        return attempt.left_s
    if attempt.ends_at is None:
        return None
    return max(0, int((attempt.ends_at - timezone.now()).total_seconds()))
