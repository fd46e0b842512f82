"""One's own attempts at assessments: the clock, the way to the next item, what is written, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import BaseModel, Field

from assay_web.accounts.api.calling import READ, REVIEW, caller
from assay_web.accounts.models import User
from assay_web.assessments import services
from assay_web.assessments.api.results import AttemptResult, result_shape
from assay_web.assessments.models import AttemptState, Stage
from assay_web.assessments.selectors.own import own_attempt, own_attempts, shown
from assay_web.assessments.selectors.result import DECIDED
from assay_web.kit.asking import Asked

router = Router(tags=["assessments"])


Written = Annotated[str, Field(max_length=20_000)]


class OwnAttemptRow(BaseModel):
    """One attempt."""

    id: UUID
    project: str
    title: str
    state: AttemptState
    pilot: bool
    seconds_left: int | None
    created_at: datetime
    retry_at: datetime | None


class OwnAttempts(BaseModel):
    """The newest first."""

    items: list[OwnAttemptRow]


class AskedInWriting(BaseModel):
    """A written question, and what has been answered so far."""

    position: int
    text: str
    answer: str


class OwnAttempt(BaseModel):
    """An attempt. ``assignment`` is the item that is open, to be reviewed under ``/assignments``; ``result`` is there
    once it is decided.
    """

    id: UUID
    project: str
    title: str
    state: AttemptState
    stage: Stage
    pilot: bool
    minutes: int
    may_pause: bool
    wait_days: int
    most: int
    questions: list[AskedInWriting]
    seconds_left: int | None
    handed_in: int
    assignment: UUID | None
    ended_because: str
    result: AttemptResult | None


class WrittenAnswers(Asked):
    """Texts by the positions of their questions. ``hand_in`` ends the attempt with them."""

    answers: dict[Annotated[int, Field(ge=0, le=2**31 - 1)], Written] = Field(max_length=50)
    hand_in: bool = False


class Clock(StrEnum):
    """What the clock is to do; ``stop`` ends the attempt with what was handed in."""

    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"


class ClockStep(Asked):
    """One step."""

    step: Clock


class Objection(Asked):
    """What was graded wrongly, and why."""

    text: Written


_STEPS: Final[dict[Clock, Callable[[User, UUID], None]]] = {
    Clock.PAUSE: services.pause,
    Clock.RESUME: services.resume,
    Clock.STOP: services.stop,
}


@router.get("/attempts", auth=READ, response=OwnAttempts, operation_id="listAttempts")
def attempts(request: HttpRequest) -> OwnAttempts:
    """The caller's own."""
    rows = own_attempts(caller(request))
    return OwnAttempts(items=[OwnAttemptRow.model_validate(one, from_attributes=True) for one in rows])


@router.get("/attempts/{uuid:attempt_id}", auth=READ, response=OwnAttempt, operation_id="getAttempt")
def read(request: HttpRequest, attempt_id: UUID) -> OwnAttempt:
    """How it stands; nothing of items, grades or figures is told before it is decided."""
    return _shape(caller(request), attempt_id)


@router.post("/attempts/{uuid:attempt_id}/next", auth=REVIEW, response=OwnAttempt, operation_id="nextItem")
def next_item(request: HttpRequest, attempt_id: UUID) -> OwnAttempt:
    """Open another item, which starts the clock the first time; ``assignment`` is null when there is none."""
    user = caller(request)
    services.next_item(user, attempt_id)
    return _shape(user, attempt_id)


@router.put("/attempts/{uuid:attempt_id}/answers", auth=REVIEW, response=OwnAttempt, operation_id="saveAnswers")
def answers(request: HttpRequest, attempt_id: UUID, payload: WrittenAnswers) -> OwnAttempt:
    """Store what was written."""
    user = caller(request)
    services.save_answers(user, attempt_id, payload.answers, hand_in=payload.hand_in)
    return _shape(user, attempt_id)


@router.post("/attempts/{uuid:attempt_id}/clock", auth=REVIEW, response=OwnAttempt, operation_id="setClock")
def clock(request: HttpRequest, attempt_id: UUID, payload: ClockStep) -> OwnAttempt:
    """Stop the clock, let it go on, or end the attempt."""
    user = caller(request)
    _STEPS[payload.step](user, attempt_id)
    return _shape(user, attempt_id)


@router.post("/attempts/{uuid:attempt_id}/appeal", auth=REVIEW, response={201: OwnAttempt}, operation_id="appealResult")
def appeal(request: HttpRequest, attempt_id: UUID, payload: Objection) -> Status[OwnAttempt]:
    """Dispute the decision, once; a lead of the project answers with a reason."""
    user = caller(request)
    services.appeal(user, attempt_id, payload.text)
    return Status(201, _shape(user, attempt_id))


def _shape(user: User, attempt_id: UUID) -> OwnAttempt:
    found = own_attempt(user, attempt_id)
    seen = shown(found)
    return OwnAttempt(
        id=found.public_id,
        project=seen.project,
        title=seen.title,
        state=seen.state,
        stage=seen.stage,
        pilot=seen.pilot,
        minutes=seen.minutes,
        may_pause=seen.may_pause,
        wait_days=seen.wait_days,
        most=seen.most,
        questions=[AskedInWriting(position=one.position, text=one.text, answer=one.answer) for one in seen.questions],
        seconds_left=seen.seconds_left,
        handed_in=seen.handed_in,
        assignment=seen.open_assignment,
        ended_because=seen.ended_because,
        result=result_shape(found) if found.state in DECIDED else None,
    )
