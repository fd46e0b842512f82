"""Landlock: which files may be touched, whatever the file's own permissions say. See landlock(7)."""

from __future__ import annotations

import ctypes
import errno
import os
import struct

from . import kernel

TYPE_CHECKING = False
if TYPE_CHECKING:  # at run time these imports would only cost start-up time
    from collections.abc import Iterable

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _MAKE_CHAR, _MAKE_BLOCK = 1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 6, 1 << 11
_TRUNCATE = 1 << 14
_READ = _EXECUTE | _READ_FILE | _READ_DIR
_ACCESS_BITS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""Interface version to the number of file access rights that it knows."""


def _version() -> int:
    """Interface version that the kernel offers; 0 without Landlock."""
    try:
        return kernel.syscall("landlock_create_ruleset", _CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    except OSError as error:
        if error.errno in {errno.ENOSYS, errno.EOPNOTSUPP}:
            return 0
        raise


OFFERED = _version()


_HANDLED = (1 << _ACCESS_BITS[min(OFFERED, 5)]) - 1 if OFFERED else 0


def attributes() -> bytes:
    """What a set of rules is about, as the kernel's ``struct landlock_ruleset_attr``."""
    size = 8 if OFFERED < 4 else 16 if OFFERED < 6 else 24
    return struct.pack("QQQ", _HANDLED, 3 if OFFERED >= 4 else 0, 3 if OFFERED >= 6 else 0)[:size]


def rights() -> tuple[int, int, int]:
    """Of what may be read, of what may be written, and of devices."""
    writing = _HANDLED & ~(_MAKE_CHAR | _MAKE_BLOCK)
    return _READ, writing, (_READ_FILE | _WRITE_FILE | _TRUNCATE) & _HANDLED


def restrict(
    readable: Iterable[str], writable: Iterable[str], devices: Iterable[str], listable: Iterable[str] = ()
) -> None:
    """Leave this process reading beneath ``readable``, everything but device nodes beneath ``writable``, reading and
    writing ``devices``, names beneath ``listable``; no TCP, no abstract sockets or signals to processes outside. Needs
    no_new_privs."""
    described = attributes()
    reading, writing, using = rights()
    ruleset = kernel.syscall(
        "landlock_create_ruleset",
        _CREATE_RULESET,
        ctypes.c_char_p(described),
        ctypes.c_size_t(len(described)),
        ctypes.c_uint32(0),
    )
    for paths, allowed in (
        (readable, reading),
        (listable, _READ_DIR),
        (writable, writing),
        (devices, using),
    ):
        for path in paths:
            _allow(ruleset, path, allowed)
    kernel.syscall("landlock_restrict_self", _RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(0))
    os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    if not os.path.isdir(path):
        rights &= _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE
    rule = struct.pack("=Qi", rights, place)
    kernel.syscall(
        "landlock_add_rule",
        _ADD_RULE,
        ctypes.c_int(ruleset),
        ctypes.c_int(1),
        ctypes.c_char_p(rule),
        ctypes.c_uint32(0),
    )
    os.close(place)
