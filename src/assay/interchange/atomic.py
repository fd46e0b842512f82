"""Files that are there whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from assay.errors import InputError

_NO_NAMELESS_FILES: Final = frozenset({errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL})
"""How a file system says that it has no ``O_TMPFILE``."""


@contextmanager
def atomic_path(target: Path) -> Iterator[Path]:
    """A path to write to; what was written takes the target's place when the block ends well.

    The content reaches the disk before the name changes. When the block raises, the target stays as it was. Where the
    file system can do it (``O_TMPFILE``) the file has no name until it is complete, so that even a killed process
    leaves nothing behind; elsewhere it is called ``.NAME.….part`` and is removed.

    Raises:
        InputError: the target is a folder, or its folder is missing or cannot be written to.
    """
    if target.is_dir():
        raise InputError("is a folder", where=str(target), remedy="name a file")
    try:
        handle, named = _open(target)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(f"cannot write here: {reason}", where=str(target.parent)) from None
    try:
        yield named or Path(f"/proc/self/fd/{handle}")
        os.fsync(handle)
        os.fchmod(handle, 0o666 & ~_umask())
        named = named or _name(handle, target)
        named.replace(target)
        _reach_disk(target.parent)
    finally:
        os.close(handle)
        if named is not None:
            named.unlink(missing_ok=True)


def _open(target: Path) -> tuple[int, Path | None]:
    """A new file in the target's folder, and its name if it has one."""
    try:
        return os.open(target.parent, os.O_TMPFILE | os.O_RDWR, 0o600), None
    except OSError as error:
        if error.errno not in _NO_NAMELESS_FILES:
            raise
    handle, name = tempfile.mkstemp(prefix=_prefix(target), suffix=".part", dir=target.parent)
    return handle, Path(name)


def _name(handle: int, target: Path) -> Path:
    """Give a nameless file a name beside the target, since a link cannot replace a file."""
    name = target.with_name(f"{_prefix(target)}{secrets.token_hex(4)}.part")
    # Only with a folder given does Python call linkat, which can follow /proc's link; the absolute path ignores it.
    os.link(f"/proc/self/fd/{handle}", name, src_dir_fd=handle, follow_symlinks=True)
    return name


def _prefix(target: Path) -> str:
    return f".{target.name[:60]}."


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
