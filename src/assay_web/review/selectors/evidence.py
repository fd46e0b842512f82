"""Machine evidence as a reviewer may see it: hidden tests are a number, never a name, a message or an output."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from django.db.models import Exists, OuterRef

from assay.domain.finding import Finding
from assay.domain.run import Outcome, Run, TestResult
from assay_web.review.shapes import (
    CandidateEvidence,
    Evidence,
    EvidenceFindingShape,
    SourceShape,
    TestResultShape,
    TestsShape,
)
from assay_web.tasks.asking import latest_of_critics
from assay_web.tasks.imported import latest_imported
from assay_web.tasks.models import Candidate, EvidenceFinding, EvidenceState, Examination, Examiner, MutedRule, Task

_REASON_MAY_BE_TOLD = {
    Outcome.TIMED_OUT,
    Outcome.OUT_OF_MEMORY,
    Outcome.OUTPUT_LIMIT,
    Outcome.PROCESS_LIMIT,
    Outcome.NOT_RUN,
}


_SHOWN = (Examiner.TESTS, Examiner.PROBES, Examiner.ANALYZERS)


def evidence_of(candidates: Mapping[str, Candidate], task: Task, *, critics: bool = False) -> Evidence:
    """The newest examinations of these candidates, by letter; what critics claim only with ``critics``."""
    latest = _latest([one.content_key for one in candidates.values()])
    visible = frozenset(json.loads(task.visible_tests))
    brought = latest_imported(list(candidates.values()), task.project_id)
    heard = latest_of_critics(list(candidates.values()), task.project_id) if critics else {}
    more = [one for of_one in brought.values() for one in of_one]
    findings = _findings([*latest.values(), *more, *(one for of_one in heard.values() for _, one in of_one)], task)
    return Evidence(
        state="pending" if any(one.evidence_state == EvidenceState.PENDING for one in candidates.values()) else "ready",
        candidates={
            letter: CandidateEvidence(
                tests=_tests(latest.get((one.content_key, Examiner.TESTS)), visible, one),
                findings=[
                    finding
                    for examination in (
                        latest.get((one.content_key, Examiner.PROBES)),
                        latest.get((one.content_key, Examiner.ANALYZERS)),
                        *brought.get(one.content_key, ()),
                        *(said for _, said in heard.get(one.pk, ())),
                    )
                    for finding in findings.get(_key(examination), [])
                ],
                problem=one.evidence_problem or None,
            )
            for letter, one in candidates.items()
        },
    )


def redacted(tests: Sequence[TestResult], visible: frozenset[str]) -> list[TestResultShape]:
    """Results of visible tests as they are; of hidden ones only whether they passed, under a number."""
    shown = [one for one in tests if _file_of(one.id) in visible]
    hidden = [one for one in tests if _file_of(one.id) not in visible]
    return [TestResultShape(id=one.id, outcome=one.outcome, message=one.message) for one in shown] + [
        TestResultShape(id=f"hidden {number}", outcome=one.outcome, message="") for number, one in enumerate(hidden, 1)
    ]


def reason_for_reviewer(run: Run) -> str:
    """Why a run ended as it did, where the reason cannot quote a hidden test."""
    return run.reason if run.outcome in _REASON_MAY_BE_TOLD else ""


def _file_of(test_id: str) -> str:
    return test_id.partition("::")[0]


def _latest(keys: Sequence[str]) -> dict[tuple[str, str], Examination]:
    rows = (
        Examination.objects.filter(content_key__in=keys, examiner__in=_SHOWN)
        .order_by("content_key", "examiner", "-id")
        .distinct("content_key", "examiner")
    )
    return {(row.content_key, row.examiner): row for row in rows}


def _key(examination: Examination | None) -> int:
    return examination.pk if examination else 0


def _tests(examination: Examination | None, visible: frozenset[str], candidate: Candidate) -> TestsShape | None:
    if examination is None or examination.run is None or candidate.evidence_state == EvidenceState.PENDING:
        return None
    run = Run.model_validate_json(json.dumps(examination.run))
    return TestsShape(
        outcome=run.outcome,
        passed=run.passed,
        total=run.total,
        reason=reason_for_reviewer(run),
        results=redacted(run.tests, visible),
        forgeable=run.forgeable,
        evidence_class=run.evidence_class,
    )


def _findings(examinations: Sequence[Examination], task: Task) -> dict[int, list[EvidenceFindingShape]]:
    """By examination; what a rule says that the task's project has muted is left out."""
    found: dict[int, list[EvidenceFindingShape]] = {}
    muted = MutedRule.objects.filter(project=task.project_id, source=OuterRef("source"), rule=OuterRef("rule"))
    rows = EvidenceFinding.objects.filter(~Exists(muted), examination__in=examinations)
    rows = rows.order_by("examination_id", "position")
    for row in rows:
        found.setdefault(row.examination_id, []).append(_finding(row))
    return found


def _finding(row: EvidenceFinding) -> EvidenceFindingShape:
    record = Finding.model_validate_json(json.dumps(row.record))
    return EvidenceFindingShape(
        id=row.public_id,
        path=record.path,
        start_line=record.start_line,
        start_column=record.start_column,
        end_line=record.end_line,
        end_column=record.end_column,
        aspect=record.aspect,
        category=record.category,
        severity=record.severity,
        cwe=record.cwe,
        title=record.title,
        explanation=record.explanation,
        source=SourceShape(**record.source.model_dump()),
        witnesses=[SourceShape(**one.model_dump()) for one in record.witnesses],
        confidence=record.confidence,
    )
