"""How what every run's process begins as a copy of lies in memory, so that the kernel copies and drops it in few steps.

Nothing depends on it. Where the kernel cannot (before Linux 6.1, or without the memory at hand), all stays as it is.
"""

from __future__ import annotations

import os

from . import kernel

_LARGE = 1 << 21
_BLOCK = 100_000
"""Bytes of an allocation that lies in the heap, and not, as larger ones do, in a mapping of its own."""
_CHUNK = 1 << 16
_MOST_CODE = 8
"""Large pages of code of one file."""

_POOL, _POOL_HEADER, _SIZES = 1 << 14, 48, range(16, 513, 16)
"""Bytes of a pool of small blocks and of its head, and of the blocks of each: Objects/obmalloc.c of CPython 3.10 and
later. Where they are others, nothing is gained."""
_SURE = 8
"""Blocks side by side from a pool's begin on: it is a new one."""
_MOST_PLUGS = 1 << 18
"""Bytes of each size that may be taken out of use."""

_kept: list[object] = []


def reserve() -> None:
    """Let the heap of this process, and of copies of it, reach beyond the end of the large page that most of it is in.

    In the process that is copied: what a copy adds is no part of the same mapping. It costs addresses alone, which are
    free again, and used by the next.
    """
    blocks = [bytes(_BLOCK) for _ in range(3 * _LARGE // (2 * _BLOCK))]
    _kept.append(bytes(_BLOCK))  # above the others, so that the heap does not shrink again
    blocks.clear()


def hold_code() -> None:
    """Have the interpreter's code as memory of this process, in large pages, and no longer as that of a file.

    A copy of this process then has it as it is here. Of a file it would find again, page by page, what it calls, and
    drop it page by page when it ends. In a process that no limit of a run counts.
    """
    proc = os.open("/proc", os.O_PATH | os.O_CLOEXEC)
    try:
        found = _code(proc)
    except OSError:
        return
    finally:
        os.close(proc)
    for low, high in found:
        for start in _large(low, high)[:_MOST_CODE]:
            kernel.copy_code(start, _LARGE)


def fill_pools() -> None:
    """Take out of use what is free in the interpreter's pools of small blocks, so that a copy begins new ones.

    What is free is scattered, and a copy would have to copy the page around each block of it, and that of the pool's
    head. In a new pool they lie side by side.
    """
    for size in _SIZES:
        plugs: list[object] = []
        begun = 0
        while begun < _SURE and len(plugs) * size < _MOST_PLUGS:
            plugs.append(_block(size, len(plugs)))
            place = (id(plugs[-1]) - _POOL_HEADER) % _POOL // size
            begun = begun + 1 if begun <= place <= begun + 2 else place == 0
        _kept.extend(plugs[:-_SURE])


def _block(size: int, number: int) -> object:
    """A new object of so many bytes."""
    if size == _SIZES[0]:
        return object()
    return 1_000_000 + number if size == _SIZES[1] else bytes(size - bytes.__basicsize__)


def enlarge(proc: int) -> None:
    """Gather what this process has written so far. ``proc``: the machine's /proc, open."""
    try:
        written = _written(proc)
    except OSError:
        return
    for low, high in written:
        for start in _large(low, high):
            kernel.collapse(start, _LARGE)


def _large(low: int, high: int) -> range:
    """Where large pages begin that lie wholly between two addresses."""
    return range(-(-low // _LARGE) * _LARGE, high - _LARGE + 1, _LARGE)


def _written(proc: int) -> list[tuple[int, int]]:
    """First address and end of what is memory alone, no part of a file."""
    return [
        (low, high) for low, high, rights, name in _mappings(proc) if rights == b"rw-p" and name in (b"", b"[heap]")
    ]


def _code(proc: int) -> list[tuple[int, int]]:
    """First address and end of what is shown of a file with code in it, as far as it lies together and is not written.

    What is beside the code, its constants, counts as well: a large page is seldom full of code.
    """
    found: list[tuple[int, int]] = []
    together: tuple[int, int, bytes, bool] = (0, 0, b"", False)
    for low, high, rights, name in [*_mappings(proc), (0, 0, b"", b"")]:
        start, end, of, runs = together
        if name == of and low == end and rights in {b"r--p", b"r-xp"}:
            together = (start, high, of, runs or rights == b"r-xp")
            continue
        if runs and of.startswith(b"/"):
            found.append((start, end))
        together = (low, high, name, rights == b"r-xp") if rights in {b"r--p", b"r-xp"} else (0, 0, b"", False)
    return found


def _mappings(proc: int) -> list[tuple[int, int, bytes, bytes]]:
    """First address, end, rights and file or kind of all memory of this process, in order."""
    file = os.open("self/maps", os.O_RDONLY | os.O_CLOEXEC, dir_fd=proc)
    text = b""
    while more := os.read(file, _CHUNK):
        text += more
    os.close(file)
    found = []
    for line in text.splitlines():
        span, rights, _, _, _, *name = line.split(maxsplit=5)
        low, high = span.split(b"-")
        found.append((int(low, 16), int(high, 16), rights, b"".join(name)))
    return found
