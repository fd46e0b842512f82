"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assay.errors import InputError


@contextmanager
def atomic_path(target: Path) -> Iterator[Path]:
    """A path beside ``target`` to write to; it takes the target's place when the block ends well.

    The content reaches the disk before the name changes. When the block raises, the target stays as it was and the
    temporary file is removed.

    Raises:
        InputError: the target is a folder, or its folder is missing or cannot be written to.
    """
    if target.is_dir():
        raise InputError("is a folder", where=str(target), remedy="name a file")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:60]}.", suffix=".part", dir=target.parent)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(f"cannot write here: {reason}", where=str(target.parent)) from None
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        _reach_disk(temporary)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(target)
        _reach_disk(target.parent)
    finally:
        temporary.unlink(missing_ok=True)


def _reach_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _umask() -> int:
    """The process's file mode mask, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
