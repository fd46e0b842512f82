"""The plants of a project, one by one: which task each became, what it showed; taken back, retired, brought back."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.gold import selectors
from assay_web.gold.services import bring_back_plant, retire_plant, withdraw_plant
from assay_web.kit.cursors import cursor_of
from assay_web.kit.refusals import Refusal
from assay_web.projects.models import Project
from assay_web.projects.selectors import get_project


class Step(forms.Form):
    """What is asked, and of which plant."""

    what = forms.ChoiceField(choices=[(one, one) for one in ("take-back", "retire", "bring-back")])
    plant = forms.CharField(max_length=64)
    because = forms.CharField(required=False, max_length=200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def plants(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's leads and to operators."""
    project = get_project(request.user, slug)
    if request.method == "POST":
        asked = Step(request.POST)
        if asked.is_valid():
            _take(request, project, **asked.cleaned_data)
        else:
            messages.warning(request, "Nothing was changed: that is no step of this page.")
        return redirect("gold_plants", slug)
    after = cursor_of(request.GET)
    rows, next_cursor = selectors.plants(project, after)
    context = {"project": project, "rows": rows, "after": after, "next_cursor": next_cursor}
    return render(request, "gold/plants.html", context)


def _take(request: SignedInRequest, project: Project, what: str, plant: str, because: str) -> None:
    try:
        match what:
            case "take-back":
                withdraw_plant(project, plant)
                told = "Taken back: it comes in with no import."
            case "retire":
                retire_plant(project, plant, because)
                told = "Retired: its task is given to nobody any more. Whoever has it in hand goes on."
            case _:
                bring_back_plant(project, plant)
                told = "Its task is given again."
    except Refusal as refusal:
        messages.warning(request, f"{refusal}.")
    else:
        messages.success(request, told)


urlpatterns = [path("projects/<slug:slug>/gold/plants/", plants, name="gold_plants")]
