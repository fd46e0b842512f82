"""How each reviewer does week by week."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from assay_web.insight.figures.query import rows
from assay_web.projects.models import Project

LAST = 26
"""Weeks of each reviewer that are kept, those without a review left out."""

_WEEKS = """
    SELECT u.pseudonym AS name, to_char(date_trunc('week', r.submitted_at AT TIME ZONE 'UTC'), 'YYYY-MM-DD') AS week,
        count(DISTINCT r.assignment_id) AS reviews,
        count(*) FILTER (WHERE k.n > 1 AND v.code >= 0) AS n,
        count(*) FILTER (WHERE k.n > 1 AND v.code
            = array_position(ARRAY['reject', 'accept-with-changes', 'accept'], k.verdict::text) - 1) AS agreed
    FROM insight_reading r JOIN accounts_user u ON u.id = r.reviewer_id
    CROSS JOIN LATERAL unnest(r.verdicts) WITH ORDINALITY AS v(code, place)
    LEFT JOIN tasks_candidate c ON c.task_id = r.task_id AND c.position = v.place - 1
    LEFT JOIN insight_candidateconsensus k ON k.candidate_id = c.id
    WHERE r.project_id = %s GROUP BY 1, 2 ORDER BY 1, 2
"""


def weeks(project: Project) -> dict[str, Any]:
    """Pseudonym to ``[week, reviews, verdicts like the consensus, verdicts that can be compared]``, oldest first."""
    found: dict[str, list[list[Any]]] = defaultdict(list)
    for row in rows(_WEEKS, [project.pk]):
        found[row["name"]].append([row["week"], row["reviews"], row["agreed"], row["n"]])
    return {name: all_weeks[-LAST:] for name, all_weeks in found.items()}
