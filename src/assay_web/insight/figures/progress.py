"""How far a project is against its plan, how fast, at what cost."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from assay_web.insight.figures.query import rows
from assay_web.projects.models import Project
from assay_web.review.selectors import project_progress

_DAYS = """
    SELECT to_char(d.decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, count(*) AS accepted
    FROM review_decision d JOIN review_review r ON r.id = d.review_id
    JOIN review_assignment a ON a.id = r.assignment_id
    WHERE a.project_id = %s AND d.accepted GROUP BY 1 ORDER BY 1 DESC LIMIT 60
"""
_COST = """
    SELECT a.currency, sum(a.price_minor)::bigint AS minor, count(*) AS n
    FROM review_assignment a
    WHERE a.project_id = %s AND a.state = 'accepted' GROUP BY 1 ORDER BY 3 DESC
"""
_TIME = """
    SELECT percentile_cont(ARRAY[0.1, 0.5, 0.9]) WITHIN GROUP (ORDER BY active_ms) AS ms, count(*) AS n
    FROM insight_reading WHERE project_id = %s
"""
_NEEDS = "SELECT need, count(*) AS n FROM insight_taskconsensus WHERE project_id = %s GROUP BY 1"
_CONFLICTS = """
    SELECT count(*) AS open, count(DISTINCT task_id) AS tasks FROM adjudication_conflict
    WHERE project_id = %s AND state = 'open'
"""


def progress(project: Project) -> dict[str, Any]:
    """Counts, reviews accepted per day, cost by currency in minor units, active time in ms, what tasks need."""
    (time,) = rows(_TIME, [project.pk])
    (conflicts,) = rows(_CONFLICTS, [project.pk])
    return {
        **asdict(project_progress(project)),
        "days": [[row["day"], row["accepted"]] for row in reversed(rows(_DAYS, [project.pk]))],
        "cost": rows(_COST, [project.pk]),
        "active_ms": time["ms"],
        "read": time["n"],
        "needs": {row["need"]: row["n"] for row in rows(_NEEDS, [project.pk])},
        "conflicts": conflicts,
    }
