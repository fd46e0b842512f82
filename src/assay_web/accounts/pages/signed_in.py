"""Pages for people who are signed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from assay_web.accounts.models import User

P = ParamSpec("P")


class SignedInRequest(HttpRequest):
    """A request whose ``user`` is a person, never anonymous."""

    user: User


def signed_in(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Send whoever is not signed in to sign in first, and bring them back afterwards."""
    return cast("Callable[Concatenate[HttpRequest, P], HttpResponseBase]", login_required(view))
