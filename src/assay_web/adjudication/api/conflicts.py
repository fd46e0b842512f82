"""Conflicts for adjudicators, blind to who wrote what; rulings; reviews handed back."""

from __future__ import annotations

import json
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from assay_web.accounts.api.calling import READ, REVIEW, caller
from assay_web.adjudication import services
from assay_web.adjudication.models import Conflict, ConflictKind, ConflictState, Reason
from assay_web.adjudication.policies import seen_by_adjudicator
from assay_web.adjudication.selectors import QueueRow, Sheet, sheet, tasks_in_conflict
from assay_web.adjudication.selectors.sheet import ConflictView, names_of
from assay_web.adjudication.wording import Choice, order_from_letters
from assay_web.kit import asking
from assay_web.kit.asking import Asked
from assay_web.kit.paging import Cursor, Page, number_after, page_of
from assay_web.kit.visibility import NotVisible
from assay_web.tasks.models import Candidate

router = Router(tags=["adjudication"])


class ConflictTask(BaseModel):
    """A task with conflicts that the caller may settle; ``kinds`` are what they are about, with how many of each."""

    task_id: UUID
    code: str
    title: str
    language: str
    project: str
    open: int
    kinds: dict[str, int]


class AnswerShape(BaseModel):
    """What one reviewer said; they are r1, r2… in an order of this task's own."""

    reviewer: str
    value: str
    text: str


class ClaimShape(BaseModel):
    """A finding that a conflict is about."""

    reviewer: str
    number: int
    path: str
    start_line: int
    end_line: int
    category: str
    severity: str
    cwe: int | None
    proof: str
    title: str
    explanation: str
    impact: str


class RulingShape(BaseModel):
    """Why it was settled so."""

    reason: Reason
    text: str


class ConflictShape(BaseModel):
    """One thing that reviewers see differently, and what it can end with."""

    id: UUID
    kind: ConflictKind
    state: ConflictState
    candidate: str
    criterion: str
    answers: list[AnswerShape]
    claims: list[list[ClaimShape]]
    choices: list[Choice]
    outcome: str
    may_rule: bool
    appeals: list[str]
    rulings: list[RulingShape]


class JudgedCandidate(BaseModel):
    """A candidate under this task's letter for it."""

    letter: str
    files: dict[str, str]


class ConflictSheet(BaseModel):
    """One task with its conflicts side by side."""

    task_id: UUID
    code: str
    title: str
    language: str
    prompt: str
    base_files: dict[str, str]
    candidates: list[JudgedCandidate]
    conflicts: list[ConflictShape]


class NewRuling(Asked):
    """``value`` is one of the choices; for a ranking, an order of letters such as ``B > A = C`` as well."""

    value: Annotated[str, Field(min_length=1, max_length=200)] | Annotated[int, Field(ge=1, le=10)]
    reason: Reason
    text: asking.Reason = ""


class HandBack(Asked):
    """Whose review goes back, by the name on the sheet, and why."""

    reviewer: str = Field(pattern=r"^r[0-9]{1,3}$")
    reason: str = Field(min_length=1, max_length=10_000)


@router.get("/adjudication/tasks", auth=READ, response=Page[ConflictTask], operation_id="listConflictTasks")
def tasks(request: HttpRequest, cursor: Cursor = None) -> Page[ConflictTask]:
    """Tasks with conflicts that wait for the caller, the oldest first."""
    page = tasks_in_conflict(caller(request), number_after(cursor))
    return page_of(request, [_task(one) for one in page.rows], page.next_cursor)


@router.get("/adjudication/tasks/{uuid:task_id}", auth=READ, response=ConflictSheet, operation_id="getConflictSheet")
def task(request: HttpRequest, task_id: UUID) -> ConflictSheet:
    """One task with its candidates and conflicts."""
    return _sheet(sheet(caller(request), task_id))


