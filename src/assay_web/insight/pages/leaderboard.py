"""Where the models stand: rank ranges and clustered intervals, by language and category, and as CSV."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.insight.selectors.stored import figures
from assay_web.kit.labels import label
from assay_web.projects.models import Project
from assay_web.projects.places import Area, ProjectPlace, add_project_place
from assay_web.projects.policies import sees_origins
from assay_web.projects.selectors import get_readable_project

COLUMNS = (
    "group",
    "rank",
    "rank_low",
    "rank_high",
    "model",
    "rating",
    "low",
    "high",
    "theta",
    "p_best",
    "n",
)


class BoardFilter(forms.Form):
    """Which board: a language, a category, both or neither."""

    language = forms.ChoiceField(required=False)
    category = forms.ChoiceField(required=False)

    def __init__(self, query: object, stored: dict[str, Any]) -> None:
        super().__init__(query)  # type: ignore[arg-type]  # a QueryDict; Django's stubs ask for a dict
        for name, every, values in (
            ("language", "All languages", stored.get("languages", [])),
            ("category", "All categories", stored.get("categories", [])),
        ):
            choices = [("", every), *((one, label(one)) for one in values)]
            self.fields[name] = forms.ChoiceField(required=False, choices=choices)


@require_safe
@signed_in
def leaderboard(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's leads and operators, to its clients once it is closed."""
    project, stored, asked = _asked(request, slug)
    board = _board(stored, asked)
    rows = board["rows"] if board else []
    low, high = min((row["low"] for row in rows), default=0.0), max((row["high"] for row in rows), default=1.0)
    density = {row["model"]: row["severity"].get("blocker", 0.0) for row in (stored["models"] or {}).get("rows", [])}
    context = {
        "project": project,
        "allowed": sees_origins(request.user, project),
        "made_at": stored["made_at"],
        "filter": asked,
        "query": request.GET.urlencode(),
        "board": board,
        "rows": [{**row, "value": row["rating"], "blockers": density.get(row["model"])} for row in rows],
        "low": low,
        "high": high,
    }
    return render(request, "insight/leaderboard.html", context)


@require_safe
@signed_in
def leaderboard_csv(request: SignedInRequest, slug: str) -> HttpResponse:
    """The same board as a table; empty for whoever may not see origins yet."""
    project, stored, asked = _asked(request, slug)
    board = _board(stored, asked) if sees_origins(request.user, project) else None
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in board["rows"] if board else []:
        writer.writerow([_cell(row[name]) for name in COLUMNS])
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{project.slug}-leaderboard.csv"'
    return response


def _asked(request: SignedInRequest, slug: str) -> tuple[Project, dict[str, Any], BoardFilter]:
    project = get_readable_project(request.user, slug)
    found = figures(project, "leaderboard", "models")
    stored = {"boards": found["leaderboard"], "models": found["models"], "made_at": found.made_at}
    asked = BoardFilter(request.GET, found["leaderboard"] or {})
    asked.is_valid()
    return project, stored, asked


def _board(stored: dict[str, Any], asked: BoardFilter) -> dict[str, Any] | None:
    key = "|".join(asked.cleaned_data.get(name) or "" for name in ("language", "category"))
    return ((stored["boards"] or {}).get("boards") or {}).get(key)


def _cell(value: object) -> object:
    """Text that a spreadsheet would take for a formula is written behind an apostrophe."""
    if isinstance(value, float):
        return f"{value:.6g}"
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value


add_project_place(ProjectPlace(Area.MODELS, "Leaderboard", "insight_leaderboard", order=10, readers=True))
urlpatterns = [
    path("projects/<slug:slug>/leaderboard/", leaderboard, name="insight_leaderboard"),
    path("projects/<slug:slug>/leaderboard.csv", leaderboard_csv, name="insight_leaderboard_csv"),
]
