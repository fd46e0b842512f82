"""Who somebody is: by address and password as allauth does it, and in later requests by the session."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any, Final

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from assay_web.accounts.models import User
from assay_web.kit.prepared import prepared

_found: Final[ContextVar[User | None]] = ContextVar("found", default=None)


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """allauth's. The person of a session has been found with it, or is by a query that is put together once."""

    def get_user(self, user_id: Any) -> User | None:  # noqa: ANN401 - whatever the session holds
        """None where there is no such account any more, or it has been closed."""
        found = _found.get()
        if found is None or found.pk != int(user_id):
            found = next(iter(_person(int(user_id))), None)
        return found if found is not None and self.user_can_authenticate(found) else None


class PeopleOfSessions(AuthenticationMiddleware):
    """Django's middleware, which lets whoever was found with the session be looked for no more."""

    def process_request(self, request: HttpRequest) -> None:
        """Set ``request.user``, who is looked for once somebody asks."""
        super().process_request(request)
        request.user = SimpleLazyObject(partial(_person_behind, request))  # type: ignore[assignment]  # as Django's


def _person_behind(request: HttpRequest) -> User | AnonymousUser:
    request.session.get(SESSION_KEY)  # reads it
    with _has_found(getattr(request.session, "person", None)):
        return get_user(request)


@contextmanager
def _has_found(person: User | None) -> Iterator[None]:
    token = _found.set(person)
    try:
        yield
    finally:
        _found.reset(token)


@prepared
def _person(user: int) -> QuerySet[User]:
    return User.objects.filter(pk=user)