@router.get("/adjudication/conflicts/{uuid:conflict_id}", auth=READ, response=ConflictShape, operation_id="getConflict")
def conflict(request: HttpRequest, conflict_id: UUID) -> ConflictShape:
    """One conflict."""
    return _read(request, conflict_id)


@router.post(
    "/adjudication/conflicts/{uuid:conflict_id}/rulings", auth=REVIEW, response=ConflictShape, operation_id="rule"
)
def rule(request: HttpRequest, conflict_id: UUID, payload: NewRuling) -> ConflictShape:
    """Rule on it; it is settled once enough people agree."""
    found = _conflict(request, conflict_id)
    services.rule(caller(request), conflict_id, _value(found, payload.value), payload.reason, payload.text)
    return _read(request, conflict_id)


@router.post(
    "/adjudication/conflicts/{uuid:conflict_id}/return",
    auth=REVIEW,
    response={204: None},
    operation_id="handReviewBack",
)
def hand_back(request: HttpRequest, conflict_id: UUID, payload: HandBack) -> HttpResponse:
    """Return one of the reviews that it is about to its author."""
    people = {name: pk for pk, name in names_of(_conflict(request, conflict_id).task).people.items()}
    if payload.reviewer not in people:
        raise NotVisible("no such reviewer on this task")
    services.hand_back(caller(request), conflict_id, people[payload.reviewer], payload.reason)
    return HttpResponse(status=204)


def _conflict(request: HttpRequest, conflict_id: UUID) -> Conflict:
    found = seen_by_adjudicator(caller(request)).select_related("task").filter(public_id=conflict_id).first()
    if found is None:
        raise NotVisible("no such conflict")
    return found


def _read(request: HttpRequest, conflict_id: UUID) -> ConflictShape:
    found = _conflict(request, conflict_id)
    return _shape(sheet(caller(request), found.task.public_id, only=conflict_id).conflicts[0])


def _value(found: Conflict, value: str | int) -> object:
    """In the terms of the conflict's kind; what makes no sense is left for the service to refuse."""
    if found.kind == ConflictKind.RANKING:
        return order_from_letters(str(value), names_of(found.task).letters)
    if found.kind == ConflictKind.RATING and str(value).isdecimal():
        return int(value)
    return str(value)


def _task(row: QueueRow) -> ConflictTask:
    return ConflictTask(
        task_id=row.task_id,
        code=row.code,
        title=row.title,
        language=row.language,
        project=row.project,
        open=row.open,
        kinds=dict(row.kinds),
    )


def _sheet(shown: Sheet) -> ConflictSheet:
    names = names_of(shown.task)
    candidates = [
        JudgedCandidate(letter=names.letters[one.position], files=json.loads(one.files))
        for one in Candidate.objects.filter(task=shown.task).only("position", "files")
    ]
    return ConflictSheet(
        task_id=shown.task.public_id,
        code=shown.task.code,
        title=shown.task.title,
        language=shown.task.language,
        prompt=shown.task.prompt,
        base_files=json.loads(shown.task.base_files),
        candidates=sorted(candidates, key=lambda one: one.letter),
        conflicts=[_shape(one) for one in shown.conflicts],
    )


def _shape(view: ConflictView) -> ConflictShape:
    return ConflictShape(
        id=view.conflict.public_id,
        kind=ConflictKind(view.conflict.kind),
        state=ConflictState(view.conflict.state),
        candidate=view.letter,
        criterion=view.conflict.criterion,
        answers=[AnswerShape(reviewer=one.name, value=one.value, text=one.text) for one in view.answers],
        claims=[
            [
                ClaimShape(
                    reviewer=one.name,
                    number=one.number,
                    **one.finding.model_dump(include=set(ClaimShape.model_fields), mode="json"),
                )
                for one in group
            ]
            for group in view.groups
        ],
        choices=view.choices,
        outcome=view.outcome,
        may_rule=view.may_rule,
        appeals=view.appeals,
        rulings=[RulingShape(reason=Reason(one.reason), text=one.text) for one in view.rulings],
    )
