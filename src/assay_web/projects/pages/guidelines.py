"""A project's guidelines: the lead writes them, reviewers read and confirm them."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.kit.markdown import render_markdown
from assay_web.kit.refusals import Refusal
from assay_web.projects.selectors import get_guidelines, get_project
from assay_web.projects.services import acknowledge, change_guidelines


class GuidelinesForm(forms.Form):
    """The text, and whether it must be confirmed."""

    guidelines = forms.CharField(
        label="Guidelines",
        required=False,
        max_length=100_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "true"}),
        help_text="Markdown. Reviewers see them beside every task.",
    )
    must_acknowledge = forms.BooleanField(
        label="Reviewers confirm them before they take a task, and again after every change", required=False
    )


class AcknowledgeForm(forms.Form):
    """Which version was on the page."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit_guidelines(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's leads and to operators."""
    project = get_project(request.user, slug)
    initial = {"guidelines": project.guidelines, "must_acknowledge": project.must_acknowledge}
    form = GuidelinesForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            text = form.cleaned_data["guidelines"].replace("\r\n", "\n")
            try:
                version = change_guidelines(project, text, must_acknowledge=form.cleaned_data["must_acknowledge"])
            except Refusal as refusal:
                form.add_error(None, f"{refusal}.")
            else:
                messages.success(request, f"Stored; this is version {version}.")
                return redirect("edit_guidelines", slug)
    context = {"project": project, "form": form, "html": render_markdown(project.guidelines)}
    return render(request, "projects/edit_guidelines.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def guidelines(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's reviewers."""
    project, confirmed = get_guidelines(request.user, slug)
    form = AcknowledgeForm(request.POST or None, initial={"version": project.guidelines_version})
    if request.method == "POST":
        try:
            acknowledge(request.user, project, form.cleaned_data["version"] if form.is_valid() else 0)
        except Refusal as refusal:
            messages.warning(request, f"{refusal}.")
            return redirect("guidelines", slug)
        messages.success(request, f"You have confirmed version {project.guidelines_version}.")
        return redirect("queue")
    context = {
        "project": project,
        "form": form,
        "confirmed": confirmed,
        "html": render_markdown(project.guidelines),
    }
    return render(request, "projects/guidelines.html", context)


urlpatterns = [
    path("projects/<slug:slug>/settings/guidelines/", edit_guidelines, name="edit_guidelines"),
    path("guidelines/<slug:slug>/", guidelines, name="guidelines"),
]
