"""What the machine leaves open of attempts, for people to judge without knowing whose it is."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from assay.domain.finding import Finding
from assay_web.accounts.api.calling import READ, REVIEW, caller
from assay_web.assessments import services
from assay_web.assessments.api.results import KnownDefect, known_defect
from assay_web.assessments.models import DoubtKind
from assay_web.assessments.selectors.judging import doubt_shown, doubts_for
from assay_web.kit.asking import Asked

router = Router(tags=["assessments"])


class DoubtRow(BaseModel):
    """One thing to judge."""

    id: UUID
    kind: DoubtKind
    project: str
    what: str


class Doubts(BaseModel):
    """The oldest first."""

    items: list[DoubtRow]


class DoubtChoice(BaseModel):
    """A value that the judgement can have."""

    value: str
    meaning: str


class DoubtShape(BaseModel):
    """One thing to judge, with all that may be known of it. ``known`` are the defects that the code has."""

    id: UUID
    kind: DoubtKind
    project: str
    title: str
    findings: list[Finding]
    known: list[KnownDefect]
    passed: int | None
    total: int | None
    question: str
    guide: str
    answer: str
    choices: list[DoubtChoice]


class DoubtJudgement(Asked):
    """One of the ``choices``, and a word on it."""

    value: str = Field(max_length=200)
    note: str = Field(default="", max_length=10_000)


@router.get("/doubts", auth=READ, response=Doubts, operation_id="listDoubts")
def doubts(request: HttpRequest) -> Doubts:
    """What the caller may judge now; empty for whoever judges nowhere."""
    return Doubts(
        items=[
            DoubtRow(id=one.doubt_id, kind=one.kind, project=one.project, what=one.what)
            for one in doubts_for(caller(request))
        ]
    )


@router.get("/doubts/{uuid:doubt_id}", auth=READ, response=DoubtShape, operation_id="getDoubt")
def read(request: HttpRequest, doubt_id: UUID) -> DoubtShape:
    """One of them; never to whose attempt it is."""
    one = doubt_shown(caller(request), doubt_id)
    return DoubtShape(
        id=one.doubt_id,
        kind=one.kind,
        project=one.project,
        title=one.title,
        findings=[finding for finding, _ in one.findings],
        known=[known_defect(each.defect) for each in one.known],
        passed=one.passed,
        total=one.total,
        question=one.question,
        guide=one.guide,
        answer=one.answer,
        choices=[DoubtChoice(value=value, meaning=meaning) for value, meaning in one.choices],
    )


@router.post("/doubts/{uuid:doubt_id}", auth=REVIEW, response={204: None}, operation_id="judge")
def judge(request: HttpRequest, doubt_id: UUID, payload: DoubtJudgement) -> HttpResponse:
    """Judge it."""
    services.judge(caller(request), doubt_id, payload.value, payload.note)
    return HttpResponse(status=204)
