"""From submitted reviews to their numbers: the standing revision of each, read anew whenever it changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from assay.domain.gold import Defect
from assay.workflows.conclude import VERDICT_LABELS, name_defects
from assay_web.adjudication.models import KnownDefect
from assay_web.adjudication.opinions import Opinion, opinion
from assay_web.adjudication.selectors.standing import STANDING
from assay_web.insight.models import Catch, EvidenceAnswer, Reading
from assay_web.review.models import Review
from assay_web.tasks.models import EvidenceFinding


@dataclass(frozen=True)
class Row:
    """One standing review as it is stored."""

    review: int
    assignment: int
    task: int
    project: int
    reviewer: int
    order: list[int]
    body: Mapping[str, Any]
    active_ms: int
    submitted_at: datetime


_COLUMNS = (
    "pk",
    "assignment",
    "assignment__task",
    "assignment__task__project",
    "assignment__reviewer",
    "assignment__order",
    "body",
    "active_ms",
    "submitted_at",
)


@transaction.atomic
def read_reviews(tasks: Collection[int]) -> int:
    """Read every standing review of these tasks; what was read of them before is replaced. Answers how many."""
    rows = [
        Row(*row)
        for row in Review.objects.filter(assignment__task__in=tasks, assignment__state__in=STANDING)
        .order_by("assignment", "-revision")
        .distinct("assignment")
        .values_list(*_COLUMNS)
    ]
    Reading.objects.filter(task__in=tasks).delete()
    opinions = {row.assignment: opinion(row.assignment, row.order, row.body) for row in rows}
    Reading.objects.bulk_create(_reading(row, opinions[row.assignment]) for row in rows)
    EvidenceAnswer.objects.bulk_create(_answers(rows))
    Catch.objects.bulk_create(_catches(rows, opinions, tasks))
    return len(rows)


def _reading(row: Row, said: Opinion) -> Reading:
    label = {name: at for at, name in enumerate(VERDICT_LABELS)}
    return Reading(
        assignment_id=row.assignment,
        review_id=row.review,
        project_id=row.project,
        task_id=row.task,
        reviewer_id=row.reviewer,
        verdicts=[-1 if name is None else label[name] for name in said.verdicts],
        ranks=[rank or 0 for rank in said.ranks],
        ratings={name: [score or 0 for score in scores] for name, scores in said.ratings.items()},
        findings=len(said.claims),
        active_ms=row.active_ms,
        submitted_at=row.submitted_at,
    )


def _answers(rows: Iterable[Row]) -> list[EvidenceAnswer]:
    given = [(row, UUID(key), one) for row in rows for key, one in (row.body.get("evidence") or {}).items()]
    known = {
        public_id: (source, rule)
        for public_id, source, rule in EvidenceFinding.objects.filter(
            public_id__in={key for _, key, _ in given}
        ).values_list("public_id", "source", "rule")
    }
    return [
        EvidenceAnswer(
            reading_id=row.assignment,
            project_id=row.project,
            source=known[key][0],
            rule=known[key][1],
            finding_id=key,
            real=one["verdict"] == "real",
            reason=one.get("reason") or "",
        )
        for row, key, one in given
        if key in known
    ]


def _catches(rows: Iterable[Row], opinions: Mapping[int, Opinion], tasks: Collection[int]) -> list[Catch]:
    """Whether each reviewer named each known defect; undecided where the matcher leaves that to a person."""
    defects: dict[tuple[int, int], list[KnownDefect]] = defaultdict(list)
    for one in (
        KnownDefect.objects.filter(candidate__task__in=tasks).select_related("candidate", "conflict").order_by("pk")
    ):
        defects[one.candidate.task_id, one.candidate.position].append(one)
    caught = []
    for row in rows:
        for (task, position), known in defects.items():
            if task == row.task:
                caught += _of_candidate(row, opinions[row.assignment], position, known)
    return caught


def _of_candidate(row: Row, said: Opinion, position: int, known: list[KnownDefect]) -> list[Catch]:
    claims = [one for one in said.claims if one.position == position and one.finding.severity.value != "good"]
    records = [Defect.model_validate(defect.record, strict=False) for defect in known]
    matching = name_defects(str(row.task), [one.finding for one in claims], records)
    result: dict[str, bool | None] = dict.fromkeys((record.id for record in records), False)
    for match in matching.matches:
        if match.defect is None:
            continue
        if match.zone.value == "hit":
            result[match.defect] = True
        elif match.zone.value == "doubtful" and result[match.defect] is False:
            result[match.defect] = None
    for defect in known:
        if defect.conflict is not None and any(who == row.assignment for who, _ in defect.conflict.members[0]):
            result[defect.name] = True  # whoever made the claim that was confirmed
    return [Catch(reading_id=row.assignment, defect=defect, caught=result[defect.name]) for defect in known]
