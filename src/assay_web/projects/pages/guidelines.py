"""A project's guidelines: the lead writes them, reviewers read and confirm them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.kit.markdown import render_markdown
from assay_web.kit.refusals import Refusal
from assay_web.kit.seen import CHANGED_MEANWHILE, changed_meanwhile, seen
from assay_web.projects.models import Project, QuizQuestion
from assay_web.projects.places import Area, ProjectPlace, add_project_place
from assay_web.projects.selectors import get_guidelines, get_project
from assay_web.projects.selectors.versions import changes_since, guideline_versions, last_confirmed
from assay_web.projects.services import WrongAnswers, acknowledge, change_guidelines


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
    """Which version was on the page, and the answers to the quiz: one field for each question."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: object, project: Project, questions: Sequence[QuizQuestion]) -> None:
        super().__init__(data, initial={"version": project.guidelines_version})  # type: ignore[arg-type]  # a QueryDict
        self.questions = questions
        for one in questions:
            self.fields[f"question_{one.pk}"] = forms.TypedChoiceField(
                label=one.question,
                coerce=int,
                choices=list(enumerate(one.options)),
                widget=forms.RadioSelect,
                error_messages={"required": "Choose one."},
            )

    def quiz(self) -> list[forms.BoundField]:
        """A field for each question."""
        return [self[f"question_{one.pk}"] for one in self.questions]

    def answers(self) -> dict[int, int]:
        """Id of the question to the option chosen."""
        return {one.pk: self.cleaned_data[f"question_{one.pk}"] for one in self.questions}

    def tell(self, wrong: Mapping[int, str]) -> None:
        """Put the reasons to the questions that were answered wrongly."""
        for key, reason in wrong.items():
            self.add_error(f"question_{key}", f"Not quite. {reason}")


class SinceForm(forms.Form):
    """From which version on changes are shown."""

    since = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit_guidelines(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's leads and to operators."""
    project = get_project(request.user, slug)
    initial = {"guidelines": project.guidelines, "must_acknowledge": project.must_acknowledge}
    form = GuidelinesForm(request.POST or None, initial=initial)
    stands, status = seen(initial, project.guidelines_version), 200
    if request.method == "POST":
        status = 422
        if changed_meanwhile(request, stands):
            form.add_error(None, CHANGED_MEANWHILE)
        if form.is_valid():
            text = form.cleaned_data["guidelines"].replace("\r\n", "\n")
            try:
                version = change_guidelines(project, text, must_acknowledge=form.cleaned_data["must_acknowledge"])
            except Refusal as refusal:
                form.add_error(None, f"{refusal}.")
            else:
                messages.success(request, f"Stored; this is version {version}.")
                return redirect("edit_guidelines", slug)
    since = _since(request)
    context = {
        "project": project,
        "form": form,
        "seen": stands,
        "html": render_markdown(project.guidelines),
        "versions": [one for one in guideline_versions(project) if one < project.guidelines_version],
        "since": since,
        "diff": changes_since(project, since),
    }
    return render(request, "projects/edit_guidelines.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def guidelines(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's reviewers."""
    project, confirmed = get_guidelines(request.user, slug)
    form = AcknowledgeForm(request.POST or None, project, list(project.quiz.all()))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and (answer := _confirmed(request, project, form)):
            return answer
    asked = _since(request)
    since = last_confirmed(request.user, project) if asked is None else asked
    context = {
        "project": project,
        "form": form,
        "confirmed": confirmed,
        "html": render_markdown(project.guidelines),
        "since": since,
        "diff": changes_since(project, since),
    }
    return render(request, "projects/guidelines.html", context, status=status)


def _confirmed(request: SignedInRequest, project: Project, form: AcknowledgeForm) -> HttpResponse | None:
    try:
        acknowledge(request.user, project, form.cleaned_data["version"], form.answers())
    except WrongAnswers as wrong:
        form.tell(wrong.wrong)
        return None
    except Refusal as refusal:
        messages.warning(request, f"{refusal}.")
        return redirect("guidelines", project.slug)
    messages.success(request, f"You have confirmed version {project.guidelines_version}.")
    return redirect("queue")


def _since(request: SignedInRequest) -> int | None:
    asked = SinceForm(request.GET)
    asked.is_valid()
    return asked.cleaned_data.get("since")


add_project_place(ProjectPlace(Area.SETTINGS, "Guidelines", "edit_guidelines", order=20))

urlpatterns = [
    path("projects/<slug:slug>/settings/guidelines/", edit_guidelines, name="edit_guidelines"),
    path("guidelines/<slug:slug>/", guidelines, name="guidelines"),
]
