"""The same small world as the pages have."""

from tests.web.api.conftest import calling
from tests.web.pages.conftest import world

__all__ = ["calling", "world"]
