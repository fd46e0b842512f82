"""The rows that figures are made of, in pages: keyset-paged, so that the last page costs what the first does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from assay_web.adjudication.models import Conflict, ConflictState
from assay_web.insight.models import Catch, EvidenceAnswer, Reading, TaskConsensus
from assay_web.projects.models import Project
from assay_web.tasks.models import EvidenceFinding

PAGE = 50


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows, and the key after which the next ones begin; None at the end."""

    rows: Sequence[Any]
    next_cursor: int | None


@dataclass(frozen=True, slots=True)
class ConsensusRow:
    """A task with what its reviewers say together. Candidates are numbered as imported, from 1."""

    number: int
    code: str
    title: str
    language: str
    review_ids: list[UUID]
    need: str
    probability: float
    verdicts: list[tuple[int, str, float]]
    ranking: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer to one machine finding."""

    review_id: UUID
    code: str
    reviewer: str
    real: bool
    reason: str
    title: str
    place: str


@dataclass(frozen=True, slots=True)
class CatchRow:
    """One reviewer before one known defect."""

    review_id: UUID
    code: str
    reviewer: str
    title: str
    severity: str
    planted: bool
    caught: bool | None


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One review of one reviewer."""

    review_id: UUID
    code: str
    title: str
    submitted_at: datetime
    findings: int
    active_ms: int


def consensus_rows(project: Project, need: str = "", after: int = 0) -> Rows:
    """Tasks by age; ``need`` limits them to what they need, or ``conflict`` to those with open conflicts."""
    found = TaskConsensus.objects.filter(project=project, task__gt=after)
    if need == "conflict":
        found = found.filter(Exists(Conflict.objects.filter(task=OuterRef("task"), state=ConflictState.OPEN)))
    elif need:
        found = found.filter(need=need)
    page = list(
        found.select_related("task")
        .only("need", "probability", "ranking", "task__number", "task__title", "task__language")
        .prefetch_related("candidates__candidate")
        .order_by("task")[: PAGE + 1]
    )
    reviews: dict[int, list[UUID]] = {one.pk: [] for one in page}
    for task, review_id in (
        Reading.objects.filter(task__in=reviews).order_by("assignment").values_list("task", "review__public_id")
    ):
        reviews[task].append(review_id)
    return Rows(
        [_consensus(one, reviews[one.pk]) for one in page[:PAGE]], page[PAGE - 1].pk if len(page) > PAGE else None
    )


def _consensus(one: TaskConsensus, review_ids: list[UUID]) -> ConsensusRow:
    groups: dict[int, list[str]] = {}
    for place in one.ranking:
        groups.setdefault(place["rank"], []).append(str(place["position"] + 1))
    return ConsensusRow(
        number=one.task.number,
        code=one.task.code,
        title=one.task.title,
        language=one.task.language,
        review_ids=review_ids,
        need=one.need,
        probability=one.probability,
        verdicts=sorted((row.candidate.position + 1, row.verdict, row.probability) for row in one.candidates.all()),
        ranking=" > ".join(" = ".join(groups[rank]) for rank in sorted(groups)),
    )


def answer_rows(project: Project, source: str, rule: str, after: int = 0) -> Rows:
    """Answers to the findings of one rule, the oldest first."""
    page = list(
        EvidenceAnswer.objects.filter(project=project, source=source, rule=rule, pk__gt=after)
        .select_related("reading__review", "reading__task", "reading__reviewer")
        .only("real", "reason", "finding_id", "reading__review__public_id", "reading__task__number",
              "reading__reviewer__pseudonym")
        .order_by("pk")[: PAGE + 1]
    )  # fmt: skip
    asked = EvidenceFinding.objects.filter(public_id__in=[one.finding_id for one in page[:PAGE]])
    found = dict(asked.values_list("public_id", "record"))
    rows = [
        AnswerRow(
            review_id=one.reading.review.public_id,
            code=one.reading.task.code,
            reviewer=one.reading.reviewer.pseudonym,
            real=one.real,
            reason=one.reason,
            title=found.get(one.finding_id, {}).get("title", ""),
            place=_place(found.get(one.finding_id)),
        )
        for one in page[:PAGE]
    ]
    return Rows(rows, page[PAGE - 1].pk if len(page) > PAGE else None)


def _place(record: dict[str, Any] | None) -> str:
    return f"{record['path']}:{record['start_line']}" if record else "no longer stored"


def catch_rows(project: Project, after: int = 0) -> Rows:
    """Every chance to find a known defect, the oldest first."""
    page = list(
        Catch.objects.filter(defect__candidate__task__project=project, pk__gt=after)
        .select_related("defect", "reading__review", "reading__task", "reading__reviewer")
        .only("caught", "defect__record", "defect__planted", "reading__review__public_id", "reading__task__number",
              "reading__reviewer__pseudonym")
        .order_by("pk")[: PAGE + 1]
    )  # fmt: skip
    rows = [
        CatchRow(
            review_id=one.reading.review.public_id,
            code=one.reading.task.code,
            reviewer=one.reading.reviewer.pseudonym,
            title=one.defect.record["title"],
            severity=one.defect.record["severity"],
            planted=one.defect.planted,
            caught=one.caught,
        )
        for one in page[:PAGE]
    ]
    return Rows(rows, page[PAGE - 1].pk if len(page) > PAGE else None)


def reading_rows(project: Project, reviewer: int, after: int = 0) -> Rows:
    """One reviewer's reviews, the newest first."""
    found = Reading.objects.filter(project=project, reviewer=reviewer)
    if after:
        found = found.filter(assignment__lt=after)
    page = list(
        found.select_related("review", "task")
        .only("findings", "active_ms", "submitted_at", "review__public_id", "task__number", "task__title")
        .order_by("-assignment")[: PAGE + 1]
    )
    rows = [
        ReadingRow(one.review.public_id, one.task.code, one.task.title, one.submitted_at, one.findings, one.active_ms)
        for one in page[:PAGE]
    ]
    return Rows(rows, page[PAGE - 1].pk if len(page) > PAGE else None)
