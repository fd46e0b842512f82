"""The same small world as the pages have, and programs that call the API with tokens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from tests.web.pages.conftest import world

from assay_web.accounts.models import Scope, User
from assay_web.accounts.services import make_token

__all__ = ["world"]

Calling = Callable[..., Client]


@pytest.fixture
def calling() -> Calling:
    """A program with a token of this person; with every scope unless some are named."""

    def made(user: User, *scopes: str) -> Client:
        _, secret = make_token(user, "a program", scopes or Scope.values, timedelta(days=1))
        return Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {secret}"})

    return made
