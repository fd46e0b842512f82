"""The findings of submitted reviews, searchable by what they are."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from assay_web.projects.models import Project
from assay_web.projects.policies import Person
from assay_web.review.models import ReviewFinding
from assay_web.review.policies import of_tasks_shown

PAGE = 100


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding of a review, as it was submitted. ``candidate`` is the candidate's id in its task's record."""

    review_id: UUID
    revision: int
    task_id: UUID
    code: str
    candidate: str
    reviewer: str
    path: str
    start_line: int
    end_line: int
    aspect: str
    category: str
    severity: str
    cwe: int | None
    proof: str
    title: str
    explanation: str


def findings_in(
    person: Person, project: Project, asked: dict[str, object], after: int = 0
) -> tuple[list[FindingRow], int | None]:
    """Findings of a project that the person has been found to read, the oldest first, and where the next page begins.

    ``asked`` maps columns to the values that they must have.
    """
    shown = of_tasks_shown(person, project, "review__assignment__task")
    of_project = ReviewFinding.objects.filter(shown, review__assignment__project=project, **asked)
    found = list(
        of_project.filter(pk__gt=after)
        .select_related("review__assignment__task", "review__assignment__reviewer", "candidate")
        .only(
            "path", "start_line", "end_line", "aspect", "category", "severity", "cwe", "proof", "position",
            "candidate__record_id", "review__public_id", "review__revision", "review__body",
            "review__assignment__task__public_id", "review__assignment__task__number",
            "review__assignment__reviewer__pseudonym",
        )
        .order_by("pk")[: PAGE + 1]
    )  # fmt: skip
    return [_row(one) for one in found[:PAGE]], found[PAGE - 1].pk if len(found) > PAGE else None


def _row(one: ReviewFinding) -> FindingRow:
    said = one.review.body["findings"][one.position]
    assignment = one.review.assignment
    return FindingRow(
        review_id=one.review.public_id,
        revision=one.review.revision,
        task_id=assignment.task.public_id,
        code=assignment.task.code,
        candidate=one.candidate.record_id,
        reviewer=assignment.reviewer.pseudonym,
        path=one.path,
        start_line=one.start_line,
        end_line=one.end_line,
        aspect=one.aspect,
        category=one.category,
        severity=one.severity,
        cwe=one.cwe,
        proof=one.proof,
        title=said.get("title", ""),
        explanation=said.get("explanation", ""),
    )
