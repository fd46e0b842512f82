"""What a person tells of themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from assay_web.accounts.language_years import add_language_fields, language_fields, take_languages
from assay_web.accounts.models import Profile
from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.accounts.rules import CONTINUOUS_INTEGRATION, FRAMEWORKS, time_zones
from assay_web.applications.services import tell_of_oneself
from assay_web.projects.selectors.fitting import profile_of


class ProfileForm(forms.Form):
    """All of it; languages are added as fields of their own."""

    review_years = forms.IntegerField(label="Years of reviewing code", min_value=0, max_value=60)
    hours_per_week = forms.IntegerField(label="Hours a week", min_value=1, max_value=80)
    time_zone = forms.ChoiceField(label="Time zone", choices=[(name, name) for name in time_zones()])
    docker = forms.BooleanField(label="I work with Docker", required=False)
    frameworks = forms.MultipleChoiceField(
        label="Testing frameworks",
        required=False,
        choices=[(name, name) for name in FRAMEWORKS],
        widget=forms.CheckboxSelectMultiple,
    )
    continuous_integration = forms.MultipleChoiceField(
        label="Continuous integration",
        required=False,
        choices=[(name, name) for name in CONTINUOUS_INTEGRATION],
        widget=forms.CheckboxSelectMultiple,
    )
    english_sample = forms.CharField(
        label="A sample of your written English",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8, "lang": "en", "spellcheck": "true"}),
        help_text="Explain a defect that you once found: what went wrong, whom it hurt, how you proved it.",
    )

    def __init__(self, data: object, stored: Profile | None) -> None:
        initial = {name: getattr(stored, name) for name in self.base_fields} if stored else {"time_zone": "UTC"}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # a QueryDict
        add_language_fields(self, stored.languages if stored else {})

    def languages(self) -> list[forms.BoundField]:
        """A field for each language."""
        return list(language_fields(self))

    def clean(self) -> dict[str, Any]:
        """With the languages as one value."""
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        languages = take_languages(asked)
        if not languages and not self.errors:
            raise forms.ValidationError("Give your years for one language at least.")
        return asked | {"languages": languages}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def profile(request: SignedInRequest) -> HttpResponse:
    """Open to everybody with an account: their own."""
    stored = profile_of(request.user)
    form = ProfileForm(request.POST or None, stored)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            tell_of_oneself(request.user, form.cleaned_data)
            messages.success(request, "Your profile is stored. These are the projects that it fits.")
            return redirect("openings")
        status = 422
    return render(request, "applications/profile.html", {"form": form, "stored": stored}, status=status)


urlpatterns = [path("profile/", profile, name="profile")]
