"""How each model fails: findings per reviewed candidate by severity, category and language; what it passes."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from assay_web.insight.figures.query import rows, shown_share
from assay_web.projects.models import Project

_MODEL = "coalesce(o.origin ->> 'model', '')"
_FINDINGS = f"""
    SELECT {_MODEL} AS model, t.language, f.category, f.severity, count(*) AS n FROM review_reviewfinding f
    JOIN insight_reading r ON r.review_id = f.review_id JOIN tasks_candidateorigin o ON o.candidate_id = f.candidate_id
    JOIN tasks_task t ON t.id = r.task_id
    WHERE r.project_id = %s AND f.severity <> 'good' GROUP BY 1, 2, 3, 4
"""  # noqa: S608 - put together from our own text
_REVIEWED = f"""
    SELECT {_MODEL} AS model, t.language, count(*) AS n FROM insight_reading r
    JOIN tasks_candidate c ON c.task_id = r.task_id JOIN tasks_candidateorigin o ON o.candidate_id = c.id
    JOIN tasks_task t ON t.id = r.task_id WHERE r.project_id = %s GROUP BY 1, 2
"""  # noqa: S608 - as above
_TESTS = f"""
    SELECT model, count(*) AS n, count(*) FILTER (WHERE outcome = 'passed') AS passed FROM (
        SELECT DISTINCT ON (c.id) c.id, {_MODEL} AS model, e.run ->> 'outcome' AS outcome FROM tasks_candidate c
        JOIN tasks_candidateorigin o ON o.candidate_id = c.id JOIN tasks_task t ON t.id = c.task_id
        JOIN tasks_examination e ON e.content_key = c.content_key AND e.examiner = 'tests'
        WHERE t.project_id = %s AND e.run IS NOT NULL AND e.run ->> 'outcome' <> 'not_run' ORDER BY c.id, e.id DESC
    ) AS newest GROUP BY 1
"""  # noqa: S608 - as above
_VERDICTS = f"""
    SELECT {_MODEL} AS model, count(*) AS n, count(*) FILTER (WHERE k.verdict = 'accept') AS accepted
    FROM insight_candidateconsensus k JOIN insight_taskconsensus t ON t.task_id = k.task_id
    JOIN tasks_candidateorigin o ON o.candidate_id = k.candidate_id WHERE t.project_id = %s GROUP BY 1
"""  # noqa: S608 - as above


def models(project: Project) -> dict[str, Any]:
    """``rows`` by model: ``reviewed`` counts candidate and review; densities are findings per that count."""
    reviewed: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows(_REVIEWED, [project.pk]):
        reviewed[row["model"]][row["language"]] = row["n"]
    counts: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for row in rows(_FINDINGS, [project.pk]):
        for kind in ("severity", "category", "language"):
            counts[row["model"]][kind][row[kind]] += row["n"]
    tests = {row["model"]: row for row in rows(_TESTS, [project.pk])}
    verdicts = {row["model"]: row for row in rows(_VERDICTS, [project.pk])}
    found = []
    for model, by_language in sorted(reviewed.items()):
        whole = sum(by_language.values())
        test, verdict = tests.get(model, {"n": 0, "passed": 0}), verdicts.get(model, {"n": 0, "accepted": 0})
        found.append(
            {
                "model": model,
                "reviewed": whole,
                "severity": {name: n / whole for name, n in counts[model]["severity"].items()},
                "category": {name: n / whole for name, n in counts[model]["category"].items()},
                "language": {
                    name: counts[model]["language"].get(name, 0) / seen for name, seen in sorted(by_language.items())
                },
                "tests": shown_share(test["passed"], test["n"], "candidates with tests"),
                "accepted": shown_share(verdict["accepted"], verdict["n"], "candidates"),
            }
        )
    return {"rows": found}
