"""Loads the compiled part of a slot, from where nobody else can have put it."""

from __future__ import annotations

import ctypes
import os
import stat


def load(path: str) -> ctypes.PyDLL | None:
    """The library, if nobody but this user or root can have put it there or change it."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        found = os.fstat(file)
        ours = stat.S_ISREG(found.st_mode) and found.st_uid in {0, os.geteuid()} and not found.st_mode & 0o022
        # What was looked at is what is loaded: the name could mean another file by now.
        library = ctypes.PyDLL(f"/proc/self/fd/{file}") if ours else None
        if library is not None:
            library.assay_failure.restype = ctypes.c_char_p
            library.assay_refuse.restype = library.assay_confine.restype = None
    except (OSError, AttributeError):
        return None
    finally:
        os.close(file)
    return library
