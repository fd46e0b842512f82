"""The terms of an assessment and its written questions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.assessments import services
from assay_web.assessments.models import Assessment
from assay_web.assessments.pages.project_assessments import TermsForm, initial_of
from assay_web.assessments.selectors.lead import get_assessment
from assay_web.kit.refusals import Refusal

MOST_QUESTIONS = 10


class QuestionForm(forms.Form):
    """One question; a row without a text is none."""

    text = forms.CharField(label="Question", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))
    guide = forms.CharField(
        label="What a good answer says",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Only those who judge the answers read it.",
    )


QuestionFormSet = forms.formset_factory(QuestionForm, extra=1, max_num=MOST_QUESTIONS, absolute_max=MOST_QUESTIONS)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def terms(request: SignedInRequest, slug: str, assessment_id: UUID) -> HttpResponse:
    """Open to the project's leads and to operators."""
    found = get_assessment(request.user, slug, assessment_id)
    form = TermsForm(request.POST or None, initial=initial_of(found))
    now = [{"text": one.text, "guide": one.guide} for one in found.questions.all()]
    rows = QuestionFormSet(request.POST or None, initial=now, prefix="questions")
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and rows.is_valid() and _stored(found, form, rows.cleaned_data):
            messages.success(request, "The terms are stored.")
            return redirect("assessment", slug, assessment_id)
    context = {"assessment": found, "project": found.project, "form": form, "rows": rows}
    return render(request, "assessments/terms.html", context, status=status)


def _stored(found: Assessment, form: TermsForm, rows: list[dict[str, Any]]) -> bool:
    questions = [(row["text"].strip(), row["guide"].strip()) for row in rows if row.get("text", "").strip()]
    try:
        with transaction.atomic():
            services.change_terms(found, form.terms())
            services.set_questions(found, questions)
    except Refusal as refusal:
        form.add_error(None, f"{refusal}.")
        return False
    return True


urlpatterns = [path("projects/<slug:slug>/assessments/<uuid:assessment_id>/terms/", terms, name="assessment_terms")]
