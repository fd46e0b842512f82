"""Projects that take applications, with what stands against the reader, and what became of their applications."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.applications import services
from assay_web.applications.policies import may_apply
from assay_web.applications.selectors import again_on, my_applications, open_application
from assay_web.assessments.selectors.standing import standing
from assay_web.kit.markdown import render_markdown
from assay_web.kit.places import Place, add_place
from assay_web.kit.refusals import Refusal
from assay_web.projects.matching import asked_in_words
from assay_web.projects.selectors.fitting import opening_for, openings_for, profile_of


class ApplyForm(forms.Form):
    """A word to the lead, or taking the application back."""

    note = forms.CharField(
        label="A word to the lead", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    what = forms.ChoiceField(choices=[("apply", ""), ("withdraw", "")], widget=forms.HiddenInput, initial="apply")


@require_safe
@signed_in
def openings(request: SignedInRequest) -> HttpResponse:
    """Open to everybody with an account."""
    found = openings_for(request.user)
    context = {
        "profile": profile_of(request.user),
        "fitting": [one for one in found if not one.reasons],
        "others": [one for one in found if one.reasons],
        "applications": my_applications(request.user),
    }
    return render(request, "applications/openings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def opening(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to everybody with an account, as long as the project takes applications."""
    found = opening_for(request.user, slug)
    form = ApplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["what"] == "withdraw":
            services.withdraw(request.user, slug)
            messages.success(request, "Your application is withdrawn.")
            return redirect("opening", slug)
        try:
            services.apply(request.user, slug, form.cleaned_data["note"])
        except Refusal as refusal:
            messages.warning(request, f"{refusal}.")
            return redirect("opening", slug)
        return redirect("openings")
    context = {
        "opening": found,
        "asked": asked_in_words(found.asked),
        "about": render_markdown(found.project.requirements.about),
        "profile": profile_of(request.user),
        "application": open_application(request.user, found.project),
        "member": found.project.memberships.filter(user=request.user).exists(),
        "assessed": standing(request.user, found.project).offered,
        "again_on": again_on(request.user, found.project),
        "form": form,
    }
    return render(request, "applications/opening.html", context)


add_place(Place("Openings", "openings", order=60, allowed=may_apply))
urlpatterns = [path("openings/", openings, name="openings"), path("openings/<slug:slug>/", opening, name="opening")]
