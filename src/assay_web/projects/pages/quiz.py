"""The short quiz on a project's guidelines: a lead writes questions, options and the reason for the right one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.kit.refusals import Refusal
from assay_web.projects.models import Project, QuizQuestion
from assay_web.projects.places import Area, ProjectPlace, add_project_place
from assay_web.projects.rules import MOST_QUESTIONS, Question, parse_options, written_options
from assay_web.projects.selectors import get_project
from assay_web.projects.services import change_quiz


class QuestionForm(forms.Form):
    """One question; a row without one is none."""

    question = forms.CharField(label="Question", required=False, max_length=500)
    options = forms.CharField(
        label="Options",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One a line; a * before the right one.",
    )
    reason = forms.CharField(
        label="Why",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Told after a wrong answer.",
    )

    def clean(self) -> dict[str, Any]:
        """With the question made of it, or None for an empty row."""
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors or not asked.get("question"):
            return asked | {"made": None}
        try:
            options, right = parse_options(asked["options"])
        except ValueError as error:
            self.add_error("options", str(error))
            return asked
        if not asked["reason"]:
            self.add_error("reason", "Say why: it is what a wrong answer is told.")
            return asked
        return asked | {"made": Question(asked["question"], options, right, asked["reason"])}


QuestionFormSet = forms.formset_factory(QuestionForm, extra=2, max_num=MOST_QUESTIONS, absolute_max=MOST_QUESTIONS)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def quiz(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's leads and to operators."""
    project = get_project(request.user, slug)
    rows = QuestionFormSet(request.POST or None, initial=[_row(one) for one in project.quiz.all()], prefix="questions")
    status = 200
    if request.method == "POST":
        status = 422
        if rows.is_valid() and _changed(request, project, rows.cleaned_data):
            return redirect("quiz", slug)
    return render(request, "projects/quiz.html", {"project": project, "rows": rows}, status=status)


def _changed(request: SignedInRequest, project: Project, rows: list[dict[str, Any]]) -> bool:
    try:
        change_quiz(project, [row["made"] for row in rows if row.get("made")])
    except Refusal as refusal:
        messages.warning(request, f"{refusal}.")
        return False
    messages.success(request, "The quiz is stored.")
    return True


def _row(one: QuizQuestion) -> dict[str, object]:
    return {"question": one.question, "options": written_options(one.options, one.right), "reason": one.reason}


add_project_place(ProjectPlace(Area.SETTINGS, "Quiz", "quiz", order=30))

urlpatterns = [path("projects/<slug:slug>/settings/quiz/", quiz, name="quiz")]
