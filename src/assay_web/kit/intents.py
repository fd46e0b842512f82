"""Transactions of services that are called alone, or within a request that is undone as a whole unless it succeeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Final, ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")

_as_a_whole: Final[ContextVar[bool]] = ContextVar("as_a_whole", default=False)


@contextmanager
def undone_as_a_whole() -> Iterator[None]:
    """A transaction whose caller rolls it back when anything in it fails: no part of it needs a savepoint."""
    token = _as_a_whole.set(True)
    try:
        with transaction.atomic():
            yield
    finally:
        _as_a_whole.reset(token)


def intent(work: Callable[P, R]) -> Callable[P, R]:
    """All of ``work`` or nothing, in a transaction of its own or in :func:`undone_as_a_whole`."""

    @wraps(work)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic(savepoint=not _as_a_whole.get()):
            return work(*args, **kwargs)

    return wrapped
