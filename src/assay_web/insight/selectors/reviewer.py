"""One reviewer's quality over time, week by week."""

from __future__ import annotations

from typing import Any

from assay_web.accounts.models import User
from assay_web.insight.figures.query import rows, shown_share
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Project

_WEEKS = """
    SELECT to_char(date_trunc('week', r.submitted_at AT TIME ZONE 'UTC'), 'YYYY-MM-DD') AS week,
        count(DISTINCT r.assignment_id) AS reviews,
        count(*) FILTER (WHERE k.n > 1 AND v.code >= 0) AS n,
        count(*) FILTER (WHERE k.n > 1 AND v.code
            = array_position(ARRAY['reject', 'accept-with-changes', 'accept'], k.verdict::text) - 1) AS agreed
    FROM insight_reading r
    CROSS JOIN LATERAL unnest(r.verdicts) WITH ORDINALITY AS v(code, place)
    LEFT JOIN tasks_candidate c ON c.task_id = r.task_id AND c.position = v.place - 1
    LEFT JOIN insight_candidateconsensus k ON k.candidate_id = c.id
    WHERE r.project_id = %s AND r.reviewer_id = %s GROUP BY 1 ORDER BY 1 DESC LIMIT 26
"""


def reviewer_called(project: Project, name: str) -> User:
    """The reviewer of that pseudonym who has reviewed in the project.

    Raises:
        NotVisible: there is none.
    """
    found = User.objects.filter(pseudonym=name, assignments__task__project=project).first()
    if found is None:
        raise NotVisible("no such reviewer")
    return found


def weeks(project: Project, reviewer: User) -> list[dict[str, Any]]:
    """The last 26 weeks with a review, the oldest first: how many, and the share of verdicts like the consensus."""
    found = rows(_WEEKS, [project.pk, reviewer.pk])
    return [
        {"week": row["week"], "reviews": row["reviews"], "agrees": shown_share(row["agreed"], row["n"], "verdicts")}
        for row in reversed(found)
    ]
