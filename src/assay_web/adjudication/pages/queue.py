"""Tasks that wait for an adjudicator."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.adjudication.policies import is_adjudicator
from assay_web.adjudication.selectors import tasks_in_conflict
from assay_web.kit.places import Place, add_place


class Cursor(forms.Form):
    """Where the page begins; what cannot be read means the beginning."""

    after = forms.IntegerField(required=False, min_value=0, max_value=2**63 - 1)


@require_safe
@signed_in
def adjudication(request: SignedInRequest) -> HttpResponse:
    """Open to everyone with an account; whoever adjudicates nowhere finds it empty."""
    cursor = Cursor(request.GET)
    cursor.is_valid()
    after = cursor.cleaned_data.get("after") or 0
    context = {
        "page": tasks_in_conflict(request.user, after),
        "after": after,
        "adjudicates": is_adjudicator(request.user),
    }
    return render(request, "adjudication/queue.html", context)


add_place(Place("Adjudication", "adjudication", order=30, allowed=is_adjudicator))
urlpatterns = [path("adjudication/", adjudication, name="adjudication")]
