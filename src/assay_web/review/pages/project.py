"""One project for its lead: how far it is, what waits for a decision, its tasks, and the export."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from assay.workflows.deliver import export_formats
from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.kit.labels import label
from assay_web.projects.places import ProjectPlace, add_project_place
from assay_web.projects.policies import may_change
from assay_web.projects.selectors import get_readable_project
from assay_web.review import selectors
from assay_web.review.selectors.lists import tasks_of

_FILES = {".jsonl": "JSON Lines", ".parquet": "Parquet", ".csv": "CSV"}
"""Endings, as people call the files."""


def export_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every format with the files that can hold it; a choice is ``<format><ending>``, such as ``reviews.jsonl``."""
    return [
        (
            label(one.name),
            [(one.name + ending, f"{label(one.name)}: {_FILES.get(ending, ending)}") for ending in one.endings],
        )
        for one in export_formats()
    ]


class ExportForm(forms.Form):
    """Which format in which file, and whether undecided reviews come along."""

    file = forms.ChoiceField(label="What to export", choices=export_choices)
    accepted_only = forms.BooleanField(label="Accepted reviews only", required=False)


class Cursors(forms.Form):
    """Where the two lists of the page begin; what cannot be read means the beginning."""

    reviews = forms.UUIDField(required=False)
    tasks = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)


@require_safe
@signed_in
def project(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's leads and to operators."""
    return show_project(request, slug, ExportForm())


def show_project(request: SignedInRequest, slug: str, export_form: ExportForm, *, status: int = 200) -> HttpResponse:
    """The page with the given form, which keeps what was typed into it."""
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
        "export_form": export_form,
        "may_change": may_change(request.user, found),
    }
    return render(request, "review/project.html", context, status=status)


add_project_place(ProjectPlace("Overview", "project", order=10, readers=True))
urlpatterns = [path("projects/<slug:slug>/", project, name="project")]
