"""A world with one thing of each kind, and everybody who might want it."""

from __future__ import annotations

from tests.web.api.conftest import calling
from tests.web.api.test_authorization import everything
from tests.web.pages.conftest import world
from tests.web.review.test_authorization import things

__all__ = ["calling", "everything", "things", "world"]
