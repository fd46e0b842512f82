"""What came of a decided attempt: the same for whose it is and for the project's leads."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel

from assay.domain.finding import Category, Finding, Severity
from assay.domain.gold import Defect
from assay_web.assessments.models import Attempt
from assay_web.assessments.selectors.result import ItemResult, Result, TestResult, result


class KnownPlace(BaseModel):
    """Lines (1-based, inclusive) that a right finding may point at."""

    start_line: int
    end_line: int


class KnownDefect(BaseModel):
    """A defect that the code is known to have."""

    id: str
    path: str
    anchors: list[KnownPlace]
    category: Category
    cwe: int | None
    severity: Severity
    title: str
    explanation: str


class QualifyingTest(BaseModel):
    """One of the two tests: whether it is passed, on how many items, and how many of those were right."""

    passed: bool
    items: int
    good: int
    of: int
    log_ratio: float
    exhausted: bool


class GradedClaim(BaseModel):
    """A finding, and what it turned out to be."""

    finding: Finding
    kind: str
    text: str


class GradedItem(BaseModel):
    """One item: the defect that it held, and what was said of it."""

    code: str
    title: str
    clean: bool
    good: bool | None
    defect: KnownDefect | None
    claims: list[GradedClaim]
    severity: str
    passed: int | None
    total: int | None


class AttemptAppeal(BaseModel):
    """An appeal; ``upheld`` is null until it is answered."""

    text: str
    upheld: bool | None
    reason: str


class AttemptResult(BaseModel):
    """The whole."""

    passed: bool
    because: str
    defects: QualifyingTest
    clean: QualifyingTest
    written: dict[str, int] | None
    found: int
    missed: int
    invented: int
    items: list[GradedItem]
    appeal: AttemptAppeal | None
    retry_at: datetime | None


def result_shape(attempt: Attempt) -> AttemptResult:
    """Of an attempt that is decided, and that the caller has been found to be allowed to read."""
    found: Result = result(attempt)
    appeal = found.appeal
    return AttemptResult(
        passed=found.passed,
        because=found.because,
        defects=_test(found.defects),
        clean=_test(found.clean),
        written=found.written,
        found=found.found,
        missed=found.missed,
        invented=found.invented,
        items=[_item(one) for one in found.items],
        appeal=AttemptAppeal(text=appeal.text, upheld=appeal.upheld, reason=appeal.reason) if appeal else None,
        retry_at=found.retry_at,
    )


def known_defect(one: Defect) -> KnownDefect:
    """For whoever has been found to be allowed to know it."""
    return KnownDefect.model_validate(one, from_attributes=True)


def _test(one: TestResult) -> QualifyingTest:
    return QualifyingTest.model_validate(one, from_attributes=True)


def _item(one: ItemResult) -> GradedItem:
    return GradedItem(
        code=one.code,
        title=one.title,
        clean=one.clean,
        good=one.good,
        defect=known_defect(one.defect) if one.defect else None,
        claims=[GradedClaim(finding=claim.finding, kind=claim.kind, text=claim.text) for claim in one.claims],
        severity=one.severity,
        passed=one.passed,
        total=one.total,
    )
