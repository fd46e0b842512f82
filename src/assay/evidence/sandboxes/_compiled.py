"""Compiles the part of a slot that is dearest in Python, once per machine and user, with whatever C compiler there is.

It is kept below ``$XDG_CACHE_HOME/assay/native`` (default ``~/.cache/assay/native``), named after its source and the
machine. Only this user or root can have put it there: folder and file are theirs and nobody else may write to them,
which is looked at again when it is loaded. Without it, for whatever reason, the same is done in Python.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import stat
import subprocess
import sys
import tempfile
import threading
from functools import cache
from pathlib import Path

from assay.evidence import toolchain
from assay.evidence.sandboxes._slot import library as compiled

_SOURCE = Path(__file__).with_name("_slot") / "native.c"
_COMPILERS = ("cc", "gcc", "clang")
_OPTIONS = ("-O2", "-shared", "-fPIC", "-std=gnu11", "-fstack-protector-strong")
_LONGEST_S = 60
_making = threading.Lock()


def library() -> str:
    """Path of the compiled part; empty where there is none."""
    with _making:
        return _made()[0]


def missing() -> str:
    """Why there is no compiled part; empty where there is."""
    with _making:
        return _made()[1]


@cache
def _made() -> tuple[str, str]:
    """Path of it, or why there is none."""
    if sys.platform != "linux":
        return "", "the sandbox needs Linux"
    try:
        folder = _folder()
        digest = hashlib.sha256(_SOURCE.read_bytes() + repr((_OPTIONS, platform.machine())).encode()).hexdigest()
        path = folder / f"{digest}.so"
        if not path.exists() and (trouble := _compile(path)):
            return "", trouble
    except OSError as error:
        return "", f"{error.filename}: {error.strerror}"
    except RuntimeError:  # what Path.home() raises
        return "", "this user has no home; set XDG_CACHE_HOME to a folder of its own"
    return (str(path), "") if compiled.load(str(path)) else ("", f"{path} cannot be loaded, or others may change it")


def _folder() -> Path:
    """Where it is kept.

    Raises:
        PermissionError: it is somebody else's, or others may write to it.
    """
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "assay"
    folder = base / "native"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o022:
        raise PermissionError(0, "is not ours alone to write to", str(folder))
    return folder.resolve()


def _compile(path: Path) -> str:
    """All or nothing, whoever else compiles the same; what went wrong."""
    compiler = next(filter(None, map(toolchain.find, _COMPILERS)), None)
    if compiler is None:
        return f"no C compiler ({', '.join(_COMPILERS)}) was found"
    file, made = tempfile.mkstemp(prefix="new-", suffix=".so", dir=path.parent)
    os.close(file)
    try:
        said = subprocess.run(  # noqa: S603 - our own source, by a compiler of this machine
            [compiler, *_OPTIONS, "-o", made, _SOURCE],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_LONGEST_S,
            check=False,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "PATH": os.pathsep.join(toolchain.searched())},  # where it finds its linker
        )
        if said.returncode:
            return f"{compiler} does not compile it: {(said.stderr.strip().splitlines() or ['no reason given'])[0]}"
        Path(made).chmod(0o500)
        Path(made).replace(path)
    except subprocess.TimeoutExpired:
        return f"{compiler} took longer than {_LONGEST_S} s"
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(made).unlink()
    return ""
