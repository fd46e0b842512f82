"""The assessments of a project, and the way to a new one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.assessments import services
from assay_web.assessments.models import Assessment
from assay_web.assessments.selectors.lead import assessments_of
from assay_web.assessments.services import Terms
from assay_web.kit.refusals import Refusal
from assay_web.projects.places import Area, ProjectPlace, add_project_place
from assay_web.projects.selectors import get_project

JUDGES = [(2, "Two who agree, a third on a split"), (1, "One is enough")]


class TermsForm(forms.Form):
    """What a lead decides."""

    title = forms.CharField(label="Title", max_length=200)
    minutes = forms.IntegerField(label="Time in minutes", min_value=5, max_value=1440, initial=240)
    may_pause = forms.BooleanField(label="The clock may be paused", required=False, initial=True)
    wait_days = forms.IntegerField(label="Days before a second try", min_value=0, max_value=3650, initial=30)
    most_defects = forms.IntegerField(
        label="Items with a defect, at most",
        min_value=3,
        max_value=30,
        initial=30,
        help_text="Without an answer by then the test on defects is failed.",
    )
    most_twins = forms.IntegerField(
        label="Sound items, at most",
        min_value=3,
        max_value=30,
        initial=30,
        help_text="Without an answer by then the likelier side counts; fewer than 12 never reach one.",
    )
    pairs = forms.BooleanField(
        label="Pairs are ranked, too",
        required=False,
        help_text="After both tests, up to 10 pairs of sound code and the same code with a defect; 2 may be wrong.",
    )
    judges = forms.TypedChoiceField(label="Who settles doubts", choices=JUDGES, coerce=int, initial=2)
    explanations = forms.IntegerField(
        label="Explanations that people read, at most", min_value=0, max_value=10, initial=3
    )
    written_percent = forms.IntegerField(
        label="Share of points in writing that is needed, in %", min_value=0, max_value=100, initial=50
    )
    instructions = forms.CharField(
        label="Instructions",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Markdown, shown before the clock starts.",
    )

    def terms(self) -> Terms:
        """What was written, when it is valid."""
        return Terms(**self.cleaned_data)


def initial_of(assessment: Assessment) -> dict[str, Any]:
    """The terms as they are stored."""
    return {name: getattr(assessment, name) for name in TermsForm.base_fields}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def project_assessments(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's leads and to operators."""
    project = get_project(request.user, slug)
    form = TermsForm(request.POST or None, initial={"title": f"Assessment of {project.name}"[:200]})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = services.create_assessment(request.user, project, form.terms())
            except Refusal as refusal:
                form.add_error(None, f"{refusal}.")
            else:
                messages.success(request, "The assessment is made. It needs items before anybody can take it.")
                return redirect("assessment", slug, made.public_id)
    context = {"project": project, "form": form, "rows": assessments_of(project)}
    return render(request, "assessments/project_assessments.html", context, status=status)


add_project_place(ProjectPlace(Area.PEOPLE, "Assessment", "project_assessments", order=30))
urlpatterns = [path("projects/<slug:slug>/assessments/", project_assessments, name="project_assessments")]
