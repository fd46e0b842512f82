"""Who applies to a project, for its leads: those who wait for an answer, and what became of the others."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.applications import services
from assay_web.applications.models import ApplicationState
from assay_web.applications.selectors import applicants as applicants_of
from assay_web.applications.selectors import get_applicant
from assay_web.kit.refusals import Conflict, Refusal
from assay_web.projects.matching import asked_in_words
from assay_web.projects.places import Area, ProjectPlace, add_project_place
from assay_web.projects.selectors import get_project
from assay_web.projects.selectors.fitting import asked_by, requirements_of


class AnswerForm(forms.Form):
    """Yes or no, and why not."""

    answer = forms.ChoiceField(choices=[("admit", "yes"), ("decline", "no")])
    reason = forms.CharField(
        label="Reason for a no",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The applicant reads it.",
    )


@require_safe
@signed_in
def applicants(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's leads and to operators."""
    project = get_project(request.user, slug)
    requirements = requirements_of(project)
    context = {
        "project": project,
        "requirements": requirements,
        "asked": asked_in_words(asked_by(requirements)),
        "waiting": applicants_of(project, waiting=True),
        "others": applicants_of(project, waiting=False),
    }
    return render(request, "applications/applicants.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def applicant(request: SignedInRequest, slug: str, application_id: UUID) -> HttpResponse:
    """Open to the project's leads and to operators, but for the applicant."""
    project = get_project(request.user, slug)
    application = get_applicant(request.user, project, application_id)
    form = AnswerForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and _answered(request, form, slug, application_id):
            return redirect("applicants", slug)
    context = {
        "project": project,
        "application": application,
        "waiting": application.state == ApplicationState.APPLIED,
        "form": form,
    }
    return render(request, "applications/applicant.html", context, status=status)


def _answered(request: SignedInRequest, form: AnswerForm, slug: str, application_id: UUID) -> bool:
    project = get_project(request.user, slug)
    try:
        if form.cleaned_data["answer"] == "admit":
            services.admit(request.user, project, application_id)
            messages.success(
                request, "They go on: to the assessment if the project has one open, or straight to its tasks."
            )
        else:
            services.decline(request.user, project, application_id, form.cleaned_data["reason"])
            messages.success(request, "They read your no, with the reason.")
    except Conflict as conflict:
        messages.warning(request, f"{conflict}.")
    except Refusal as refusal:
        form.add_error("reason", f"{refusal}.")
        return False
    return True


add_project_place(ProjectPlace(Area.PEOPLE, "Applicants", "applicants", order=20))
urlpatterns = [
    path("projects/<slug:slug>/applicants/", applicants, name="applicants"),
    path("projects/<slug:slug>/applicants/<uuid:application_id>/", applicant, name="applicant"),
]
