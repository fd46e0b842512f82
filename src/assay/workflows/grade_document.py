"""Grades as one JSON document and as rows of a flat table."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from pydantic import JsonValue

from assay.judgement.grading import Figure, Unscored
from assay.workflows.grade import Grades, Open, Row

NAMES = {
    "recall": "recall",
    "weighted_recall": "  by severity 1, 2, 4, 8",
    "localised_recall": "  right line",
    "named_recall": "  right words",
    "precision": "precision",
    "nitpick_rate": "nitpicks",
    "false_rate": "false claims",
    "clean_alarm_rate": "alarms on clean twins",
    "d_prime": "d-prime",
    "severity_error": "severity, mean error",
    "severity_kappa": "severity, weighted kappa",
    "brier": "confidence, Brier",
    "calibration_error": "confidence, ECE",
}
"""Every figure as people call it; those set in are parts of the one above."""

COLUMNS = ("source", "kind", "figure", "value", "low", "high", "n", "reason")


def as_document(grades: Grades) -> dict[str, JsonValue]:
    """``{"schema": "assay.grade/v1", "items", …, "sources": [{"kind", "name", "figures", "counts"}], "open": […]}``.

    A figure is ``{"value", "low", "high", "n"}`` or ``{"unscored": reason, "n"}``. ``open`` lists what waits for a
    person without saying who claims it; ``finding`` there is the key that a decision names.
    """
    settings = grades.settings
    return {
        "schema": "assay.grade/v1",
        "items": grades.items,
        "defects": grades.defects,
        "clean_twins": grades.twins,
        "gold_items": grades.gold_items,
        "own_items": grades.own_items,
        "similarity": grades.similarity,
        "interval": settings.method.value,
        "minimum_n": settings.minimum,
        "parameters": dataclasses.asdict(settings.parameters),
        "sources": [_source(row) for row in grades.rows],
        "open": [_open(one) for one in grades.open],
        "confirmed": list(grades.promoted),
        "absent": [{"kind": one.kind.value, "name": one.name} for one in grades.absent],
        "unused_decisions": grades.unused_decisions,
    }


def as_rows(grades: Grades) -> Iterator[dict[str, str | float | int | None]]:
    """One row per source and figure with the keys :data:`COLUMNS`; what does not apply is None."""
    for row in grades.rows:
        for name, figure in row.card.figures.items():
            place = {"source": row.grader.name, "kind": row.grader.kind.value, "figure": name}
            yield {**place, **_cells(figure), "n": figure.n}


def _cells(figure: Figure | Unscored) -> dict[str, str | float | None]:
    if isinstance(figure, Unscored):
        return {"value": None, "low": None, "high": None, "reason": figure.reason}
    return {"value": figure.value, "low": figure.interval.low, "high": figure.interval.high, "reason": None}


def _source(row: Row) -> JsonValue:
    return {
        "kind": row.grader.kind.value,
        "name": row.grader.name,
        "asked": row.asked,
        "items": row.card.items,
        "open_defects": row.card.open_defects,
        "open_clean_twins": row.card.open_twins,
        "counts": {kind.value: count for kind, count in row.card.counts.items()},
        "figures": {name: _figure(figure) for name, figure in row.card.figures.items()},
    }


def _figure(figure: Figure | Unscored) -> JsonValue:
    if isinstance(figure, Unscored):
        return {"unscored": figure.reason, "n": figure.n}
    return {"value": figure.value, "low": figure.interval.low, "high": figure.interval.high, "n": figure.n}


def _open(one: Open) -> JsonValue:
    match, finding = one.match, one.match.finding
    return {
        "finding": match.key,
        "task": one.task,
        "candidate": one.candidate,
        "path": finding.path,
        "start_line": finding.start_line,
        "end_line": finding.end_line,
        "severity": finding.severity.value,
        "category": finding.category.value,
        "title": finding.title,
        "explanation": finding.explanation,
        "reasons": [reason.value for reason in match.reasons],
        "defect": match.defect,
        "score": round(match.score, 4),
    }
