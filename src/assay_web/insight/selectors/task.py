"""One task for readers of its project: what machines found, what each reviewer says and all of them together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from assay.domain.task import Origin, Tests
from assay.workflows.conclude import VERDICT_LABELS
from assay_web.accounts.models import User
from assay_web.adjudication.models import Conflict, ConflictKind, ConflictState
from assay_web.adjudication.wording import say
from assay_web.insight.models import CandidateConsensus, Reading, TaskConsensus
from assay_web.kit.money import Money
from assay_web.projects.policies import sees_origins
from assay_web.review.models import OPEN_STATES, Assignment, AssignmentState
from assay_web.review.selectors.evidence import evidence_of
from assay_web.review.selectors.tasks import is_planted
from assay_web.review.shapes import CandidateEvidence
from assay_web.tasks.models import Candidate, Task
from assay_web.tasks.rubrics import rubric_of

_HOLDS_A_PLACE = (*OPEN_STATES, AssignmentState.SUBMITTED, AssignmentState.ACCEPTED)

Figure = Mapping[str, float | int]
"""``value``, ``low``, ``high`` and ``n``, as charts take it."""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One place of the task. What was said is there from the first submission on."""

    reviewer: str
    state: str
    review_id: UUID | None
    verdicts: list[tuple[int, str]]
    findings: int | None
    active_ms: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class CandidateSheet:
    """One candidate, numbered as imported, from 1. ``origin`` is None for whoever may not see it yet."""

    number: int
    origin: Origin | None
    evidence: CandidateEvidence
    pending: bool
    verdict: str
    probability: float
    chances: list[tuple[str, float]]
    """Each verdict with its probability, the best verdict first; empty before the first review."""
    by_adjudicators: bool


@dataclass(frozen=True, slots=True)
class RankedPlace:
    """Where a candidate stands among the task's own, by its reviewers' rankings."""

    number: int
    rank_low: int
    rank_high: int
    strength: Figure
    p_best: float


@dataclass(frozen=True, slots=True)
class RatedCriterion:
    """A criterion of the rubric with the consensus for each candidate; None where nobody rated it."""

    title: str
    scale: int
    ratings: list[Figure | None]


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """What the reviewers saw differently, and what it came to."""

    kind: ConflictKind
    candidate: int | None
    criterion: str
    state: ConflictState
    outcome: str


@dataclass(frozen=True, slots=True)
class TaskSheet:
    """What there is to tell of a task, beside its record."""

    task_id: UUID
    number: int
    code: str
    title: str
    language: str
    aspects: list[str]
    price: Money
    expected_minutes: int
    overlap: int
    visible_tests: int
    hidden_tests: int
    planted: bool
    need: str
    reviews: list[ReviewRow]
    candidates: list[CandidateSheet]
    ranking: list[RankedPlace]
    strengths: tuple[float, float]
    """Ends of the axis on which the strengths are drawn."""
    ratings: list[RatedCriterion]
    conflicts: list[ConflictRow]


def task_sheet(user: User, task: Task) -> TaskSheet:
    """Of a task that this person was found to read."""
    candidates = sorted(task.candidates.all(), key=lambda one: one.position)
    found = {row.candidate_id: row for row in CandidateConsensus.objects.filter(candidate__in=candidates)}
    consensus = TaskConsensus.objects.filter(task=task).first()
    ranking = list(_ranking(consensus))
    tests = Tests.model_validate_json(task.tests)
    return TaskSheet(
        task_id=task.public_id,
        number=task.number,
        code=task.code,
        title=task.title,
        language=task.language,
        aspects=task.aspects,
        price=Money(task.price_minor, task.currency),
        expected_minutes=task.expected_minutes,
        overlap=task.overlap,
        visible_tests=len(tests.visible),
        hidden_tests=len(tests.files) - len(tests.visible),
        planted=is_planted(task),
        need=consensus.need if consensus else "",
        reviews=_reviews(task),
        candidates=list(_candidates(task, candidates, found, origins=sees_origins(user, task.project))),
        ranking=ranking,
        strengths=(
            min((place.strength["low"] for place in ranking), default=0.0),
            max((place.strength["high"] for place in ranking), default=1.0),
        ),
        ratings=_ratings(task, [found.get(one.pk) for one in candidates]),
        conflicts=_conflicts(task, len(candidates)),
    )


