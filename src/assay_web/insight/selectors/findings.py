"""The findings behind a density: what reviewers reported of one model's candidates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from assay_web.insight.figures.query import rows
from assay_web.projects.models import Project
from assay_web.tasks.models import Candidate, task_code

PAGE = 50

_FOUND = """
    SELECT f.id, f.candidate_id, f.severity, f.category, f.path, f.start_line, r.public_id AS review_id,
        u.pseudonym AS reviewer, t.number, t.public_id AS task_id,
        r.body -> 'findings' -> f.position ->> 'title' AS title
    FROM tasks_candidateorigin o
    JOIN review_reviewfinding f ON f.candidate_id = o.candidate_id
    JOIN insight_reading g ON g.review_id = f.review_id
    JOIN review_review r ON r.id = f.review_id
    JOIN accounts_user u ON u.id = g.reviewer_id
    JOIN tasks_task t ON t.id = g.task_id
    WHERE coalesce(o.origin ->> 'model', '') = %s AND g.project_id = %s AND f.severity <> 'good'
        AND o.candidate_id BETWEEN %s AND %s AND (f.candidate_id, f.id) > (%s, %s)
        AND (%s = '' OR f.severity = %s) AND (%s = '' OR f.category = %s) AND (%s = '' OR t.language = %s)
    ORDER BY f.candidate_id, f.id LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class ModelFinding:
    """One finding of a standing review on a candidate of one model."""

    review_id: UUID
    task_id: UUID
    code: str
    reviewer: str
    title: str
    place: str
    severity: str
    category: str


@dataclass(frozen=True, slots=True)
class FindingRows:
    """Some findings, and the key after which the next ones begin; None at the end."""

    rows: Sequence[ModelFinding]
    next_cursor: tuple[int, int] | None


def finding_rows(
    project: Project,
    model: str,
    *,
    severity: str = "",
    category: str = "",
    language: str = "",
    after: tuple[int, int] = (0, 0),
) -> FindingRows:
    """Findings on the candidates of ``model``, by candidate; what is empty limits nothing.

    For a caller who has been found to see which model wrote what.
    """
    first, last = _span(project)
    begin = max(first, after[0])
    found = rows(
        _FOUND,
        [model, project.pk, begin, last, *after, severity, severity, category, category, language, language, PAGE + 1],
    )
    shown = [
        ModelFinding(
            review_id=row["review_id"],
            task_id=row["task_id"],
            code=task_code(row["number"]),
            reviewer=row["reviewer"],
            title=row["title"] or "",
            place=f"{row['path']}:{row['start_line']}",
            severity=row["severity"],
            category=row["category"],
        )
        for row in found[:PAGE]
    ]
    following = found[PAGE - 1] if len(found) > PAGE else None
    return FindingRows(shown, (following["candidate_id"], following["id"]) if following else None)


def _span(project: Project) -> tuple[int, int]:
    """The first and last candidate of the project: other projects' are not looked through."""
    ends = [project.tasks.order_by(order).values("pk")[:1] for order in ("number", "-number")]
    first, last = (Candidate.objects.filter(task__in=end).order_by("pk").values_list("pk", flat=True) for end in ends)
    return next(iter(first), 0), max(last, default=0)
