"""Stored tasks and reviews as interchange records: letters have become candidate ids again.

Origins and hidden tests are in here: for leads and exports only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final
from uuid import UUID

from pydantic_core import from_json, to_json

from assay.domain.finding import SourceKind, snippet_hash
from assay.domain.review import Review as ReviewRecord
from assay.domain.rubric import Rubric
from assay.domain.task import Task as TaskRecord
from assay_web.review.models import LiveRun, Review
from assay_web.review.rules import letters
from assay_web.review.selectors.record_rows import (
    CandidateRow,
    Document,
    ReviewRow,
    TaskRow,
    row_of_review,
    row_of_task,
    rows_of_candidates,
)
from assay_web.tasks.models import EvidenceFinding, Task
from assay_web.tasks.rubrics import rubric_by

_UNSAID: Final = {"aspect": "correctness", "category": "logic", "severity": "major"}
"""Of a finding: what a draft takes for granted and a record says."""
_SAID: Final = (
    "path",
    "start_line",
    "end_line",
    "aspect",
    "category",
    "severity",
    "cwe",
    "explanation",
    "impact",
    "suggestion",
    "proof",
)


def task_record(task: Task) -> TaskRecord:
    """The task as it was imported, origins and hidden tests included: for leads and exports only."""
    return record_of_task(row_of_task(task), rows_of_candidates(task, origins=True))


def record_of_task(task: TaskRow, candidates: Sequence[CandidateRow]) -> TaskRecord:
    """The same, of its row.

    Files, tests and origins are stored as the JSON that they are in a record: nothing is parsed but the whole.
    """
    values = {
        "id": task.record_id,
        "title": task.title,
        "prompt": task.prompt,
        "language": task.language,
        "aspects": task.aspects,
        "entry_point": task.entry_point or None,
        "source": task.source or None,
        "license": task.license or None,
        "training_allowed": task.training_allowed,
    }
    text = (
        f'{_json(values)[:-1]}, "files": {task.base_files}, "tests": {task.tests},'
        f' "reference": {task.reference or "null"}, "candidates": [{", ".join(map(_candidate, candidates))}]}}'
    )
    return TaskRecord.model_validate_json(text).model_copy(update={"rubric": rubric_by(task.rubric)})


def _candidate(one: CandidateRow) -> str:
    return f'{{"id": {_json(one.record_id)}, "files": {one.files}, "origin": {one.origin}}}'


def _json(value: object) -> str:
    return to_json(value).decode()


@dataclass(frozen=True)
class Beside:
    """What reviews refer to, read for many of them at once: complete runs and machine findings, by their ids."""

    runs: Mapping[UUID, Document] = field(default_factory=dict)
    evidence: Mapping[str, tuple[str, Document]] = field(default_factory=dict)
    """Each with the key of the content that it is about."""


def beside(reviews: Iterable[ReviewRow]) -> Beside:
    """What these reviews refer to."""
    wanted: dict[UUID, int] = {}
    judged: set[str] = set()
    for review in reviews:
        corrections = review.body.get("corrections", {}).values()
        wanted |= {UUID(one["run"]): review.assignment for one in corrections if one.get("run")}
        judged |= review.body.get("evidence", {}).keys()
    runs = LiveRun.objects.filter(public_id__in=wanted).exclude(complete=None) if wanted else ()
    evidence = EvidenceFinding.objects.filter(public_id__in=judged) if judged else EvidenceFinding.objects.none()
    return Beside(
        {
            row.public_id: row.complete
            for row in runs
            if row.complete is not None and row.assignment_id == wanted[row.public_id]
        },
        {
            str(name): (content_key, record)
            for name, content_key, record in evidence.values_list("public_id", "examination__content_key", "record")
        },
    )


def review_record(task: Task, review: Review) -> ReviewRecord:
    """A submitted review as ``assay.review/v1``: letters have become candidate ids again."""
    row = row_of_review(review)
    return record_of_review(row_of_task(task), rows_of_candidates(task, origins=False), row, beside([row]))


def record_of_review(
    task: TaskRow, candidates: Sequence[CandidateRow], review: ReviewRow, known: Beside
) -> ReviewRecord:
    """The same, of its row and its task's.

    It is put together as a document and validated once, as a whole: not strictly, for lists and names stand in it as in
    JSON, which its parts were validated as when they were stored.
    """
    body = review.body
    ordered = [candidates[position] for position in review.order]
    by_letter = dict(zip(letters(len(ordered)), ordered, strict=True))
    ids = {letter: one.record_id for letter, one in by_letter.items()}
    reviewer = review.reviewer
    findings, corrections, ranking = (
        body.get("findings", ()),
        body.get("corrections", {}),
        body.get("ranking"),
    )
    cited = {one["candidate"] for one in findings} | corrections.keys()
    base = _files(task.base_files)
    files = {letter: {**base, **_files(by_letter[letter].files)} for letter in cited}
    document = {
        "id": str(review.public_id),
        "task": task.record_id,
        "reviewer": reviewer,
        "revision": review.revision,
        "presented": list(ids.values()),
        "rubric": _rubric_version(rubric_by(task.rubric)),
        "findings": [_finding(one, ids, files[one["candidate"]], reviewer) for one in findings],
        "ratings": [
            {"candidate": ids[letter], "criterion": criterion, "score": score}
            for criterion, scores in body.get("ratings", {}).items()
            for letter, score in scores.items()
        ],
        "ranking": {
            "order": [[ids[letter] for letter in group] for group in ranking["order"]],
            "justification": ranking.get("justification", ""),
            "strengths": ranking.get("strengths", []),
        }
        if ranking
        else None,
        "corrections": list(_corrections(corrections, ids, files, known)),
        "verdicts": [{"candidate": ids[name], "verdict": said} for name, said in body.get("verdicts", {}).items()],
        "evidence": list(_judgements(body.get("evidence", {}), by_letter, known)),
        "times": {
            "claimed_at": review.claimed_at,
            "locked_at": review.locked_at,
            "submitted_at": review.submitted_at,
            "active_s": review.active_ms / 1000,
        },
    }
    return ReviewRecord.model_validate(document, strict=False)


@lru_cache(maxsize=256)
def _files(text: str) -> Mapping[str, str]:
    """Remembered: the reviews of a task come one after the other. Nobody changes what is answered."""
    found: dict[str, str] = from_json(text)
    return found


def _rubric_version(rubric: Rubric) -> str:
    return f"{rubric.id}@{rubric.version}"


def _finding(one: Document, ids: Mapping[str, str], files: Mapping[str, str], reviewer: str) -> Document:
    title = one.get("title", "").strip() or one.get("explanation", "").strip().splitlines()[0]
    reproducer = one.get("reproducer")
    return {
        **_UNSAID,
        **{key: one[key] for key in _SAID if key in one},
        "candidate": ids[one["candidate"]],
        "snippet_hash": snippet_hash(files.get(one["path"], ""), one["start_line"], one["end_line"]),
        "title": title[:300],
        "reproducer": {"files": {reproducer.get("path") or "reproducer": reproducer["code"]}}
        if reproducer and reproducer["code"].strip()
        else None,
        "source": {"kind": SourceKind.REVIEWER, "name": reviewer},
    }


def _corrections(
    corrections: Document, ids: Mapping[str, str], originals: Mapping[str, Mapping[str, str]], known: Beside
) -> Iterator[Document]:
    for letter, one in corrections.items():
        files = {file["path"]: file["text"] for file in one["files"]}
        if any(originals[letter].get(path) != text for path, text in files.items()):
            run = known.runs.get(UUID(one["run"])) if one.get("run") else None
            yield {"candidate": ids[letter], "files": files, "run": run}


def _judgements(evidence: Document, by_letter: Mapping[str, CandidateRow], known: Beside) -> Iterator[Document]:
    owners = {one.content_key: one.record_id for one in by_letter.values()}
    for name, said in evidence.items():
        if name in known.evidence:
            content_key, record = known.evidence[name]
            yield {
                "finding": {**record, "candidate": owners.get(content_key)},
                "verdict": said["verdict"],
                "reason": said.get("reason"),
                "note": said.get("note", ""),
            }
