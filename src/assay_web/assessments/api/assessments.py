"""Assessments of a project, for its leads: terms, state, attempts, flags, and answers to appeals."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Router, Status
from pydantic import BaseModel, Field

from assay_web.accounts.api.calling import LEAD, READ, caller
from assay_web.assessments import services
from assay_web.assessments.api.results import AttemptResult, result_shape
from assay_web.assessments.models import Assessment, AssessmentState, AttemptState, FlagKind
from assay_web.assessments.selectors.lead import (
    assessments_of,
    attempts_at,
    flags_of,
    get_assessment,
    get_attempt,
    stock_of,
)
from assay_web.assessments.services import Terms
from assay_web.kit.asking import Asked
from assay_web.kit.etags import HEEDS_IF_MATCH, unchanged
from assay_web.kit.refusals import Refusal
from assay_web.projects.selectors import get_project

router = Router(tags=["assessments"])


SomeItems = Annotated[int, Field(ge=3, le=30)]


class WrittenQuestion(BaseModel):
    """A question to be answered in writing; ``guide`` is what a good answer says, for those who judge it."""

    text: str = Field(min_length=1, max_length=4000)
    guide: str = Field(default="", max_length=4000)


class TermsAsked(Asked):
    """What a lead decides of an assessment."""

    title: str = Field(min_length=1, max_length=200)
    instructions: str = Field(default="", max_length=20_000, description="Markdown, shown before the clock starts.")
    minutes: int = Field(default=240, ge=5, le=1440)
    may_pause: bool = True
    wait_days: int = Field(default=30, ge=0, le=3650)
    most_defects: SomeItems = 30
    most_twins: SomeItems = 30
    pairs: bool = False
    judges: Literal[1, 2] = 2
    explanations: int = Field(default=3, ge=0, le=10)
    written_percent: int = Field(default=50, ge=0, le=100)
    questions: list[WrittenQuestion] = Field(default=[], max_length=10)

    def terms(self) -> Terms:
        """All but the questions."""
        return Terms(**self.model_dump(exclude={"questions"}))

    def asked(self) -> list[tuple[str, str]]:
        """The questions."""
        return [(one.text, one.guide) for one in self.questions]


class AssessmentRow(BaseModel):
    """One assessment, with counts of items in use and of attempts that are no pilots."""

    id: UUID
    title: str
    state: AssessmentState
    items: int
    attempts: int
    passed: int
    failed: int
    waiting: int


class Assessments(BaseModel):
    """The newest first."""

    items: list[AssessmentRow]


class AssessmentShape(BaseModel):
    """One assessment. ``sources`` pieces of code are there to give; an attempt needs ``least`` to ``most`` items."""

    id: UUID
    title: str
    state: AssessmentState
    instructions: str
    minutes: int
    may_pause: bool
    wait_days: int
    most_defects: int
    most_twins: int
    pairs: bool
    judges: int
    explanations: int
    written_percent: int
    questions: list[WrittenQuestion]
    sources: int
    least: int
    most: int
    retired: int


class AttemptAt(BaseModel):
    """One attempt in the lead's list."""

    id: UUID
    person: str
    pilot: bool
    state: AttemptState
    items: int
    open_doubts: int
    flags: int
    appealed: bool
    created_at: datetime
    decided: bool


class AttemptsAt(BaseModel):
    """The newest first."""

    items: list[AttemptAt]


class NoticeShape(BaseModel):
    """Something for a lead to look at; it decides nothing by itself."""

    at: datetime
    person: str
    kind: FlagKind
    detail: str


class Notices(BaseModel):
    """The newest first."""

    items: list[NoticeShape]


class OpenOrClosed(Asked):
    """Whether people can begin it; attempts that have begun go on."""

    open: bool


class Pilot(Asked):
    """The id of a member of the project."""

    member: int = Field(ge=1, le=2**63 - 1)


class AppealAnswer(Asked):
    """The reason is read by whose appeal it is."""

    upheld: bool
    reason: str = Field(min_length=1, max_length=10_000)


_ONE = "/projects/{slug:slug}/assessments/{uuid:assessment_id}"


@router.get("/projects/{slug:slug}/assessments", auth=READ, response=Assessments, operation_id="listAssessments")
def assessments(request: HttpRequest, slug: str) -> Assessments:
    """The assessments of a project."""
    rows = assessments_of(get_project(caller(request), slug))
    return Assessments(
        items=[
            AssessmentRow(
                id=row.assessment.public_id,
                title=row.assessment.title,
                state=row.state,
                items=row.items,
                attempts=row.attempts,
                passed=row.passed,
                failed=row.failed,
                waiting=row.waiting,
            )
            for row in rows
        ]
    )


