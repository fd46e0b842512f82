"""Who calls the API: a program with a token, or a browser with a session. Operations name the scope that they ask."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpRequest
from ninja.errors import AuthenticationError
from ninja.security import HttpBearer, SessionAuth

from assay_web.accounts.models import ApiToken, Scope, User
from assay_web.accounts.rules import bearer
from assay_web.accounts.selectors import token_behind
from assay_web.accounts.services import note_use, spend
from assay_web.kit.addresses import address_of, counted_address
from assay_web.kit.refusals import LacksScope, Wait
from assay_web.kit.visibility import NotVisible

_ADDRESS_TIMES: Final = 3
"""How many tokens at full speed one address may use."""


class ApiTokenAuth(HttpBearer):
    """A token with the scope; :func:`identify` has found whose it is."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:  # noqa: ARG002 - looked up before
        """The token.

        Raises:
            LacksScope: it lacks the scope.
        """
        held = _held(request)
        if held is not None and self.scope not in held.scopes:
            raise LacksScope(f"The token {held.prefix}… lacks the scope '{self.scope}'; make one that has it")
        return held


class BrowserAuth(SessionAuth):
    """A session, for the pages of this instance; what it writes carries a CSRF token."""


def _asking(scope: Scope) -> list[ApiTokenAuth | BrowserAuth]:
    return [ApiTokenAuth(scope), BrowserAuth()]


READ: Final = _asking(Scope.READ)
REVIEW: Final = _asking(Scope.REVIEW)
LEAD: Final = _asking(Scope.LEAD)
EXPORT: Final = _asking(Scope.EXPORT)


def caller(request: HttpRequest) -> User:
    """The person who calls, or for whom a token does."""
    if not isinstance(request.user, User):
        raise NotVisible("nobody is signed in")
    return request.user


def identify(request: HttpRequest) -> None:
    """Let ``request.user`` be the owner of the token that the request carries, if it carries one.

    Raises:
        AuthenticationError: the token does not work.
        Wait: the token, or the address that it comes from, has used up its requests.
    """
    secret = bearer(request.headers.get("Authorization", ""))
    if secret is None:
        return
    token = token_behind(secret)
    allowed = {f"address:{counted_address(address_of(request))}": _ADDRESS_TIMES * settings.API_PER_MINUTE}
    if token is not None:
        allowed[f"token:{token.public_id}"] = settings.API_PER_MINUTE
    if seconds := spend(allowed):
        raise Wait(seconds)
    if token is None:
        raise AuthenticationError(message="This token does not work: it is mistyped, revoked or has run out")
    note_use(token)
    request.user = token.user
    request.api_token = token  # type: ignore[attr-defined]  # read below


def _held(request: HttpRequest) -> ApiToken | None:
    return getattr(request, "api_token", None)
