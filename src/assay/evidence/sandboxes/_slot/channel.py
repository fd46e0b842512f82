"""Whole messages over a stream socket: eight bytes of length, then the message."""

from __future__ import annotations

import os
import select
import time

_LENGTH = 8
_LONGEST = 1 << 30
_CHUNK = 1 << 20


def send(descriptor: int, message: bytes) -> None:
    """Write one message. Raises OSError when nobody listens any more."""
    view = memoryview(len(message).to_bytes(_LENGTH, "little") + message)
    while view:
        view = view[os.write(descriptor, view) :]


def receive(descriptor: int, seconds: float | None = None) -> bytes:
    """Read one message.

    Raises:
        EOFError: the other side is gone.
        TimeoutError: it was not whole after ``seconds``.
    """
    deadline = None if seconds is None else time.monotonic() + seconds
    length = int.from_bytes(_exactly(descriptor, _LENGTH, deadline), "little")
    if length > _LONGEST:
        raise EOFError(f"a message of {length} bytes")
    return _exactly(descriptor, length, deadline)


def _exactly(descriptor: int, count: int, deadline: float | None) -> bytes:
    parts, poll = [], select.poll()
    poll.register(descriptor, select.POLLIN)
    while count:
        if deadline is not None and not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
            raise TimeoutError("no whole message in time")
        part = os.read(descriptor, min(count, _CHUNK))
        if not part:
            raise EOFError("the other side is gone")
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
