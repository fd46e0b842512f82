"""An invitation: whoever holds the link joins a project, with the account of its address or a new one."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.auth import login, password_validation
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import path
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from assay.errors import InputError
from assay_web.accounts.models import User
from assay_web.kit.refusals import Refusal
from assay_web.projects.matching import asked_in_words
from assay_web.projects.models import Invitation, Role
from assay_web.projects.selectors import get_invitation
from assay_web.projects.selectors.fitting import asked_by, requirements_of
from assay_web.projects.services import join, join_as_new


class NewAccountForm(forms.Form):
    """A name and a password for the invited address."""

    name = forms.CharField(label="Your name", max_length=150)
    password = forms.CharField(
        label="Password",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 12 characters.",
    )

    def __init__(self, data: object, email: str) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict or None
        self.email = email

    def clean_password(self) -> str:
        """Not too short, not a common one, not the address or the name."""
        password = str(self.cleaned_data["password"])
        person = User(email=self.email, name=self.cleaned_data.get("name", ""))
        try:
            password_validation.validate_password(password, person)
        except ValidationError as error:
            raise forms.ValidationError(error.messages) from error
        return password


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Open to whoever holds the token of an invitation that can still be used."""
    found, has_account = get_invitation(token)
    if isinstance(request.user, User):
        return _signed_in(request, request.user, found, token)
    if has_account:
        sign_in = f"{resolve_url('account_login')}?{urlencode({'next': request.path})}"
        return _page(request, found, sign_in=sign_in)
    form = NewAccountForm(request.POST or None, found.email)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            user = join_as_new(token, found.email, asked["name"], asked["password"])
        except InputError:  # the account was made a moment ago: the page now asks to sign in
            return redirect("invitation", token)
        login(request, user)
        return _welcome(request, found)
    status = 422 if request.method == "POST" else 200
    return _page(request, found, status, form=form)


def _signed_in(request: HttpRequest, user: User, found: Invitation, token: str) -> HttpResponse:
    if request.method == "POST":
        try:
            join(user, token)
        except Refusal as refusal:
            messages.warning(request, f"{refusal}.")
            return redirect("invitation", token)
        return _welcome(request, found)
    return _page(request, found, theirs=found.email == user.email)


def _page(request: HttpRequest, found: Invitation, status: int = 200, **context: object) -> HttpResponse:
    reviews = found.role == Role.REVIEWER
    asked = asked_in_words(asked_by(requirements_of(found.project))) if reviews else ()
    shown = {"invitation": found, "asked": asked, **context}
    return render(request, "projects/invitation.html", shown, status=status)


def _welcome(request: HttpRequest, found: Invitation) -> HttpResponse:
    messages.success(request, f"You are {Role(found.role).label} of {found.project.name} now.")
    places = {Role.REVIEWER: "queue", Role.ADJUDICATOR: "adjudication"}
    return redirect(places.get(Role(found.role), "projects"))


urlpatterns = [path("invitation/<str:token>/", invitation, name="invitation")]
