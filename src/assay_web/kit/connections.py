"""Database connections of background work."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import close_old_connections, connections

P = ParamSpec("P")
R = TypeVar("R")


def with_fresh_connection(work: Callable[P, R]) -> Callable[P, R]:
    """Run ``work`` on a connection that is alive, and give it back afterwards; requests have middleware for that."""

    @wraps(work)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        close_old_connections()
        try:
            return work(*args, **kwargs)
        finally:
            connections.close_all()

    return wrapped