@router.post(
    "/projects/{slug:slug}/assessments", auth=LEAD, response={201: AssessmentShape}, operation_id="createAssessment"
)
def create(request: HttpRequest, slug: str, payload: TermsAsked) -> Status[AssessmentShape]:
    """Make one; it needs items before anybody can take it."""
    user = caller(request)
    with transaction.atomic():
        made = services.create_assessment(user, get_project(user, slug), payload.terms())
        services.set_questions(made, payload.asked())
    return Status(201, _shape(made))


@router.get(_ONE, auth=READ, response=AssessmentShape, operation_id="getAssessment")
def read(request: HttpRequest, slug: str, assessment_id: UUID) -> AssessmentShape:
    """One of them."""
    return _shape(get_assessment(caller(request), slug, assessment_id))


@router.put(_ONE, auth=LEAD, response=AssessmentShape, operation_id="changeAssessment", openapi_extra=HEEDS_IF_MATCH)
def change(request: HttpRequest, slug: str, assessment_id: UUID, payload: TermsAsked) -> AssessmentShape:
    """Change terms and questions, while nobody takes it."""
    user = caller(request)
    found = get_assessment(user, slug, assessment_id)
    with unchanged(request, found, _shape):
        services.change_terms(found, payload.terms())
        services.set_questions(found, payload.asked())
    return _shape(get_assessment(user, slug, assessment_id))


@router.post(f"{_ONE}/state", auth=LEAD, response=AssessmentShape, operation_id="openAssessment")
def set_state(request: HttpRequest, slug: str, assessment_id: UUID, payload: OpenOrClosed) -> AssessmentShape:
    """Open it, or close it."""
    user = caller(request)
    found = get_assessment(user, slug, assessment_id)
    (services.open_assessment if payload.open else services.close_assessment)(found)
    return _shape(get_assessment(user, slug, assessment_id))


@router.post(f"{_ONE}/pilots", auth=LEAD, response={204: None}, operation_id="beginPilot")
def pilot(request: HttpRequest, slug: str, assessment_id: UUID, payload: Pilot) -> HttpResponse:
    """Let a member of the project try its items; they find it among their attempts."""
    found = get_assessment(caller(request), slug, assessment_id)
    membership = found.project.memberships.select_related("user").filter(user=payload.member).first()
    if membership is None:
        raise Refusal("Only members of the project pilot its items")
    services.begin_pilot(membership.user, found)
    return HttpResponse(status=204)


@router.get(f"{_ONE}/attempts", auth=READ, response=AttemptsAt, operation_id="listAttemptsAt")
def attempts(request: HttpRequest, slug: str, assessment_id: UUID) -> AttemptsAt:
    """Who took it."""
    rows = attempts_at(get_assessment(caller(request), slug, assessment_id))
    return AttemptsAt(
        items=[AttemptAt.model_validate({"id": one.attempt_id, **_values(one)}) for one in rows],
    )


@router.get(f"{_ONE}/flags", auth=READ, response=Notices, operation_id="listAssessmentFlags")
def flags(request: HttpRequest, slug: str, assessment_id: UUID) -> Notices:
    """What was refused, or noticed, of those who take it."""
    rows = flags_of(get_assessment(caller(request), slug, assessment_id))
    return Notices(
        items=[
            NoticeShape(at=one.at, person=one.person.get_full_name(), kind=FlagKind(one.kind), detail=one.detail)
            for one in rows
        ]
    )


@router.get(f"{_ONE}/attempts/{{uuid:attempt_id}}", auth=READ, response=AttemptResult, operation_id="getAttemptAt")
def attempt(request: HttpRequest, slug: str, assessment_id: UUID, attempt_id: UUID) -> AttemptResult:
    """What came of one, once it is decided."""
    return result_shape(get_attempt(get_assessment(caller(request), slug, assessment_id), attempt_id))


@router.post(
    f"{_ONE}/attempts/{{uuid:attempt_id}}/appeal", auth=LEAD, response=AttemptResult, operation_id="answerAppeal"
)
def answer(
    request: HttpRequest, slug: str, assessment_id: UUID, attempt_id: UUID, payload: AppealAnswer
) -> AttemptResult:
    """Answer the appeal against it, once."""
    user = caller(request)
    found = get_assessment(user, slug, assessment_id)
    services.answer_appeal(user, found, attempt_id, upheld=payload.upheld, reason=payload.reason)
    return result_shape(get_attempt(found, attempt_id))


def _values(one: object) -> dict[str, object]:
    return {name: getattr(one, name) for name in AttemptAt.model_fields if name != "id"}


def _shape(one: Assessment) -> AssessmentShape:
    stock = stock_of(one)
    own = ("title", "instructions", "minutes", "may_pause", "wait_days", "most_defects", "most_twins", "pairs")
    return AssessmentShape(
        id=one.public_id,
        state=AssessmentState(one.state),
        **{name: getattr(one, name) for name in (*own, "judges", "explanations", "written_percent")},
        questions=[WrittenQuestion(text=each.text, guide=each.guide) for each in one.questions.all()],
        sources=stock.sources,
        least=stock.least,
        most=stock.most,
        retired=stock.retired,
    )
