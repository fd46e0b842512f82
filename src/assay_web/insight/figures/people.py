"""What each reviewer is worth to the project: how much, how fast, how often right."""

from __future__ import annotations

from typing import Any

from assay_web.insight.figures.query import rows, shown_share
from assay_web.insight.models import Fit
from assay_web.projects.models import Project

_WORK = """
    SELECT r.reviewer_id AS id, u.pseudonym AS name, count(*) AS reviews, sum(r.findings) AS findings,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY r.active_ms) AS median_ms, max(r.submitted_at) AS last
    FROM insight_reading r JOIN accounts_user u ON u.id = r.reviewer_id
    WHERE r.project_id = %s GROUP BY 1, 2
"""
_AGREES = """
    SELECT r.reviewer_id AS id, count(*) AS n, count(*) FILTER (
        WHERE v.code = array_position(ARRAY['reject', 'accept-with-changes', 'accept'], k.verdict::text) - 1
    ) AS agreed
    FROM insight_reading r
    CROSS JOIN LATERAL unnest(r.verdicts) WITH ORDINALITY AS v(code, place)
    JOIN tasks_candidate c ON c.task_id = r.task_id AND c.position = v.place - 1
    JOIN insight_candidateconsensus k ON k.candidate_id = c.id
    WHERE r.project_id = %s AND v.code >= 0 AND k.n > 1 GROUP BY 1
"""
_CATCHES = """
    SELECT r.reviewer_id AS id, count(*) FILTER (WHERE c.caught) AS found,
        count(*) FILTER (WHERE NOT c.caught) AS missed
    FROM insight_catch c JOIN insight_reading r ON r.assignment_id = c.reading_id WHERE r.project_id = %s GROUP BY 1
"""


def people(project: Project) -> dict[str, Any]:
    """``rows``, by reviews given; ``accuracy`` is the consensus model's estimate, the other shares have intervals."""
    agrees = {row["id"]: row for row in rows(_AGREES, [project.pk])}
    catches = {row["id"]: row for row in rows(_CATCHES, [project.pk])}
    fit = Fit.objects.filter(project=project).first()
    estimated = fit.reviewers if fit else {}
    found = []
    for row in rows(_WORK, [project.pk]):
        agreed = agrees.get(row["id"], {"agreed": 0, "n": 0})
        caught = catches.get(row["id"], {"found": 0, "missed": 0})
        found.append(
            {
                "name": row["name"],
                "reviews": row["reviews"],
                "findings": int(row["findings"]),
                "median_ms": row["median_ms"],
                "last": row["last"].isoformat(),
                "accuracy": estimated.get(str(row["id"]), {}).get("accuracy"),
                "agrees": shown_share(agreed["agreed"], agreed["n"], "verdicts"),
                "recall": shown_share(caught["found"], caught["found"] + caught["missed"], "chances"),
                "found": caught["found"],
                "chances": caught["found"] + caught["missed"],
            }
        )
    return {"rows": sorted(found, key=lambda row: (-row["reviews"], row["name"]))}
