"""What somebody said of a planted task when they first handed it in, before and after machines had their say."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assay.domain.finding import Finding
from assay.domain.gold import finding_key
from assay.domain.review import Ranking
from assay_web.review.models import Review
from assay_web.review.rules import letters
from assay_web.review.selectors import review_record


@dataclass(frozen=True)
class Said:
    """``first`` are the findings of the first pass, ``findings`` those submitted; both are of all candidates."""

    reviewer: int
    submitted_at: datetime
    task: str
    first: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    ranking: Ranking | None

    def claim(self, key: str) -> Finding | None:
        """The finding of that :func:`~assay.domain.gold.finding_key`, as it stood last."""
        every = (*self.findings, *self.first)
        return next((one for one in every if finding_key(self.task, one) == key), None)


def said_on(assignment: int) -> Said:
    """By its first revision: what was returned and mended is no find."""
    reviews = Review.objects.select_related("assignment__reviewer", "assignment__task").filter(assignment=assignment)
    review = reviews.earliest("revision")
    task = review.assignment.task
    submitted = first = review_record(task, review)
    if review.first_pass is not None:
        earlier = copy(review)
        earlier.body = {"findings": _claims(review)}
        first = review_record(task, earlier)
    return Said(
        reviewer=review.assignment.reviewer_id,
        submitted_at=review.submitted_at,
        task=task.record_id,
        first=tuple(first.findings),
        findings=tuple(submitted.findings),
        ranking=submitted.ranking,
    )


def _claims(review: Review) -> list[dict[str, Any]]:
    """Findings of the first pass that say something of a place: it is locked as it stands, finished or not."""
    known = letters(len(review.assignment.order))
    return [
        one
        for one in (review.first_pass or {}).get("findings", ())
        if one["candidate"] in known
        and one["start_line"] <= one["end_line"]
        and (one.get("title", "").strip() or one.get("explanation", "").strip())
    ]
