"""Whole messages over a stream socket: eight bytes of length, then the message; and a descriptor after one."""

from __future__ import annotations

import _socket
import os
import select
import struct
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


def send_descriptor(channel: int, given: int) -> None:
    """Let the other side have a copy of a descriptor. Raises OSError when nobody listens any more."""
    end = _socket.socket(fileno=os.dup(channel))
    try:
        end.sendmsg([b"d"], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, struct.pack("=i", given))])
    finally:
        end.close()


def receive_descriptor(channel: int) -> int:
    """The descriptor that follows a message that announced it. Raises EOFError when the other side is gone."""
    end = _socket.socket(fileno=os.dup(channel))
    try:
        _, rights, _, _ = end.recvmsg(1, _socket.CMSG_SPACE(4), _socket.MSG_CMSG_CLOEXEC)
    finally:
        end.close()
    if not rights:
        raise EOFError("the other side is gone")
    return int(struct.unpack("=i", rights[0][2])[0])


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
