"""Database connections: those of background work, and those that died while nobody used them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import DEFAULT_DB_ALIAS, OperationalError, close_old_connections, connections
from django.db.backends.postgresql.base import DatabaseWrapper

_OF_CONNECTIONS = ("08", "57P")
"""Classes of SQLSTATE: connection exceptions, and a server that ends sessions or is not ready."""

P = ParamSpec("P")
R = TypeVar("R")


def with_fresh_connection(work: Callable[P, R]) -> Callable[P, R]:
    """Run ``work`` on a connection that is alive, and give it back afterwards; requests have middleware for that."""

    @wraps(work)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        close_old_connections()
        try:
            return work(*args, **kwargs)
        except OperationalError as error:
            drop_if_dead(error)
            raise
        finally:
            connections.close_all()

    return wrapped


def drop_if_dead(error: BaseException) -> None:
    """Have the pool make its connections anew if this error says that one was lost: the others are gone too, most
    likely, and would be found dead one by one, each by somebody who waits.
    """
    state = getattr(error.__cause__, "sqlstate", None)
    database = connections[DEFAULT_DB_ALIAS]
    pool = database.pool if isinstance(database, DatabaseWrapper) else None
    if pool is not None and not pool.closed and (state is None or state.startswith(_OF_CONNECTIONS)):
        pool.drain()
