"""Text files below a folder that a stranger filled: no links, no devices, no binaries, nothing boundless."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from assay.domain.record import MAX_FILE_BYTES, MAX_FILES, MAX_FILES_BYTES
from assay.errors import RecordError
from assay.interchange.shown import visible

JUNK = frozenset(
    {".DS_Store", "Thumbs.db", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", ".git"}
)
"""Left behind by tools; ignored wherever it lies."""


def is_junk(name: str) -> bool:
    """Whether a file or folder of this name is left behind by a tool and belongs to no record."""
    return name in JUNK


def read_tree(folder: Path) -> dict[str, str]:
    """All text files below ``folder``: POSIX path relative to it → text, sorted by path. A missing folder holds none.

    Raises:
        RecordError: a link, a special file, a file that is no UTF-8 text, or more than a record may hold.
    """
    files: dict[str, str] = {}
    size = 0
    for path in _walk(folder):
        if len(files) == MAX_FILES:
            raise RecordError(f"holds more than {MAX_FILES} files", where=visible(str(folder)))
        text = read_text(path)
        size += len(text.encode())
        if size > MAX_FILES_BYTES:
            raise RecordError(f"holds more than {MAX_FILES_BYTES / 1e6:.1f} MB", where=visible(str(folder)))
        files[path.relative_to(folder).as_posix()] = text
    return files


def entries(folder: Path) -> list[os.DirEntry[str]]:
    """What lies directly in ``folder``, sorted by name, without junk.

    Raises:
        RecordError: the folder cannot be listed, or an entry is a link or has a name that is no UTF-8.
    """
    try:
        with os.scandir(folder) as scan:
            found = sorted((entry for entry in scan if not is_junk(entry.name)), key=lambda entry: entry.name)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise RecordError(f"cannot be read: {reason}", where=visible(str(folder))) from None
    for entry in found:
        if entry.is_symlink():
            raise RecordError("is a symbolic link", where=visible(entry.path), remedy="put the file itself there")
        if not entry.name.isprintable() and any("\ud800" <= letter <= "\udfff" for letter in entry.name):
            raise RecordError("has a name that is not UTF-8", where=visible(entry.path), remedy="rename it")
    return found


def read_text(path: Path) -> str:
    """The text of one regular file of at most :data:`MAX_FILE_BYTES` bytes.

    Raises:
        RecordError: it is missing, no regular file, too large, or no UTF-8 text.
    """
    where = visible(str(path))
    content = _read_bytes(path, where)
    if b"\x00" in content:
        raise RecordError("is a binary file", where=where, remedy="a record holds text; keep the file out of it")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise RecordError(
            f"is not UTF-8: 0x{content[error.start]:02x} at byte {error.start}",
            where=where,
            remedy="save it as UTF-8, or keep it out of the record",
        ) from None


def _read_bytes(path: Path, where: str) -> bytes:
    try:
        # Neither follow a link that has just been put there, nor wait for the writer of a pipe.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with open(handle, "rb") as stream:  # noqa: PTH123 - a descriptor, no path
            state = os.fstat(handle)
            if not stat.S_ISREG(state.st_mode):
                raise RecordError("is no regular file", where=where, remedy="take it out of the folder")
            content = stream.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise RecordError(f"cannot be read: {reason}", where=where) from None
    if len(content) > MAX_FILE_BYTES:
        raise RecordError(
            f"is {max(state.st_size, len(content)) / 1e6:.1f} MB",
            where=where,
            remedy=f"the limit for one file is {MAX_FILE_BYTES / 1e6:.1f} MB",
        )
    return content


def _walk(folder: Path) -> Iterator[Path]:
    waiting = [folder] if folder.exists() else []
    while waiting:
        below = entries(waiting.pop())
        yield from (Path(entry.path) for entry in below if not entry.is_dir(follow_symlinks=False))
        waiting.extend(Path(entry.path) for entry in reversed(below) if entry.is_dir(follow_symlinks=False))
