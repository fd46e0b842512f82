"""Stored tasks and reviews as interchange records: letters have become candidate ids again.

Origins and hidden tests are in here: for leads and exports only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID

from assay.domain.finding import Finding, Reproducer, Source, SourceKind, Suggestion, snippet_hash
from assay.domain.review import CandidateVerdict, Correction, EvidenceJudgement, Ranking, Rating, Times
from assay.domain.review import Review as ReviewRecord
from assay.domain.rubric import Rubric
from assay.domain.run import Run
from assay.domain.task import Aspect, Language, Origin, Reference, Tests
from assay.domain.task import Candidate as CandidateRecord
from assay.domain.task import Task as TaskRecord
from assay_web.review.draft import DraftBody, DraftFinding
from assay_web.review.models import LiveRun, Review
from assay_web.review.rules import letters
from assay_web.tasks.models import Candidate, EvidenceFinding, Task


def task_record(task: Task) -> TaskRecord:
    """The task as it was imported, origins and hidden tests included: for leads and exports only."""
    return TaskRecord(
        id=task.record_id,
        title=task.title,
        prompt=task.prompt,
        language=Language(task.language),
        aspects=tuple(Aspect(name) for name in task.aspects),
        files=json.loads(task.base_files),
        tests=Tests.model_validate_json(task.tests),
        entry_point=task.entry_point or None,
        reference=Reference.model_validate_json(task.reference) if task.reference else None,
        rubric=_rubric(task.rubric),
        source=task.source or None,
        license=task.license or None,
        training_allowed=task.training_allowed,
        candidates=tuple(
            CandidateRecord(
                id=one.record_id,
                files=json.loads(one.files),
                origin=Origin.model_validate_json(json.dumps(one.origin.origin)),
            )
            for one in sorted(task.candidates.all(), key=lambda one: one.position)
        ),
    )


@dataclass(frozen=True)
class Beside:
    """What reviews refer to, read for many of them at once: complete runs and machine findings, by their ids."""

    runs: Mapping[UUID, Run] = field(default_factory=dict)
    evidence: Mapping[UUID, EvidenceFinding] = field(default_factory=dict)


def beside(reviews: Iterable[Review]) -> Beside:
    """What these reviews refer to."""
    wanted: dict[UUID, int] = {}
    judged: set[str] = set()
    for review in reviews:
        corrections = review.body.get("corrections", {}).values()
        wanted |= {UUID(one["run"]): review.assignment_id for one in corrections if one.get("run")}
        judged |= review.body.get("evidence", {}).keys()
    runs = LiveRun.objects.filter(public_id__in=wanted).exclude(complete=None) if wanted else ()
    evidence = EvidenceFinding.objects.filter(public_id__in=judged).select_related("examination") if judged else ()
    return Beside(
        {
            row.public_id: Run.model_validate_json(json.dumps(row.complete))
            for row in runs
            if row.assignment_id == wanted[row.public_id]
        },
        {row.public_id: row for row in evidence},
    )


def review_record(task: Task, review: Review, known: Beside | None = None) -> ReviewRecord:
    """A submitted review as ``assay.review/v1``: letters have become candidate ids again."""
    known = known or beside([review])
    body = DraftBody.model_validate(review.body)
    candidates = {one.position: one for one in task.candidates.all()}
    ordered = [candidates[position] for position in review.assignment.order]
    by_letter = dict(zip(letters(len(ordered)), ordered, strict=True))
    ids = {letter: one.record_id for letter, one in by_letter.items()}
    reviewer = review.assignment.reviewer.pseudonym
    base = json.loads(task.base_files)
    cited = {one.candidate for one in body.findings} | body.corrections.keys()
    files = {letter: {**base, **json.loads(by_letter[letter].files)} for letter in cited}
    return ReviewRecord(
        id=str(review.public_id),
        task=task.record_id,
        reviewer=reviewer,
        revision=review.revision,
        presented=tuple(ids.values()),
        rubric=_rubric_version(task.rubric),
        findings=tuple(_finding(one, ids, files[one.candidate], reviewer) for one in body.findings),
        ratings=tuple(
            Rating(candidate=ids[letter], criterion=criterion, score=score)
            for criterion, scores in body.ratings.items()
            for letter, score in scores.items()
        ),
        ranking=Ranking(
            order=tuple(tuple(ids[letter] for letter in group) for group in body.ranking.order),
            justification=body.ranking.justification,
        )
        if body.ranking
        else None,
        corrections=tuple(_corrections(body, ids, files, known)),
        verdicts=tuple(
            CandidateVerdict(candidate=ids[name], verdict=verdict) for name, verdict in body.verdicts.items()
        ),
        evidence=tuple(_judgements(body, by_letter, known)),
        times=Times(
            claimed_at=review.claimed_at,
            locked_at=review.locked_at,
            submitted_at=review.submitted_at,
            active_s=review.active_ms / 1000,
        ),
    )


@lru_cache(maxsize=256)
def _rubric(text: str) -> Rubric:
    return Rubric.model_validate_json(text)


def _rubric_version(text: str) -> str:
    rubric = _rubric(text)
    return f"{rubric.id}@{rubric.version}"


def _finding(one: DraftFinding, ids: Mapping[str, str], files: Mapping[str, str], reviewer: str) -> Finding:
    title = one.title.strip() or one.explanation.strip().splitlines()[0]
    return Finding(
        candidate=ids[one.candidate],
        path=one.path,
        start_line=one.start_line,
        end_line=one.end_line,
        snippet_hash=snippet_hash(files.get(one.path, ""), one.start_line, one.end_line),
        aspect=one.aspect,
        category=one.category,
        severity=one.severity,
        cwe=one.cwe,
        title=title[:300],
        explanation=one.explanation,
        impact=one.impact,
        suggestion=tuple(Suggestion(**part.model_dump()) for part in one.suggestion),
        reproducer=Reproducer(files={one.reproducer.path or "reproducer": one.reproducer.code})
        if one.reproducer and one.reproducer.code.strip()
        else None,
        proof=one.proof,
        source=Source(kind=SourceKind.REVIEWER, name=reviewer),
    )


def _corrections(
    body: DraftBody, ids: Mapping[str, str], originals: Mapping[str, Mapping[str, str]], known: Beside
) -> Iterator[Correction]:
    for letter, one in body.corrections.items():
        files = {file.path: file.text for file in one.files}
        if any(originals[letter].get(path) != text for path, text in files.items()):
            yield Correction(candidate=ids[letter], files=files, run=known.runs.get(one.run) if one.run else None)


def _judgements(body: DraftBody, by_letter: Mapping[str, Candidate], known: Beside) -> Iterator[EvidenceJudgement]:
    owners = {one.content_key: one.record_id for one in by_letter.values()}
    for name, said in body.evidence.items():
        row = known.evidence.get(name)
        if row is not None:
            record = {**row.record, "candidate": owners.get(row.examination.content_key)}
            yield EvidenceJudgement(
                finding=Finding.model_validate_json(json.dumps(record)),
                verdict=said.verdict,
                reason=said.reason,
                note=said.note,
            )
