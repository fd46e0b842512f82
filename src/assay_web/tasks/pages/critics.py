"""Critics in a project: whether they are asked, what became of it, and what it cost."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.projects.models import Project, ProjectState
from assay_web.projects.places import Area, ProjectPlace, add_project_place
from assay_web.projects.selectors import get_project
from assay_web.tasks.asking import ask_what_is_open, decide_use, known_critics, use_of
from assay_web.tasks.critic_figures import costs_of, latest_problems
from assay_web.tasks.models import CriticUse


class CriticsForm(forms.Form):
    """What is to become of critics."""

    use = forms.ChoiceField(label="Critics are", choices=CriticUse.choices)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def critics(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's leads and to operators."""
    project = get_project(request.user, slug)
    deciding = request.method == "POST" and request.POST.get("what") != "again"
    form = CriticsForm(request.POST if deciding else None, initial={"use": use_of(project)})
    status = 200
    if request.method == "POST":
        if project.state == ProjectState.CLOSED:
            messages.warning(request, "The project is closed: nobody is asked any more.")
            return redirect("critics", slug)
        if request.POST.get("what") == "again":
            _tell(request, ask_what_is_open(project), "Nothing is open.")
            return redirect("critics", slug)
        if form.is_valid():
            asked = decide_use(project, CriticUse(form.cleaned_data["use"]))
            _tell(request, asked, "The decision is stored.")
            return redirect("critics", slug)
        status = 422
    return render(request, "tasks/critics.html", _context(project, form), status=status)


def _tell(request: SignedInRequest, asked: int, otherwise: str) -> None:
    told = f"{asked} question{'' if asked == 1 else 's'} to critics are queued." if asked else otherwise
    messages.success(request, told)


def _context(project: Project, form: CriticsForm) -> dict[str, object]:
    return {
        "project": project,
        "form": form,
        "known": known_critics(),
        "asks": use_of(project) is not CriticUse.OFF,
        "costs": costs_of(project),
        "problems": latest_problems(project),
        "closed": project.state == ProjectState.CLOSED,
    }


add_project_place(ProjectPlace(Area.EVIDENCE, "Critics", "critics", order=30))
urlpatterns = [path("projects/<slug:slug>/critics/", critics, name="critics")]
