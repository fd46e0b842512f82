"""Every source of findings by one yardstick: people, analyzers, probes and critics on the same known defects."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.insight.selectors.stored import figures
from assay_web.projects.places import Area, ProjectPlace, add_project_place
from assay_web.projects.selectors import get_readable_project


@require_safe
@signed_in
def sources(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's leads, its clients and operators; people go by their pseudonyms."""
    project = get_readable_project(request.user, slug)
    stored = figures(project, "sources")
    context = {"project": project, "made_at": stored.made_at, "told": stored["sources"] or {"rows": []}}
    return render(request, "insight/sources.html", context)


add_project_place(ProjectPlace(Area.EVIDENCE, "Sources", "insight_sources", order=10, readers=True))
urlpatterns = [path("projects/<slug:slug>/sources/", sources, name="insight_sources")]
