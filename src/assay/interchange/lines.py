"""Lines of a file whose size nobody vouches for."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from assay.errors import RecordError
from assay.interchange.shown import visible

MAX_LINE_BYTES = 64 * 1024 * 1024
"""Longest line that is read; a longer one is skipped in small pieces and reported."""

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
            lines = cast("BinaryIO", gzip.GzipFile(fileobj=stream)) if packed else stream
            yield from _bounded(lines, limit)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise RecordError(
            f"damaged gzip data ({error})", where=visible(str(path)), remedy="fetch or compress the file again"
        ) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise RecordError(f"cannot be read: {reason}", where=visible(str(path))) from None


def _bounded(stream: BinaryIO, limit: int) -> Iterator[Line]:
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
