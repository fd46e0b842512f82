"""The projects that a lead leads."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.kit.places import Place, add_place
from assay_web.projects.policies import may_create, reads_projects
from assay_web.projects.selectors import projects_read_by


@require_safe
@signed_in
def projects(request: SignedInRequest) -> HttpResponse:
    """Open to everyone with an account; whoever leads nothing reads how that changes."""
    context = {"projects": projects_read_by(request.user), "may_create": may_create(request.user)}
    return render(request, "projects/projects.html", context)


add_place(Place("Projects", "projects", order=20, allowed=reads_projects))
urlpatterns = [path("projects/", projects, name="projects")]
