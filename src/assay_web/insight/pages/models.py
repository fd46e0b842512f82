"""How each model fails: by severity, category and language, with what it passes."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from assay.domain.finding import Category, Severity
from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.insight.selectors.stored import figures
from assay_web.projects.places import Area, ProjectPlace, add_project_place
from assay_web.projects.policies import sees_origins
from assay_web.projects.selectors import get_readable_project

SEVERITIES = [one.value for one in Severity if one is not Severity.GOOD]


@require_safe
@signed_in
def models(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's leads and operators, to its clients once it is closed."""
    project = get_readable_project(request.user, slug)
    stored = figures(project, "models")
    rows = (stored["models"] or {}).get("rows", [])
    context = {
        "project": project,
        "allowed": sees_origins(request.user, project),
        "made_at": stored.made_at,
        "rows": rows,
        "severities": SEVERITIES,
        "categories": [one.value for one in Category if any(one.value in row["category"] for row in rows)],
        "languages": sorted({name for row in rows for name in row["language"]}),
    }
    return render(request, "insight/models.html", context)


add_project_place(ProjectPlace(Area.MODELS, "Failures", "insight_models", order=20, readers=True))
urlpatterns = [path("projects/<slug:slug>/models/", models, name="insight_models")]
