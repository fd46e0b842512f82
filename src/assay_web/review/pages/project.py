"""One project for its lead: how far it is, what waits for a decision, its tasks, and the way to its exports."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.projects.places import ProjectPlace, add_project_place
from assay_web.projects.policies import may_change
from assay_web.projects.selectors import get_readable_project
from assay_web.review import selectors
from assay_web.review.selectors.lists import tasks_of


class Cursors(forms.Form):
    """Where the two lists of the page begin; what cannot be read means the beginning."""

    reviews = forms.UUIDField(required=False)
    tasks = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)


@require_safe
@signed_in
def project(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's leads and clients, and to operators."""
    found = get_readable_project(request.user, slug)
    cursors = Cursors(request.GET)
    cursors.is_valid()
    reviews_after, tasks_after = (cursors.cleaned_data.get(name) for name in ("reviews", "tasks"))
    progress = selectors.project_progress(found)
    context = {
        "project": found,
        "progress": progress,
        "candidates": progress.evidence_pending + progress.evidence_ready + progress.evidence_failed,
        "reviews": selectors.submitted_reviews(found, reviews_after),
        "reviews_after": reviews_after,
        "tasks": tasks_of(found, tasks_after or 0),
        "tasks_after": tasks_after,
        "may_change": may_change(request.user, found),
    }
    return render(request, "review/project.html", context)


add_project_place(ProjectPlace("Overview", "project", order=10, readers=True))
urlpatterns = [path("projects/<slug:slug>/", project, name="project")]
