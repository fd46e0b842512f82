"""One project for its lead: how far it is, what waits for a decision, its tasks, and the way to its exports."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.projects.places import Area, ProjectPlace, add_project_place
from assay_web.projects.policies import may_change
from assay_web.projects.selectors import get_readable_project
from assay_web.review import selectors
from assay_web.review.models import AssignmentState
from assay_web.review.selectors.lists import Which, tasks_of

STATES = [
    ("", "All"),
    (AssignmentState.SUBMITTED.value, "Waiting for a decision"),
    (AssignmentState.ACCEPTED.value, "Accepted"),
    (AssignmentState.RETURNED.value, "Returned"),
]


class Asked(forms.Form):
    """Which rows the two lists show and where they begin; what cannot be read means all, from the beginning."""

    state = forms.ChoiceField(required=False, choices=STATES)
    reviews = forms.UUIDField(required=False)
    which = forms.ChoiceField(required=False, choices=[(one.value, one.label) for one in Which])
    tasks = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)


@require_safe
@signed_in
def project(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's leads and clients, and to operators."""
    found = get_readable_project(request.user, slug)
    form = Asked(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    reviews_after, tasks_after = asked.get("reviews"), asked.get("tasks")
    state, which = asked.get("state") or "", Which(asked.get("which") or "")
    progress = selectors.project_progress(found)
    context = {
        "project": found,
        "progress": progress,
        "candidates": progress.evidence_pending + progress.evidence_ready + progress.evidence_failed,
        "reviews": selectors.submitted_reviews(request.user, found, state, reviews_after),
        "state": state,
        "states": STATES,
        "which": which,
        "kinds": Which,
        "query": urlencode({name: value for name, value in (("state", state), ("which", which.value)) if value}),
        "reviews_after": reviews_after,
        "tasks": tasks_of(found, which, tasks_after or 0),
        "tasks_after": tasks_after,
        "may_change": may_change(request.user, found),
    }
    return render(request, "review/project.html", context)


add_project_place(ProjectPlace(Area.OVERVIEW, "Overview", "project", order=10, readers=True))
urlpatterns = [path("projects/<slug:slug>/", project, name="project")]
