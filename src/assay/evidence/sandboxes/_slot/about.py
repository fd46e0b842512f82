"""What process 1 of a run is told: numbers first, which ``native.c`` reads as well, then the rest."""

from __future__ import annotations

import marshal
import struct

TYPE_CHECKING = False
if TYPE_CHECKING:  # at run time these imports would only cost start-up time
    from collections.abc import Mapping
    from typing import Any

NUMBERS = ("cpu_s", "files_mib", "inodes", "processes_hard", "data_mib", "more")
"""Limits; 0 for none of the last two; whether the rest matters to a program that is entered."""
_HEAD = struct.Struct(f"={len(NUMBERS)}q")


def pack(told: Mapping[str, Any]) -> bytes:
    """``told`` has the numbers and plain values."""
    rest = {name: value for name, value in told.items() if name not in NUMBERS}
    return _HEAD.pack(*(int(told[name]) for name in NUMBERS)) + marshal.dumps(rest)


def unpack(data: bytes) -> dict[str, Any]:
    """What :func:`pack` was given."""
    numbers = zip(NUMBERS, _HEAD.unpack_from(data), strict=True)
    return {**dict(numbers), **marshal.loads(data[_HEAD.size :])}  # noqa: S302 - from the engine
