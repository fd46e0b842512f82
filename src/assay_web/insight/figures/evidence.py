"""How often reviewers called the findings of each analyzer's rule real."""

from __future__ import annotations

from typing import Any

from assay_web.insight.figures.query import rows, shown_share
from assay_web.projects.models import Project

_ANSWERS = """
    SELECT source, rule, count(*) FILTER (WHERE real) AS real, count(*) FILTER (WHERE NOT real) AS false,
        mode() WITHIN GROUP (ORDER BY reason) FILTER (WHERE NOT real AND reason <> '') AS reason
    FROM insight_evidenceanswer WHERE project_id = %s GROUP BY 1, 2
"""


def rules(project: Project) -> dict[str, Any]:
    """``rows``: precision of each rule as reviewers judge it, and the reason they give most for calling it false."""
    found = [
        {**row, "precision": shown_share(row["real"], row["real"] + row["false"], "answers")}
        for row in rows(_ANSWERS, [project.pk])
    ]
    return {"rows": sorted(found, key=lambda row: (-(row["real"] + row["false"]), row["source"], row["rule"]))}
