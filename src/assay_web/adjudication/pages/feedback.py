"""What was decided on a reviewer's own work, and the way to dispute it."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.adjudication import services
from assay_web.adjudication.selectors import feedback as feedback_of
from assay_web.kit.places import Place, add_place
from assay_web.kit.refusals import Refusal
from assay_web.projects.policies import is_reviewer


class Cursor(forms.Form):
    """Where the page begins; what cannot be read means the beginning."""

    after = forms.UUIDField(required=False)


@require_safe
@signed_in
def feedback(request: SignedInRequest) -> HttpResponse:
    """Open to everyone with an account; it shows what concerns them."""
    cursor = Cursor(request.GET)
    cursor.is_valid()
    after = cursor.cleaned_data.get("after")
    return render(request, "adjudication/feedback.html", {"page": feedback_of(request.user, after), "after": after})


@require_POST
@signed_in
def appeal(request: SignedInRequest, conflict_id: UUID) -> HttpResponse:
    """Dispute a decision, once, with words that those who decide anew will read."""
    try:
        services.appeal(request.user, conflict_id, str(request.POST.get("text", ""))[:10_000])
    except Refusal as refusal:
        messages.warning(request, f"{refusal}.")
    else:
        messages.success(request, "Your appeal stands. Two adjudicators decide anew, and read what you wrote.")
    return redirect("feedback")


add_place(Place("Feedback", "feedback", order=20, allowed=is_reviewer))
urlpatterns = [
    path("feedback/", feedback, name="feedback"),
    path("feedback/<uuid:conflict_id>/appeal/", appeal, name="appeal"),
]
