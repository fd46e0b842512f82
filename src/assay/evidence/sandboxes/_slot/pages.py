"""Large pages for what every run's process begins as a copy of: the kernel then copies and drops it in fewer steps.

Nothing depends on it. Where the kernel cannot (before Linux 6.1, or without the memory at hand), all stays as it is.
"""

from __future__ import annotations

import os

from . import kernel

_LARGE = 1 << 21
_BLOCK = 100_000
"""Bytes of an allocation that lies in the heap, and not, as larger ones do, in a mapping of its own."""
_CHUNK = 1 << 16

_kept: list[bytes] = []


def reserve() -> None:
    """Let the heap of this process, and of copies of it, reach beyond the end of the large page that most of it is in.

    In the process that is copied: what a copy adds is no part of the same mapping. It costs addresses alone, which are
    free again, and used by the next.
    """
    blocks = [bytes(_BLOCK) for _ in range(3 * _LARGE // (2 * _BLOCK))]
    _kept.append(bytes(_BLOCK))  # above the others, so that the heap does not shrink again
    blocks.clear()


def enlarge(proc: int) -> None:
    """Gather what this process has written so far. ``proc``: the machine's /proc, open."""
    try:
        written = _written(proc)
    except OSError:
        return
    for low, high in written:
        for start in range(-(-low // _LARGE) * _LARGE, high - _LARGE + 1, _LARGE):
            kernel.collapse(start, _LARGE)


def _written(proc: int) -> list[tuple[int, int]]:
    """First address and end of what is memory alone, no part of a file."""
    file = os.open("self/maps", os.O_RDONLY | os.O_CLOEXEC, dir_fd=proc)
    text = b""
    while more := os.read(file, _CHUNK):
        text += more
    os.close(file)
    found = []
    for span, rights, _, _, _, *name in map(bytes.split, text.splitlines()):
        if rights == b"rw-p" and name in ([], [b"[heap]"]):
            low, high = span.split(b"-")
            found.append((int(low, 16), int(high, 16)))
    return found