def _reviews(task: Task) -> list[ReviewRow]:
    readings = {one.assignment_id: one for one in Reading.objects.filter(task=task).select_related("review")}
    places = Assignment.objects.filter(task=task, state__in=_HOLDS_A_PLACE).select_related("reviewer").order_by("pk")
    return [_review(place, readings.get(place.pk)) for place in places]


def _review(place: Assignment, reading: Reading | None) -> ReviewRow:
    said = reading.verdicts if reading else []
    return ReviewRow(
        reviewer=place.reviewer.pseudonym,
        state=place.state,
        review_id=reading.review.public_id if reading else None,
        verdicts=[(position, VERDICT_LABELS[code]) for position, code in enumerate(said, start=1) if code >= 0],
        findings=reading.findings if reading else None,
        active_ms=reading.active_ms if reading else None,
        at=place.submitted_at or place.claimed_at,
    )


def _candidates(
    task: Task, candidates: Sequence[Candidate], found: Mapping[int, CandidateConsensus], *, origins: bool
) -> Iterator[CandidateSheet]:
    evidence = evidence_of({str(one.position): one for one in candidates}, task, critics=True)
    for one in candidates:
        consensus = found.get(one.pk)
        yield CandidateSheet(
            number=one.position + 1,
            origin=_origin(one) if origins else None,
            evidence=evidence.candidates[str(one.position)],
            pending=one.evidence_state == "pending",
            verdict=consensus.verdict if consensus else "",
            probability=consensus.probability if consensus else 0.0,
            chances=list(zip(VERDICT_LABELS, consensus.chances, strict=True))[::-1] if consensus else [],
            by_adjudicators=bool(consensus and consensus.known),
        )


def _origin(candidate: Candidate) -> Origin:
    return Origin.model_validate(candidate.origin.origin if hasattr(candidate, "origin") else {})


def _ranking(consensus: TaskConsensus | None) -> Iterator[RankedPlace]:
    for place in consensus.ranking if consensus else ():
        yield RankedPlace(
            number=place["position"] + 1,
            rank_low=place["rank_low"],
            rank_high=place["rank_high"],
            strength={"value": place["theta"], "low": place["low"], "high": place["high"]},
            p_best=place["p_best"],
        )


def _ratings(task: Task, found: Sequence[CandidateConsensus | None]) -> list[RatedCriterion]:
    rubric = rubric_of(task)
    rows = [
        RatedCriterion(
            criterion.title,
            criterion.scale,
            [_rating(one.ratings.get(criterion.id), criterion.scale) if one else None for one in found],
        )
        for criterion in rubric.criteria
    ]
    return [row for row in rows if any(row.ratings)]


def _rating(stored: Sequence[Any] | None, scale: int) -> Figure | None:
    """An interval that was estimated as if the scale had no ends is cut there."""
    if not stored:
        return None
    value, low, high, n = stored
    return {"value": value, "low": max(low, 1.0), "high": min(high, float(scale)), "n": n}


def _conflicts(task: Task, candidates: int) -> list[ConflictRow]:
    names = {position: str(position + 1) for position in range(candidates)}
    return [
        ConflictRow(
            kind=ConflictKind(one.kind),
            candidate=None if one.position is None else one.position + 1,
            criterion=one.criterion,
            state=ConflictState(one.state),
            outcome=say(one.kind, one.outcome, names) if one.state == ConflictState.CLOSED else "",
        )
        for one in Conflict.objects.filter(task=task).order_by("pk")
    ]
