"""The rubric editor: criteria with anchored scales and weights; every change is a new version."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError

from assay import load_rubric
from assay.domain.rubric import Anchor, Criterion, Rubric
from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.kit.refusals import Refusal
from assay_web.kit.seen import CHANGED_MEANWHILE, changed_meanwhile, seen
from assay_web.projects.models import Project
from assay_web.projects.places import Area, ProjectPlace, add_project_place
from assay_web.projects.rules import parse_anchors, written_anchors
from assay_web.projects.selectors import get_project
from assay_web.projects.services import change_rubric

MOST_CRITERIA = 20


class RubricForm(forms.Form):
    """What it is called."""

    title = forms.CharField(label="Title of the rubric", max_length=200)


class CriterionForm(forms.Form):
    """One criterion; a row without a title is none."""

    id = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    title = forms.CharField(label="Criterion", required=False, max_length=200)
    question = forms.CharField(label="Question", required=False, max_length=2000)
    scale = forms.IntegerField(label="Scale from 1 to", min_value=2, max_value=10, initial=5)
    weight = forms.FloatField(label="Weight", min_value=0.01, max_value=100, initial=1)
    anchors = forms.CharField(
        label="Anchors",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="One a line: a score, a colon, what it looks like.",
    )

    def clean_anchors(self) -> tuple[tuple[int, str], ...]:
        """Scores with their meanings."""
        try:
            return parse_anchors(self.cleaned_data["anchors"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """With the criterion made of it, or None for an empty row."""
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return asked
        return asked | {"criterion": self._criterion(asked) if asked.get("title") else None}

    def _criterion(self, asked: dict[str, Any]) -> Criterion | None:
        try:
            return Criterion(
                id=asked["id"] or slugify(asked["title"])[:80].strip("-"),
                title=asked["title"],
                question=asked["question"],
                scale=asked["scale"],
                weight=asked["weight"],
                anchors=tuple(Anchor(score=score, text=text) for score, text in asked["anchors"]),
            )
        except ValidationError as error:
            self.add_error(None, _told(error))
            return None


CriterionFormSet = forms.formset_factory(CriterionForm, extra=2, max_num=MOST_CRITERIA, absolute_max=MOST_CRITERIA)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def rubric(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's leads and to operators."""
    project = get_project(request.user, slug)
    current = Rubric.model_validate_json(project.rubric) if project.rubric else load_rubric("default")
    form = RubricForm(request.POST or None, initial={"title": current.title})
    rows = CriterionFormSet(request.POST or None, initial=[_row(one) for one in current.criteria], prefix="criteria")
    stands, status = seen(project.rubric), 200
    if request.method == "POST":
        status = 422
        if changed_meanwhile(request, stands):
            form.add_error(None, CHANGED_MEANWHILE)
        if form.is_valid() and rows.is_valid() and (stored := _changed(project, form, rows.cleaned_data)):
            messages.success(request, f"Stored; this is version {stored.version}.")
            return redirect("rubric", slug)
    context = {
        "project": project,
        "form": form,
        "rows": rows,
        "seen": stands,
        "rubric": current,
        "own": bool(project.rubric),
    }
    return render(request, "projects/rubric.html", context, status=status)


def _changed(project: Project, form: RubricForm, rows: list[dict[str, Any]]) -> Rubric | None:
    try:
        return change_rubric(
            project, form.cleaned_data["title"], [row["criterion"] for row in rows if row.get("criterion")]
        )
    except ValidationError as error:
        form.add_error(None, _told(error))
    except Refusal as refusal:
        form.add_error(None, f"{refusal}.")
    return None


def _told(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    return (
        f"{'.'.join(str(part) for part in first['loc']) or 'the rubric'}: {first['msg'].removeprefix('Value error, ')}"
    )


def _row(one: Criterion) -> dict[str, object]:
    return {
        "id": one.id,
        "title": one.title,
        "question": one.question,
        "scale": one.scale,
        "weight": one.weight,
        "anchors": written_anchors((anchor.score, anchor.text) for anchor in one.anchors),
    }


add_project_place(ProjectPlace(Area.SETTINGS, "Rubric", "rubric", order=50))

urlpatterns = [path("projects/<slug:slug>/settings/rubric/", rubric, name="rubric")]
