"""A person's API tokens: made here, shown once, revoked here."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST

from assay_web.accounts import selectors, services
from assay_web.accounts.models import Scope
from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.kit.refusals import Refusal

LASTING = [("7", "A week"), ("30", "30 days"), ("90", "90 days"), ("365", "A year")]


class TokenForm(forms.Form):
    """What it is for, what it may do, how long."""

    name = forms.CharField(label="What it is for", max_length=100, help_text="Such as: nightly export.")
    key = forms.UUIDField(required=False)
    """Of the page that it is sent from: sent again, as by a reload, it makes no second token."""
    days = forms.ChoiceField(label="Works for", choices=LASTING, initial="90")
    scopes = forms.MultipleChoiceField(
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one thing that the token may do."},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def tokens(request: SignedInRequest) -> HttpResponse:
    """Open to everyone with an account, about their own tokens."""
    form = TokenForm(request.POST or None, initial={"scopes": [Scope.READ.value]})
    secret, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            asked = form.cleaned_data
            try:
                _, secret = services.make_token(
                    request.user, asked["name"], asked["scopes"], timedelta(days=int(asked["days"])), key=asked["key"]
                )
            except Refusal as refusal:
                form.add_error(None, f"{refusal}.")
            else:
                form, status = TokenForm(initial={"scopes": [Scope.READ.value]}), 200
    context = {"form": form, "key": uuid4(), "secret": secret, "tokens": selectors.tokens(request.user)}
    return render(request, "accounts/tokens.html", context, status=status)


@require_POST
@signed_in
def revoke_token(request: SignedInRequest, token_id: UUID) -> HttpResponse:
    """Make a token useless."""
    services.revoke_token(request.user, token_id)
    messages.success(request, "The token is revoked: whatever used it is now answered with 401.")
    return redirect("tokens")


urlpatterns = [
    path("tokens/", tokens, name="tokens"),
    path("tokens/<uuid:token_id>/revoke/", revoke_token, name="revoke_token"),
]
