"""Payouts for the operator: what is payable, the batches so far, and whether the books agree."""

from __future__ import annotations

import uuid

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.kit.cursors import cursor_of
from assay_web.kit.places import Place, add_place
from assay_web.kit.refusals import Refusal
from assay_web.kit.visibility import NotVisible
from assay_web.ledger import selectors, services
from assay_web.projects.policies import is_operator


class PayoutForm(forms.Form):
    """Which currency. The key comes with the page: sending the form twice makes one batch."""

    currency = forms.RegexField(r"^[A-Z]{3}$", widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def payouts(request: SignedInRequest) -> HttpResponse:
    """Open to operators."""
    if not is_operator(request.user):
        raise NotVisible("payouts are the operator's")
    if request.method == "POST" and "audit" in request.POST:
        services.audit()
        messages.success(request, "Every entry was added up again; the result stands below.")
        return redirect("payouts")
    form = PayoutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            batch = services.prepare_payout(request.user, form.cleaned_data["currency"], str(form.cleaned_data["key"]))
        except Refusal as refusal:
            messages.warning(request, f"{refusal}.")
            return redirect("payouts")
        return redirect("payout", batch.public_id)
    services.catch_up()
    after = cursor_of(request.GET)
    context = {
        "payable": [(one, uuid.uuid4()) for one in selectors.payable_now()],
        "batches": selectors.batches(request.user, after),
        "after": after,
        "books": selectors.books(),
    }
    return render(request, "ledger/payouts.html", context)


add_place(Place("Payouts", "payouts", order=60, allowed=is_operator))
urlpatterns = [path("payouts/", payouts, name="payouts")]
