"""One submitted review for the lead: what was said, beside the code it is about, and the decision."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.kit.money import Money
from assay_web.kit.refusals import Refusal
from assay_web.projects.models import Project
from assay_web.projects.policies import may_change
from assay_web.projects.selectors import get_project, get_readable_project
from assay_web.review import selectors, services
from assay_web.review.models import Review
from assay_web.review.pages.passes import compare_passes
from assay_web.review.pages.report import report
from assay_web.tasks.rubrics import rubric_of


class DecisionForm(forms.Form):
    """Accept, or return with a reason that the reviewer reads."""

    reason = forms.CharField(
        required=False,
        max_length=10_000,
        label="Reason",
        help_text="Needed to return a review: say what to change. When accepting, a word of thanks is welcome.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    decision = forms.ChoiceField(choices=[("accept", "Accept"), ("return", "Return")], widget=forms.HiddenInput)

    def clean(self) -> dict[str, str]:
        """A review is never returned without a reason."""
        given: dict[str, str] = super().clean() or {}
        if given.get("decision") == "return" and not given.get("reason", "").strip():
            raise ValidationError({"reason": "Write the reason, so that the reviewer knows what to change."})
        return given


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def submitted_review(request: SignedInRequest, slug: str, review_id: UUID) -> HttpResponse:
    """Open to the project's leads, clients and operators; the decision to leads and operators."""
    if request.method != "POST":
        project = get_readable_project(request.user, slug)
        return _page(request, project, selectors.get_review(request.user, project, review_id), DecisionForm())
    project = get_project(request.user, slug)
    review = selectors.get_review(request.user, project, review_id)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, project, review, form, status=422)
    return _decide(request, project, review, form.cleaned_data["decision"], form.cleaned_data["reason"])


def _decide(
    request: SignedInRequest, project: Project, review: Review, decision: Literal["accept", "return"], reason: str
) -> HttpResponse:
    try:
        if decision == "accept":
            services.accept_review(request.user, project, review.public_id, reason)
            messages.success(request, "Accepted. The review counts in the project's progress and exports.")
        else:
            services.return_review(request.user, project, review.public_id, reason)
            messages.success(request, "Returned. The reviewer sees your reason at the top of their queue.")
    except Refusal as refusal:
        messages.warning(request, f"{refusal}.")
    return redirect("submitted_review", project.slug, review.public_id)


def _page(
    request: SignedInRequest, project: Project, review: Review, form: DecisionForm, *, status: int = 200
) -> HttpResponse:
    task = review.assignment.task
    record = selectors.review_record(task, review)
    decision = getattr(review, "decision", None)
    context = {
        "project": project,
        "review": review,
        "code": task.code,
        "revisions": selectors.revisions(review),
        "price": Money(review.assignment.price_minor, review.assignment.currency),
        "state": str(decision) if decision else "submitted",
        "decision": decision,
        "decision_form": form if decision is None and may_change(request.user, project) else None,
        "task": task,
        "record": record,
        "report": report(selectors.task_record(task), record, rubric_of(task)),
        "passes": compare_passes(review.first_pass, review.body) if review.first_pass is not None else None,
    }
    return render(request, "review/submitted_review.html", context, status=status)


urlpatterns = [
    path("projects/<slug:slug>/reviews/<uuid:review_id>/", submitted_review, name="submitted_review"),
]
