"""What a project knows of one task: who reviews it, what they say together, what machines found."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel, Field

from assay.domain.task import Aspect, Language, Origin
from assay_web.accounts.api.calling import READ, caller
from assay_web.adjudication.models import ConflictKind, ConflictState
from assay_web.insight.models import Need
from assay_web.insight.selectors import task as sheets
from assay_web.projects.selectors import get_readable_project
from assay_web.review.models import AssignmentState
from assay_web.review.selectors.tasks import get_task
from assay_web.review.shapes import CandidateEvidence, MoneyShape

router = Router(tags=["insight"])


class EstimateShape(BaseModel):
    """A figure with its 95 % interval; ``n`` is what it is made of."""

    value: float
    low: float
    high: float
    n: int | None = None


class SaidVerdict(BaseModel):
    """One reviewer's verdict on one candidate; candidates are numbered as imported, from 1."""

    candidate: int
    verdict: str


class TaskReviewShape(BaseModel):
    """One reviewer's place at the task. What was said is there from the first submission on."""

    reviewer: str
    state: AssignmentState
    review_id: UUID | None
    verdicts: list[SaidVerdict]
    findings: int | None
    active_ms: int | None
    at: datetime


class ChanceShape(BaseModel):
    """How probable one verdict is."""

    verdict: str
    probability: float


class TaskCandidateShape(BaseModel):
    """One candidate: its evidence, critics' claims included, and the consensus, empty before the first review."""

    number: int
    origin: Origin | None = Field(description="Null while the caller may not see it.")
    evidence: CandidateEvidence
    pending: bool = Field(description="Whether machines have still to examine it.")
    verdict: str
    probability: float
    chances: list[ChanceShape]
    by_adjudicators: bool


class TaskPlaceShape(BaseModel):
    """Where a candidate stands among the task's own, by its reviewers' rankings together."""

    candidate: int
    rank_low: int
    rank_high: int
    strength: EstimateShape = Field(description="Log-odds of being put before an average candidate of the task.")
    p_best: float


class RatedShape(BaseModel):
    """A criterion of the rubric with its consensus for each candidate; null where nobody rated it."""

    criterion: str
    scale: int
    ratings: list[EstimateShape | None]


class TaskConflictShape(BaseModel):
    """What the reviewers saw differently; ``candidate`` is null where it is about all of them."""

    kind: ConflictKind
    candidate: int | None
    criterion: str
    state: ConflictState
    outcome: str = Field(description="What it came to, in words; empty until it is settled.")


class TaskSheetShape(BaseModel):
    """A task with all that came of it; what it asks and its code are in its record, ``getTask``."""

    task_id: UUID
    number: int
    code: str
    title: str
    language: Language
    aspects: list[Aspect]
    price: MoneyShape
    expected_minutes: int
    overlap: int
    visible_tests: int
    hidden_tests: int
    planted: bool
    need: Need | None = Field(description="What it needs before it is settled; null before the first review.")
    reviews: list[TaskReviewShape]
    candidates: list[TaskCandidateShape]
    ranking: list[TaskPlaceShape]
    ratings: list[RatedShape]
    conflicts: list[TaskConflictShape]


@router.get(
    "/projects/{slug:slug}/tasks/{uuid:task_id}/sheet", auth=READ, response=TaskSheetShape, operation_id="getTaskSheet"
)
def sheet(request: HttpRequest, slug: str, task_id: UUID) -> TaskSheetShape:
    """One task with its reviews, evidence, consensus and conflicts. Until the project is closed, only leads see
    origins; planted tasks are there for leads alone.
    """
    user = caller(request)
    found = sheets.task_sheet(user, get_task(user, get_readable_project(user, slug), public_id=task_id))
    return TaskSheetShape(
        task_id=found.task_id,
        number=found.number,
        code=found.code,
        title=found.title,
        language=Language(found.language),
        aspects=[Aspect(one) for one in found.aspects],
        price=MoneyShape(amount_minor=found.price.amount_minor, currency=found.price.currency),
        expected_minutes=found.expected_minutes,
        overlap=found.overlap,
        visible_tests=found.visible_tests,
        hidden_tests=found.hidden_tests,
        planted=found.planted,
        need=Need(found.need) if found.need else None,
        reviews=[_review(one) for one in found.reviews],
        candidates=[_candidate(one) for one in found.candidates],
        ranking=[_place(one) for one in found.ranking],
        ratings=[_rated(one) for one in found.ratings],
        conflicts=[TaskConflictShape.model_validate(one, from_attributes=True) for one in found.conflicts],
    )


def _review(one: sheets.ReviewRow) -> TaskReviewShape:
    return TaskReviewShape(
        reviewer=one.reviewer,
        state=AssignmentState(one.state),
        review_id=one.review_id,
        verdicts=[SaidVerdict(candidate=number, verdict=verdict) for number, verdict in one.verdicts],
        findings=one.findings,
        active_ms=one.active_ms,
        at=one.at,
    )


def _candidate(one: sheets.CandidateSheet) -> TaskCandidateShape:
    return TaskCandidateShape(
        number=one.number,
        origin=one.origin,
        evidence=one.evidence,
        pending=one.pending,
        verdict=one.verdict,
        probability=one.probability,
        chances=[ChanceShape(verdict=verdict, probability=p) for verdict, p in one.chances],
        by_adjudicators=one.by_adjudicators,
    )


def _place(one: sheets.RankedPlace) -> TaskPlaceShape:
    return TaskPlaceShape(
        candidate=one.number,
        rank_low=one.rank_low,
        rank_high=one.rank_high,
        strength=EstimateShape.model_validate(one.strength),
        p_best=one.p_best,
    )


def _rated(one: sheets.RatedCriterion) -> RatedShape:
    ratings = [EstimateShape.model_validate(rating) if rating else None for rating in one.ratings]
    return RatedShape(criterion=one.title, scale=one.scale, ratings=ratings)
