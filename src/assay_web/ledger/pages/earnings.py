"""A reviewer's earnings: every review with its money, by week and month, and what some hours a week may bring."""

from __future__ import annotations

from typing import Literal

from django import forms
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.kit.csv_files import csv_response
from assay_web.kit.places import Place, add_place
from assay_web.ledger import selectors, services
from assay_web.ledger.policies import has_earnings


class EarningsFilter(forms.Form):
    """What the address may ask for; what cannot be read is ignored."""

    by = forms.ChoiceField(required=False, choices=[("month", "By month"), ("week", "By week")])
    hours = forms.IntegerField(required=False, min_value=1, max_value=80)
    after = forms.UUIDField(required=False)


@require_safe
@signed_in
def earnings(request: SignedInRequest) -> HttpResponse:
    """Open to everyone with an account, about their own money only. The ledger is brought up to date first."""
    services.catch_up(reviewer=request.user)
    asked = EarningsFilter(request.GET)
    asked.is_valid()
    by: Literal["week", "month"] = "week" if asked.cleaned_data.get("by") == "week" else "month"
    hours = asked.cleaned_data.get("hours") or 10
    after = asked.cleaned_data.get("after")
    context = {
        "earnings": selectors.earnings(request.user, by=by, after=after),
        "estimates": selectors.estimates(request.user, hours),
        "by": by,
        "hours": hours,
        "after": after,
        "query": f"by={by}&hours={hours}",
    }
    return render(request, "ledger/earnings.html", context)


@require_safe
@signed_in
def earnings_statement(request: SignedInRequest) -> HttpResponseBase:
    """The same reviews as a file."""
    services.catch_up(reviewer=request.user)
    return csv_response("assay-earnings.csv", selectors.Line._fields, selectors.statement(request.user))


add_place(Place("Earnings", "earnings", order=15, allowed=has_earnings))
urlpatterns = [
    path("earnings/", earnings, name="earnings"),
    path("earnings/statement.csv", earnings_statement, name="earnings_statement"),
]
