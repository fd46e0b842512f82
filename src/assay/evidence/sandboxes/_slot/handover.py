"""What supervisor and zygote say to each other: descriptors of a run one way, that it is over the other way.

Messages of a SOCK_SEQPACKET pair arrive whole. ``_socket`` without ``socket``, which would double the zygote's memory.
"""

from __future__ import annotations

import _socket
import struct

TYPE_CHECKING = False
if TYPE_CHECKING:  # at run time these imports would only cost start-up time
    from collections.abc import Sequence

CHANNEL = 10
"""Where the zygote keeps its end; 3 to 9 are taken, so that whatever arrives lies above what a program has."""
COUNT = 7
"""Most descriptors of a run: what it is about, input, output, error, report, perhaps a link to another, control."""
READY = b"ready"
_OVER = struct.Struct("=idq")
_LONGEST = 4096


def pair() -> tuple[_socket.socket, _socket.socket]:
    """The two ends."""
    return _socket.socketpair(_socket.AF_UNIX, _socket.SOCK_SEQPACKET)


def give(channel: _socket.socket, descriptors: Sequence[int]) -> None:
    """Have a run made of these descriptors."""
    rights = struct.pack(f"={len(descriptors)}i", *descriptors)
    channel.sendmsg([b"r"], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, rights)])


def take(channel: _socket.socket) -> tuple[int, ...]:
    """Wait for a run; nothing when the supervisor is gone."""
    data, rights, _, _ = channel.recvmsg(1, _socket.CMSG_SPACE(COUNT * 4))
    return struct.unpack(f"={len(rights[0][2]) // 4}i", rights[0][2]) if data and rights else ()


def say_over(channel: _socket.socket, status: int, cpu_s: float, peak_kib: int) -> None:
    """Tell that the run and all it started are gone, how process 1 ended, and what it and those it waited for used."""
    channel.send(_OVER.pack(status, cpu_s, peak_kib))


def say(channel: _socket.socket, text: bytes) -> None:
    """Tell one line."""
    channel.send(text[:_LONGEST])


def hear(channel: _socket.socket) -> bytes:
    """The next thing told; empty when the zygote is gone."""
    return channel.recv(_LONGEST)


def over(told: bytes) -> tuple[int, float, int]:
    """What :func:`say_over` said: wait status, seconds, KiB.

    Raises:
        OSError: it was something else; the text says what.
    """
    if len(told) != _OVER.size:
        raise OSError(told.decode("utf-8", "backslashreplace") or "the zygote is gone")
    status, cpu_s, peak_kib = _OVER.unpack(told)
    return status, cpu_s, peak_kib
