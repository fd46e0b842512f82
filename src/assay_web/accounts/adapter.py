"""How this instance uses django-allauth."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url

from assay_web.kit.places import places_for


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are made by invitation, unless the operator has opened registration."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Whether anybody may make an account."""
        return bool(settings.OPEN_REGISTRATION)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The first place that the person may enter: their work, rather than the page that sent them to sign in."""
        return next((place.url for place in places_for(request.user)), resolve_url("/"))
