"""Evidence over all that a project has: begun here, followed, stopped, and resumed."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from assay.domain.task import Language
from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.kit.labels import label
from assay_web.kit.refusals import Refusal
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Project
from assay_web.projects.places import Area, ProjectPlace, add_project_place
from assay_web.projects.selectors import get_project
from assay_web.tasks import collecting
from assay_web.tasks.models import CollectionWhich


class StartForm(forms.Form):
    """Which candidates."""

    which = forms.ChoiceField(label="Candidates", choices=CollectionWhich.choices)
    language = forms.ChoiceField(
        required=False, choices=[("", "All languages"), *((one.value, label(one.value)) for one in Language)]
    )


class ActForm(forms.Form):
    """What is to become of one that was begun."""

    what = forms.ChoiceField(choices=[("stop", "stop"), ("resume", "resume")])
    collection = forms.UUIDField()


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def collect(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's leads and to operators. Asked by the page itself, only the list comes back."""
    project = get_project(request.user, slug)
    if request.method == "POST":
        try:
            messages.success(request, _act(request, project))
        except Refusal as refusal:
            messages.warning(request, f"{refusal}.")
        return redirect("collect", slug)
    rows, _ = collecting.standings_in(request.user, project)
    context = {"project": project, "rows": rows, "alive": any(row.alive for row in rows), "form": StartForm()}
    inner = request.headers.get("HX-Request") == "true"
    return render(request, f"tasks/{'collections' if inner else 'collect'}.html", context)


def _act(request: SignedInRequest, project: Project) -> str:
    """Do what a form of the page asks for; what to say of it.

    Raises:
        Refusal: it cannot be done, or no form of the page asks for it.
    """
    begin, act = StartForm(request.POST), ActForm(request.POST)
    if act.is_valid():
        found = collecting.get_collection(request.user, act.cleaned_data["collection"])
        if found.project_id != project.pk:
            raise NotVisible("no such collection")
        if act.cleaned_data["what"] == "stop":
            collecting.stop(found)
            return "It is stopped: nothing more is begun for it."
        collecting.resume(found)
        return "It goes on where it was."
    if "what" in request.POST or not begin.is_valid():
        raise Refusal("That could not be read; use the buttons of this page")
    language = begin.cleaned_data["language"]
    which = CollectionWhich(begin.cleaned_data["which"])
    collecting.start(request.user, project, which, Language(language) if language else None)
    return "Evidence is being collected, below all other work."


add_project_place(ProjectPlace(Area.EVIDENCE, "Collecting", "collect", order=40))
urlpatterns = [path("projects/<slug:slug>/evidence/", collect, name="collect")]
