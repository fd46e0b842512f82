"""Hearing what a program writes while it still runs, for a person who waits for it.

Between whoever listens and the sandbox lie runners that need not know: the listener stands in the context of the run.
A sandbox that tells nothing before the end is only silent longer; what is observed of a run does not depend on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

Listener = Callable[[bytes], None]
"""Takes a piece of standard output and error, in the order of its arrival; cut anywhere, also within a character."""

MOST_HEARD: Final = 64 * 1024
"""Bytes that are told of one program; the rest comes with its end."""

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def heard_by(listener: Listener | None) -> Iterator[None]:
    """Programs that are run in this block, by this thread, tell ``listener`` what they write."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def current_listener() -> Listener | None:
    """Who listens to the run that is about to begin."""
    return _listener.get()
