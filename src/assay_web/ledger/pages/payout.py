"""One payout: its lines, the file for the bank, and what the bank said of each payment."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.kit.csv_files import csv_response
from assay_web.kit.cursors import cursor_of
from assay_web.kit.refusals import Refusal
from assay_web.ledger import selectors, services


class SettleForm(forms.Form):
    """What happened: the file went to the bank, one payment was made or failed, or all that wait were made."""

    what = forms.ChoiceField(choices=[(one, one) for one in ("sent", "paid", "failed", "all_paid")])
    line = forms.IntegerField(required=False, min_value=1)
    note = forms.CharField(required=False, max_length=300)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def payout(request: SignedInRequest, batch_id: UUID) -> HttpResponse:
    """Open to operators."""
    after = cursor_of(request.GET)
    page = selectors.batch_page(request.user, batch_id, after)
    form = SettleForm(request.POST or None)
    if request.method != "POST":
        return render(request, "ledger/payout.html", {"page": page, "after": after})
    if not form.is_valid():
        messages.warning(request, "That could not be read; use the buttons of this page.")
        return redirect("payout", batch_id)
    try:
        messages.success(request, _settle(request, batch_id, **form.cleaned_data))
    except Refusal as refusal:
        messages.warning(request, f"{refusal}.")
    return redirect("payout", batch_id)


def _settle(request: SignedInRequest, batch_id: UUID, *, what: str, line: int | None, note: str) -> str:
    if what == "sent":
        batch = services.mark_sent(request.user, batch_id)
        return f"{batch.code} is marked as sent. Note here what the bank says of each payment."
    if what == "all_paid":
        count = services.settle_rest_as_paid(request.user, batch_id, note)
        return f"{count} payment{'' if count == 1 else 's'} noted as made."
    settled = services.settle_line(request.user, batch_id, line or 0, "paid" if what == "paid" else "failed", note)
    if what == "failed":
        return f"The payment to {settled.reviewer.get_full_name()} failed; the amount is payable again."
    return f"The payment to {settled.reviewer.get_full_name()} is noted as made."


@require_safe
@signed_in
def payout_file(request: SignedInRequest, batch_id: UUID) -> HttpResponseBase:
    """The lines as a file for the bank; the same however often it is taken."""
    batch, lines = selectors.batch_lines(request.user, batch_id)
    header = ["payout", "line", "pseudonym", "name", "email", "currency", "amount", "state", "note"]
    rows = (
        [
            batch.code,
            line.pk,
            line.reviewer.pseudonym,
            line.reviewer.name,
            line.reviewer.email,
            batch.currency,
            amount,
            line.state,
            line.note,
        ]
        for line, amount in lines
    )
    return csv_response(f"{batch.code}.csv", header, rows)


urlpatterns = [
    path("payouts/<uuid:batch_id>/", payout, name="payout"),
    path("payouts/<uuid:batch_id>/file.csv", payout_file, name="payout_file"),
]
