"""Planted tasks of a project: how many, what they showed, whom a lead should look at."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from assay.domain.plant import Plant
from assay.errors import InputError
from assay.workflows.receive_plants import MOST_BYTES, receive_plants
from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.gold import selectors
from assay_web.gold.models import Consequence
from assay_web.gold.services import add_plants, change_policy, close_flag, settle_doubt
from assay_web.kit.refusals import Conflict, Refusal
from assay_web.projects.models import Project, ProjectState
from assay_web.projects.places import Area, ProjectPlace, add_project_place
from assay_web.projects.selectors import get_project

MOST_COUNTED: Final = 1000


class PolicyForm(forms.Form):
    """How much, and what follows."""

    percent = forms.IntegerField(label="Planted tasks, per cent of work", min_value=0, max_value=50)
    consequence = forms.ChoiceField(label="When somebody has become worse", choices=Consequence.choices)


class PlantsForm(forms.Form):
    """A file of plants, and what their tasks say."""

    title = forms.CharField(label="Title of the tasks", max_length=300)
    prompt = forms.CharField(
        label="Prompt",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Markdown; what the code was asked to do.",
    )
    file = forms.FileField(label="Plants", help_text="JSON Lines as 'assay plant --format json' writes them; .gz too.")

    def clean_file(self) -> list[Plant]:
        """The plants; lines that are none are named."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        try:
            return receive_plants(file.read(MOST_BYTES + 1))
        except InputError as error:
            raise forms.ValidationError(f"{error}.") from error


class LookForm(forms.Form):
    """What a lead found."""

    reason = forms.CharField(
        label="What you found",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Under “no new tasks for now” the reviewer reads it; name no task in it.",
        error_messages={"required": "Say what you found."},
    )
    what = forms.ChoiceField(choices=[("go_on", ""), ("pause", "")])


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def gold(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's leads and to operators."""
    project = get_project(request.user, slug)
    asked = request.POST.get("what")
    initial = {"percent": project.gold_percent, "consequence": selectors.consequence_of(project)}
    policy = PolicyForm(request.POST if asked == "policy" else None, initial=initial)
    plants = PlantsForm(request.POST if asked == "plants" else None, request.FILES if asked == "plants" else None)
    status = 200
    if request.method == "POST":
        status = 422
        changed = _policy(request, project, policy) if asked == "policy" else _plants(request, project, plants)
        if changed:
            return redirect("gold", slug)
    waiting = list(selectors.doubts(request.user, project).values_list("public_id", flat=True)[:MOST_COUNTED])
    context = {
        "project": project,
        "in_doubt": f"{len(waiting)}{'' if len(waiting) < MOST_COUNTED else ' or more'}" if waiting else "",
        "first_doubt": waiting[0] if waiting else None,
        "policy": policy,
        "plants": plants,
        "stock": selectors.stock(project),
        "people": selectors.people(project),
        "skills": selectors.skills(project),
        "flags": selectors.flags(request.user, project)[:100],
        "closed": project.state == ProjectState.CLOSED,
    }
    return render(request, "gold/gold.html", context, status=status)


def _policy(request: SignedInRequest, project: Project, form: PolicyForm) -> bool:
    if not form.is_valid():
        return False
    try:
        change_policy(project, **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, f"{refusal}.")
        return False
    messages.success(request, "Stored.")
    return True


def _plants(request: SignedInRequest, project: Project, form: PlantsForm) -> bool:
    if not form.is_valid():
        return False
    asked = form.cleaned_data
    try:
        count = add_plants(request.user, project, asked["file"], title=asked["title"], prompt=asked["prompt"])
    except Refusal as refusal:
        form.add_error(None, f"{refusal}.")
        return False
    told = f"{count} plant{'' if count == 1 else 's'} will come in among the tasks of the next imports."
    messages.success(request, told if count else "All of these plants are here already.")
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def flag(request: SignedInRequest, slug: str, flag_id: UUID) -> HttpResponse:
    """Open to the project's leads and to operators, but for whom it is on."""
    project = get_project(request.user, slug)
    found = selectors.get_flag(request.user, project, flag_id)
    form = LookForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and _closed(request, project, flag_id, form):
            return redirect("gold", slug)
    steps = [(planted, caught, total) for (planted, caught), total in zip(found.evidence, found.sums, strict=True)]
    return render(
        request, "gold/flag.html", {"project": project, "flag": found, "steps": steps, "form": form}, status=status
    )


def _closed(request: SignedInRequest, project: Project, flag_id: UUID, form: LookForm) -> bool:
    asked = form.cleaned_data
    try:
        close_flag(request.user, project, flag_id, reason=asked["reason"], keep_paused=asked["what"] == "pause")
    except Conflict as conflict:
        messages.warning(request, f"{conflict}.")
        return True
    except Refusal as refusal:
        form.add_error("reason", f"{refusal}.")
        return False
    messages.success(request, "Noted.")
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def doubt(request: SignedInRequest, slug: str, doubt_id: UUID) -> HttpResponse:
    """Open to the project's leads and to operators, but for whose claim it is."""
    project = get_project(request.user, slug)
    shown = selectors.doubt_shown(request.user, project, doubt_id)
    if request.method != "POST":
        return render(request, "gold/doubt.html", {"project": project, "doubt": shown})
    value, note = str(request.POST.get("value", "")), str(request.POST.get("note", ""))
    try:
        settle_doubt(request.user, project, doubt_id, value, note)
    except Refusal as refusal:
        messages.warning(request, f"{refusal}.")
        return redirect("gold_doubt", slug, doubt_id)
    messages.success(request, "Stored.")
    following = selectors.doubts(request.user, project).first()
    return redirect("gold", slug) if following is None else redirect("gold_doubt", slug, following.public_id)


add_project_place(ProjectPlace(Area.QUALITY, "Gold", "gold", order=40))
urlpatterns = [
    path("projects/<slug:slug>/gold/", gold, name="gold"),
    path("projects/<slug:slug>/gold/doubts/<uuid:doubt_id>/", doubt, name="gold_doubt"),
    path("projects/<slug:slug>/gold/<uuid:flag_id>/", flag, name="gold_flag"),
]
