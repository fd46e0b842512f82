"""The consensus task by task, and every chance to find a known defect: the rows behind the figures."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.insight.models import Need
from assay_web.insight.selectors.rows import catch_rows, consensus_rows
from assay_web.kit.cursors import cursor_of
from assay_web.projects.places import Area, ProjectPlace, add_project_place
from assay_web.projects.selectors import get_readable_project

NEEDS = [("", "All tasks"), ("conflict", "With open conflicts"), *Need.choices]


class NeedFilter(forms.Form):
    """What the listed tasks need."""

    need = forms.ChoiceField(required=False, choices=NEEDS)


@require_safe
@signed_in
def insight_tasks(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's leads, its clients and operators."""
    project = get_readable_project(request.user, slug)
    asked = NeedFilter(request.GET)
    asked.is_valid()
    need, after = asked.cleaned_data.get("need") or "", cursor_of(request.GET)
    context = {
        "project": project,
        "filter": asked,
        "need": need,
        "page": consensus_rows(project, need, after),
        "after": after,
        "query": urlencode({"need": need}) if need else "",
    }
    return render(request, "insight/tasks.html", context)


@require_safe
@signed_in
def insight_defects(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open as the tasks. Reviewers never see it: it tells what is planted."""
    project = get_readable_project(request.user, slug)
    after = cursor_of(request.GET)
    context = {"project": project, "page": catch_rows(project, after), "after": after}
    return render(request, "insight/defects.html", context)


add_project_place(ProjectPlace(Area.QUALITY, "Consensus", "insight_tasks", order=20, readers=True))
urlpatterns = [
    path("projects/<slug:slug>/consensus/", insight_tasks, name="insight_tasks"),
    path("projects/<slug:slug>/defects/", insight_defects, name="insight_defects"),
]
