"""What came of a decided attempt: found, missed, invented. Read only once nothing can be changed any more."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assay.domain.finding import Finding, Severity
from assay.domain.gold import Defect, Gold, finding_key
from assay_web.assessments.models import Appeal, Attempt, AttemptState, Take
from assay_web.assessments.rules import next_try
from assay_web.kit.code import CodeLine, code_lines, excerpt
from assay_web.review.models import Review
from assay_web.review.selectors import review_record
from assay_web.tasks.models import Candidate

DECIDED = (AttemptState.PASSED, AttemptState.FAILED)

_KINDS = {
    "hit": "found",
    "valid": "true, and not planted",
    "duplicate": "said twice",
    "nitpick": "true, but nothing depends on it",
    "false": "not so",
    "unresolved": "not judged: it could not change the result",
}


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """One finding and what it turned out to be."""

    finding: Finding
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One item: the defect with its lines, what was said of it, and how the corrected version did. ``pair``: it was to
    be ranked, and nothing else of it counts. ``again``: when it was graded again by what was known later.
    """

    code: str
    title: str
    clean: bool
    pair: bool
    good: bool | None
    again: datetime | None
    defect: Defect | None
    lines: list[CodeLine]
    claims: list[ClaimResult]
    severity: str
    passed: int | None
    total: int | None


@dataclass(frozen=True, slots=True)
class TestResult:
    """One of the two tests in words and figures."""

    passed: bool
    items: int
    good: int
    of: int
    log_ratio: float
    exhausted: bool


@dataclass(frozen=True, slots=True)
class Result:
    """The whole."""

    attempt: Attempt
    passed: bool
    because: str
    defects: TestResult
    clean: TestResult
    written: dict[str, int] | None
    ranked: tuple[int, int] | None
    valid: int
    claims: int
    found: int
    missed: int
    invented: int
    items: list[ItemResult]
    appeal: Appeal | None
    retry_at: datetime | None


def result(attempt: Attempt) -> Result:
    """Of an attempt that is decided; the caller has found that it is theirs, or that they lead the project."""
    assert attempt.state in DECIDED  # noqa: S101 - whoever calls has looked
    takes = attempt.takes.filter(grade__isnull=False).select_related(
        "grade", "item__gold", "item__task", "assignment__reviewer"
    )
    items = [_item(take) for take in takes.order_by("position")]
    counted = Counter(claim.kind for one in items for claim in one.claims)
    verdict: dict[str, Any] = attempt.verdict or {}
    alone, pairs = [one for one in items if not one.pair], [one for one in items if one.pair]
    plants, twins = [one for one in alone if not one.clean], [one for one in alone if one.clean]
    valid = counted["hit"] + counted["valid"]
    return Result(
        attempt=attempt,
        passed=attempt.state == AttemptState.PASSED,
        because=str(verdict.get("because", "")),
        defects=_test(verdict.get("defects", {}), plants),
        clean=_test(verdict.get("clean", {}), twins),
        written=verdict.get("written"),
        ranked=(sum(one.good is True for one in pairs), len(pairs)) if pairs else None,
        valid=valid,
        claims=valid + counted["false"] + counted["nitpick"],
        found=sum(one.good is True for one in plants),
        missed=sum(one.good is False for one in plants),
        invented=counted["false"],
        items=items,
        appeal=getattr(attempt, "appeal", None),
        retry_at=next_try(attempt.decided_at, attempt.assessment.wait_days)
        if attempt.state == AttemptState.FAILED and attempt.decided_at
        else None,
    )


def _test(figures: dict[str, Any], items: list[ItemResult]) -> TestResult:
    counted = items[: int(figures.get("items", 0))]
    return TestResult(
        passed=figures.get("standing") == "passed",
        items=int(figures.get("items", 0)),
        good=sum(one.good is True for one in counted),
        of=len(counted),
        log_ratio=float(figures.get("log_ratio", 0.0)),
        exhausted=bool(figures.get("exhausted")),
    )


def _item(take: Take) -> ItemResult:
    gold = Gold.model_validate_json(json.dumps(take.item.gold.record))
    review = Review.objects.filter(assignment=take.assignment_id).select_related("assignment__reviewer").latest("pk")
    record = review_record(take.item.task, review)
    by_key = {one["key"]: one for one in take.grade.findings}
    claims = [
        ClaimResult(one, kind, _KINDS[kind])
        for one in record.findings
        if (graded := by_key.get(finding_key(gold.task, one))) and (kind := str(graded["kind"]))
    ]
    defect = next((one for one in gold.defects if one.operator is not None), None) or next(iter(gold.defects), None)
    clean, grade = take.item.gold.is_clean, take.grade
    hit = next((one for one in claims if one.kind == "hit"), None)
    return ItemResult(
        code=take.item.task.code,
        title=take.item.task.title,
        clean=clean,
        pair=bool(take.item.gold.sound),
        good=next((one for one in (grade.caught, grade.ranked, _not(grade.alarmed)) if one is not None), None),
        again=grade.regraded_at,
        defect=defect,
        lines=_lines(take, gold, defect) if defect else [],
        claims=claims,
        severity=_severity(hit.finding.severity, defect.severity) if hit and defect else "",
        passed=grade.passed,
        total=grade.total,
    )


def _not(value: bool | None) -> bool | None:  # noqa: FBT001 - None stays None
    return None if value is None else not value


def _lines(take: Take, gold: Gold, defect: Defect) -> list[CodeLine]:
    candidate = Candidate.objects.get(task=take.item.task_id, record_id=gold.candidate)
    text = json.loads(candidate.files).get(defect.path, "")
    anchor = defect.anchors[0]
    return excerpt(code_lines(text, take.item.task.language), anchor.start_line, anchor.end_line)


def _severity(given: Severity, true: Severity) -> str:
    if given is true:
        return "the severity that it has"
    steps = abs(given.rank - true.rank)
    way = "higher" if given.rank > true.rank else "lower"
    return f"{steps} step{'s' if steps > 1 else ''} {way} than the severity that it has"
