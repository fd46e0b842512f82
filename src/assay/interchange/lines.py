"""Lines of a file whose size nobody vouches for."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from assay.errors import RecordError
from assay.interchange.shown import visible

MAX_LINE_BYTES = 64 * 1024 * 1024
"""Longest line that is read; a longer one is skipped in small pieces and reported."""

MAX_RATIO = 200
"""Most bytes that one byte of a compressed file may become; text of people and models stays below 50."""

FREE_BYTES = 64 * 1024 * 1024
"""So much may come of it whatever its ratio: a small file may be very regular."""

_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number from 1, where it begins in the (uncompressed) file, its bytes (None: too long)."""

    number: int
    offset: int
    content: bytes | None


def read_lines(path: Path, limit: int = MAX_LINE_BYTES) -> Iterator[Line]:
    """The lines of ``path``, gzip or plain as its first bytes say, holding one at a time.

    Raises:
        RecordError: the file cannot be opened or read to its end; the message names it.
    """
    try:
        with path.open("rb") as stream:
            packed = stream.peek(2).startswith(b"\x1f\x8b")
            lines = cast("IO[bytes]", _Unpacked(stream)) if packed else stream
            yield from bounded_lines(lines, limit)
    except _Swelling:
        raise RecordError(
            f"unpacks to more than {MAX_RATIO} times its size",
            where=visible(str(path)),
            remedy="send it as it is, in parts",
        ) from None
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise RecordError(
            f"damaged gzip data ({error})", where=visible(str(path)), remedy="fetch or compress the file again"
        ) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise RecordError(f"cannot be read: {reason}", where=visible(str(path))) from None


class _Swelling(Exception):
    """Too much came of too little."""


class _Unpacked(gzip.GzipFile):
    """A compressed file that does not become boundless."""

    def __init__(self, packed: IO[bytes]) -> None:
        super().__init__(fileobj=packed)
        self._packed = packed
        self._came = 0

    def readline(self, size: int | None = -1) -> bytes:
        """One line, at most ``size`` bytes of it.

        Raises:
            _Swelling: too much came of too little.
        """
        line = super().readline(-1 if size is None else size)
        self._came += len(line)
        if self._came > FREE_BYTES + MAX_RATIO * self._packed.tell():
            raise _Swelling
        return line


def bounded_lines(stream: IO[bytes], limit: int = MAX_LINE_BYTES) -> Iterator[Line]:
    """The lines of an open stream, as :func:`read_lines` gives those of a file."""
    number = offset = 0
    while piece := stream.readline(limit + 1):
        number += 1
        size = len(piece)
        if size > limit:
            last = piece
            while not last.endswith(b"\n") and (last := stream.readline(_PIECE)):
                size += len(last)
            yield Line(number, offset, None)
        else:
            yield Line(number, offset, piece)
        offset += size
