"""What people judge: a finding beside what is known, an explanation, an answer. No name, no attempt, no judgement."""

from __future__ import annotations

import json
from dataclasses import dataclass
from uuid import UUID

from django.utils.safestring import SafeString

from assay.domain.finding import Finding
from assay.domain.gold import Defect, Gold, finding_key
from assay_web.accounts.models import User
from assay_web.assessments.models import Doubt, DoubtKind, Take
from assay_web.assessments.policies import doubts_open_to
from assay_web.assessments.rules import SCORES, VALUES
from assay_web.kit.code import CodeLine, code_lines, excerpt
from assay_web.kit.differences import FileDiff, file_diffs
from assay_web.kit.markdown import render_markdown
from assay_web.kit.visibility import NotVisible
from assay_web.review.models import Review
from assay_web.review.selectors import review_record
from assay_web.tasks.models import Candidate

PAGE = 50


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """One thing to judge in the list."""

    doubt_id: UUID
    kind: DoubtKind
    project: str
    what: str


@dataclass(frozen=True, slots=True)
class KnownHere:
    """A known defect with its lines."""

    defect: Defect
    lines: list[CodeLine]


@dataclass(frozen=True, slots=True)
class DoubtShown:
    """One thing to judge, with all that may be known of it."""

    doubt_id: UUID
    kind: DoubtKind
    project: str
    title: str
    prompt: SafeString
    findings: list[tuple[Finding, list[CodeLine]]]
    known: list[KnownHere]
    corrected: list[FileDiff]
    passed: int | None
    total: int | None
    question: str
    guide: str
    answer: str
    choices: list[tuple[str, str]]


def doubts_for(user: User) -> list[DoubtRow]:
    """What this person may judge now, the oldest first."""
    rows = doubts_open_to(user).select_related("attempt__assessment__project", "take__item__task", "answer__question")
    return [
        DoubtRow(
            doubt_id=row.public_id,
            kind=DoubtKind(row.kind),
            project=row.attempt.assessment.project.name,
            what=row.take.item.task.title if row.take is not None else str(row.answer and row.answer.question.text),
        )
        for row in rows.order_by("pk")[:PAGE]
    ]


def doubt_shown(user: User, doubt_id: UUID) -> DoubtShown:
    """One of them.

    Raises:
        NotVisible: there is none for this person, or they have judged it.
    """
    doubt = (
        doubts_open_to(user)
        .select_related(
            "attempt__assessment__project", "take__item__task", "take__item__gold", "take__grade", "answer__question"
        )
        .filter(public_id=doubt_id)
        .first()
    )
    if doubt is None:
        raise NotVisible("nothing to judge")
    if doubt.take is None:
        return _answer(doubt)
    return _take(doubt, doubt.take)


def _answer(doubt: Doubt) -> DoubtShown:
    assert doubt.answer is not None  # noqa: S101 - a constraint of the table
    return DoubtShown(
        doubt_id=doubt.public_id,
        kind=DoubtKind.ANSWER,
        project=doubt.attempt.assessment.project.name,
        title="A written answer",
        prompt=SafeString(""),
        findings=[],
        known=[],
        corrected=[],
        passed=None,
        total=None,
        question=doubt.answer.question.text,
        guide=doubt.answer.question.guide,
        answer=doubt.answer.text,
        choices=list(SCORES.items()),
    )


def _take(doubt: Doubt, take: Take) -> DoubtShown:
    task = take.item.task
    gold = Gold.model_validate_json(json.dumps(take.item.gold.record))
    review = Review.objects.filter(assignment=take.assignment_id).select_related("assignment__reviewer").latest("pk")
    record = review_record(task, review)
    files: dict[str, str] = {**json.loads(task.base_files), **json.loads(Candidate.objects.get(task=task).files)}
    by_key = {finding_key(gold.task, one): one for one in record.findings}
    match = doubt.kind == DoubtKind.MATCH
    told = [by_key[doubt.key]] if match and doubt.key in by_key else list(record.findings)
    corrections = {} if match else {path: text for one in record.corrections for path, text in one.files.items()}
    return DoubtShown(
        doubt_id=doubt.public_id,
        kind=DoubtKind(doubt.kind),
        project=doubt.attempt.assessment.project.name,
        title=task.title,
        prompt=render_markdown(task.prompt),
        findings=[
            (one.unsigned(), lines_at(files, one.path, one.start_line, one.end_line, task.language)) for one in told
        ],
        known=[
            KnownHere(
                one,
                lines_at(files, one.path, one.anchors[0].start_line, one.anchors[0].end_line, task.language),
            )
            for one in gold.defects
        ],
        corrected=file_diffs(files, {**files, **corrections}) if corrections else [],
        passed=take.grade.passed,
        total=take.grade.total,
        question="",
        guide="",
        answer="",
        choices=_choices(gold) if match else list(SCORES.items()),
    )


def _choices(gold: Gold) -> list[tuple[str, str]]:
    return [*((f"hit:{one.id}", f"Names the known defect: {one.title}") for one in gold.defects), *VALUES.items()]


def lines_at(files: dict[str, str], path: str, start: int, end: int, language: str) -> list[CodeLine]:
    """The lines from ``start`` to ``end`` of a file, marked, with some around them."""
    return excerpt(code_lines(files.get(path, ""), language), start, end)
