"""Every address of the site with the request that the authorization tables make of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import get_resolver
from tests.web.api.test_authorization import TABLE as OF_OPERATIONS
from tests.web.api.test_authorization import UNDER
from tests.web.review.test_authorization import OF_THE_API, OURS_OF_ALLAUTH, patterns
from tests.web.review.test_authorization import TABLE as OF_PAGES


@dataclass(frozen=True)
class Ask:
    """One request, with the names of things still in braces."""

    name: str
    method: str
    path: str
    body: Any = None

    @property
    def by_id(self) -> bool:
        """Whether its address names a thing that may or may not be there."""
        return "{" in self.path


def pages() -> list[Ask]:
    """Every page; ``body`` is its form."""
    found = []
    for name, (request, _) in OF_PAGES.items():
        if name in OF_THE_API:
            continue
        method, path, *form = request.split()
        found.append(Ask(name, method, path, dict(one.split("=", 1) for one in form)))
    return found


def operations() -> list[Ask]:
    """Every operation of the API; ``body`` is its JSON, or makes a form with a file."""
    found = []
    for name, (request, _, *body) in OF_OPERATIONS.items():
        method, path = request.split()
        found.append(Ask(name, method, UNDER + path, body[0] if body else None))
    return found


def account_pages() -> Iterator[str]:
    """The addresses of signing in, passwords and second factors, with something in the place of each key."""
    for one in patterns(get_resolver()):
        if one.startswith(OURS_OF_ALLAUTH):
            yield _plain(one)


def _plain(pattern: str) -> str:
    replaced = {
        "^confirm-email/(?P<key>[-:\\w]+)/$": "confirm-email/key/",
        "^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "password/reset/key/1-key/",
    }
    for regex, path in replaced.items():
        pattern = pattern.replace(regex, path)
    return f"/{pattern}"
