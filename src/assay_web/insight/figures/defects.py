"""How many of the known defects reviewers found, planted ones apart from those that people confirmed."""

from __future__ import annotations

from typing import Any

from assay_web.insight.figures.query import rows, shown_share
from assay_web.projects.models import Project

_CATCHES = """
    SELECT k.planted, count(*) FILTER (WHERE c.caught) AS found, count(*) FILTER (WHERE NOT c.caught) AS missed,
        count(*) FILTER (WHERE c.caught IS NULL) AS open
    FROM insight_catch c JOIN insight_reading r ON r.assignment_id = c.reading_id
    JOIN adjudication_knowndefect k ON k.id = c.defect_id WHERE r.project_id = %s GROUP BY 1
"""
_KNOWN = """
    SELECT count(*) AS n FROM adjudication_knowndefect k JOIN tasks_candidate c ON c.id = k.candidate_id
    JOIN tasks_task t ON t.id = c.task_id WHERE t.project_id = %s
"""


def defects(project: Project) -> dict[str, Any]:
    """``planted``, ``confirmed`` and ``all``: found, missed, open (a person must say) and the share found."""
    found = {("planted" if row["planted"] else "confirmed"): row for row in rows(_CATCHES, [project.pk])}
    parts = {name: found.get(name, {"found": 0, "missed": 0, "open": 0}) for name in ("planted", "confirmed")}
    parts["all"] = {key: sum(part[key] for part in parts.values()) for key in ("found", "missed", "open")}
    return {
        "known": rows(_KNOWN, [project.pk])[0]["n"],
        **{
            name: {
                **{key: part[key] for key in ("found", "missed", "open")},
                "share": shown_share(part["found"], part["found"] + part["missed"], "chances"),
            }
            for name, part in parts.items()
        },
    }
