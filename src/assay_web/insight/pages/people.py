"""The reviewers of a project, and one of them over time."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.insight.selectors.reviewer import reviewer_called, weeks
from assay_web.insight.selectors.rows import reading_rows
from assay_web.insight.selectors.stored import figures
from assay_web.kit.cursors import cursor_of
from assay_web.projects.places import Area, ProjectPlace, add_project_place
from assay_web.projects.selectors import get_readable_project

PAGE = 100


@require_safe
@signed_in
def reviewers(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's leads, its clients and operators; people go by their pseudonyms."""
    project = get_readable_project(request.user, slug)
    stored = figures(project, "people")
    rows = (stored["people"] or {}).get("rows", [])
    after = cursor_of(request.GET)
    shown = rows[after : after + PAGE]
    context = {
        "project": project,
        "made_at": stored.made_at,
        "rows": shown,
        "after": after,
        "next_cursor": after + PAGE if len(rows) > after + PAGE else None,
    }
    return render(request, "insight/reviewers.html", context)


@require_safe
@signed_in
def reviewer(request: SignedInRequest, slug: str, name: str) -> HttpResponse:
    """Open as the list of reviewers."""
    project = get_readable_project(request.user, slug)
    person = reviewer_called(project, name)
    after = cursor_of(request.GET)
    rows = (figures(project, "people")["people"] or {}).get("rows", [])
    context = {
        "project": project,
        "name": person.pseudonym,
        "whole": next((row for row in rows if row["name"] == person.pseudonym), None),
        "weeks": weeks(project, person.pseudonym),
        "page": reading_rows(project, person.pk, after),
        "after": after,
    }
    return render(request, "insight/reviewer.html", context)


add_project_place(ProjectPlace(Area.QUALITY, "Reviewers", "insight_reviewers", order=30, readers=True))
urlpatterns = [
    path("projects/<slug:slug>/reviewers/", reviewers, name="insight_reviewers"),
    path("projects/<slug:slug>/reviewers/<slug:name>/", reviewer, name="insight_reviewer"),
]
