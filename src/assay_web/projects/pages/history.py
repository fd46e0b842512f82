"""The audit trail of a project: who changed what, when, from what to what."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.projects.history import history
from assay_web.projects.places import Area, ProjectPlace, add_project_place
from assay_web.projects.selectors import get_project

SHOWN = 200


@require_safe
@signed_in
def project_history(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's leads and to operators."""
    project = get_project(request.user, slug)
    return render(request, "projects/history.html", {"project": project, "events": history(project)[:SHOWN]})


add_project_place(ProjectPlace(Area.SETTINGS, "History", "project_history", order=70))

urlpatterns = [path("projects/<slug:slug>/settings/history/", project_history, name="project_history")]
