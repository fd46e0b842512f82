"""What a project asks of those who apply, and whether they may."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from assay_web.accounts.language_years import add_language_fields, language_fields, take_languages
from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.accounts.rules import FRAMEWORKS
from assay_web.kit.refusals import Refusal
from assay_web.projects.matching import asked_in_words
from assay_web.projects.models import Project, ProjectState, Requirements
from assay_web.projects.places import Area, ProjectPlace, add_project_place
from assay_web.projects.selectors import get_project
from assay_web.projects.selectors.fitting import asked_by, requirements_of
from assay_web.projects.services import change_requirements


class RequirementsForm(forms.Form):
    """All of it; languages are added as fields of their own."""

    takes_applications = forms.BooleanField(
        label="Everybody with an account sees this project and may apply", required=False
    )
    decided_by_person = forms.BooleanField(label="A lead decides on each applicant who fits", required=False)
    retry_days = forms.IntegerField(
        label="Days until a second try", min_value=0, max_value=365, help_text="After a no, at this project."
    )
    about = forms.CharField(
        label="What applicants read",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Markdown.",
    )
    all_languages = forms.BooleanField(label="Each of these languages is asked for, not just one", required=False)
    min_years = forms.IntegerField(label="Years with any language", min_value=0, max_value=60)
    review_years = forms.IntegerField(label="Years of reviewing code", min_value=0, max_value=60)
    hours_per_week = forms.IntegerField(label="Hours a week", min_value=0, max_value=80, help_text="At least.")
    english_words = forms.IntegerField(
        label="Words of written English", min_value=0, max_value=1000, help_text="A sample of at least; 0 for none."
    )
    offset_from = forms.FloatField(
        label="Time zone from UTC", required=False, min_value=-12, max_value=14, help_text="Hours; such as -5."
    )
    offset_to = forms.FloatField(
        label="Time zone up to UTC", required=False, min_value=-12, max_value=14, help_text="Hours; such as 5.5."
    )
    frameworks = forms.MultipleChoiceField(
        label="One of these testing frameworks",
        required=False,
        choices=[(name, name) for name in FRAMEWORKS],
        widget=forms.CheckboxSelectMultiple,
    )
    continuous_integration = forms.BooleanField(label="Continuous integration", required=False)
    docker = forms.BooleanField(label="Docker", required=False)

    GROUPS = (
        ("Applications", ("takes_applications", "decided_by_person", "retry_days", "about")),
        ("Experience", ("min_years", "review_years", "continuous_integration", "docker")),
        ("Time and place", ("hours_per_week", "offset_from", "offset_to", "english_words")),
    )

    def __init__(self, data: object, stored: Requirements) -> None:
        super().__init__(data, initial={name: getattr(stored, name) for name in self.base_fields})  # type: ignore[arg-type]  # a QueryDict
        add_language_fields(self, stored.languages)

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Headings with their fields, but for languages and frameworks."""
        return [(title, [self[name] for name in names]) for title, names in self.GROUPS]

    def languages(self) -> list[forms.BoundField]:
        """A field for each language."""
        return list(language_fields(self))

    def clean(self) -> dict[str, Any]:
        """Both ends of the time zones or none, in order."""
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        low, high = asked.get("offset_from"), asked.get("offset_to")
        if (low is None) != (high is None):
            self.add_error("offset_to" if high is None else "offset_from", "Give both ends, or neither.")
        elif low is not None and high is not None and low > high:
            self.add_error("offset_to", "Not before the other end.")
        return asked


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def requirements(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's leads and to operators."""
    project = get_project(request.user, slug)
    stored = requirements_of(project)
    form = RequirementsForm(request.POST or None, stored)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and _changed(project, form):
            messages.success(request, "The requirements are stored.")
            return redirect("requirements", slug)
    context = {
        "project": project,
        "form": form,
        "asked": asked_in_words(asked_by(stored)),
        "closed": project.state == ProjectState.CLOSED,
    }
    return render(request, "projects/requirements.html", context, status=status)


def _changed(project: Project, form: RequirementsForm) -> bool:
    values = dict(form.cleaned_data)
    values["languages"] = take_languages(values)
    try:
        change_requirements(project, values)
    except Refusal as refusal:
        form.add_error(None, f"{refusal}.")
        return False
    return True


add_project_place(ProjectPlace(Area.SETTINGS, "Requirements", "requirements", order=40))

urlpatterns = [path("projects/<slug:slug>/settings/requirements/", requirements, name="requirements")]
