"""Making an account on one's own, where the operator allows it. The answer is the same whether or not the address has
an account already: with mail, a message goes to the address; without, the way on is to sign in.
"""

from __future__ import annotations

from allauth.account import app_settings
from allauth.account.forms import SignupForm
from django import forms
from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from assay_web.accounts.models import User


class SignUpForm(SignupForm):  # type: ignore[misc]  # allauth ships no types
    """An address, a name and a password."""

    name = forms.CharField(label="Your name", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    field_order = ("name", "email", "password1")

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)
        self.fields["password1"].help_text = "At least 12 characters."

    def validate_unique_email(self, value: str) -> str:
        """Never say whether the address has an account."""
        if verified_by_mail():
            return str(super().validate_unique_email(value))
        self.account_already_exists = User.objects.filter(email=value).exists()
        return value

    def signup(self, request: HttpRequest, user: User) -> None:  # noqa: ARG002 - allauth's signature
        """Store the name with the account."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """The account if the address had none, and the answer where it is not allauth's."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])  # takes as long as making an account does
        if verified_by_mail():
            user, response = super().try_save(request)
            return user, response
        user = None if self.account_already_exists else self.save(request)
        messages.success(request, "If the address is new here, your account is ready: sign in with your password.")
        return user, redirect("account_login")


def verified_by_mail() -> bool:
    """Whether an address is verified before its account is used: this instance sends mail."""
    return bool(app_settings.EMAIL_VERIFICATION == "mandatory")
