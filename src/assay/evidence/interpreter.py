"""The Python that runs the engine, as a program in a sandbox: without its packages and without the engine."""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assay.domain.run import Limits
from assay.evidence.sandbox import Entry, Program

FLAGS = "-sSPuXutf8"
ENVIRONMENT = {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
_ENTER = """import sys
path, module, function = sys.argv[1:4]
del sys.argv[1:4]
sys.argv[0] = module
sys.path[:0] = path.split(":")
getattr(__import__(module), function)()"""


@dataclass(frozen=True)
class Interpreter:
    """Real paths of the interpreter that an environment was made from, and of what it needs."""

    executable: str
    version: str
    read_only: tuple[str, ...]
    empty: tuple[str, ...]
    """Folders of installed packages: the candidate sees the standard library only."""
    path: tuple[str, ...]
    """Folders in which ``python`` and ``python3`` are found."""


@cache
def this_interpreter() -> Interpreter:
    """The interpreter that runs the engine, outside its virtual environment."""
    prefix, executable = Path(sys.base_prefix).resolve(), Path(sys.executable).resolve()
    needed = [executable, *(prefix / name for name in ("bin", "lib", "lib64"))]
    empty = {
        str(found.resolve())
        for root in (prefix, Path("/usr"), Path("/usr/local"))
        for kind in ("site-packages", "dist-packages")
        for found in root.glob(f"lib*/python3*/{kind}")
    }
    return Interpreter(
        executable=str(executable),
        version=platform.python_version(),
        read_only=tuple(str(path) for path in needed if path.exists() and not path.is_relative_to("/usr")),
        empty=tuple(sorted(empty)),
        path=(str(prefix / "bin"),),
    )


def entering(
    entry: Entry,
    *arguments: str,
    files: Mapping[str, str] | None = None,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    read_only: tuple[str, ...] = (),
    protected: frozenset[str] = frozenset(),
) -> Program:
    """A program that calls ``entry`` in this interpreter: standard library only, UTF-8, unbuffered, the same hashes in
    every run, no bytecode written. ``arguments`` are ``sys.argv[1:]``; standard input, descriptor 3, the work folder
    and limits are those of any program; the work folder is not on ``sys.path``."""
    python = this_interpreter()
    return Program(
        (python.executable, FLAGS, "-c", _ENTER, ":".join(entry.path), entry.module, entry.function, *arguments),
        files=files or {},
        env={**ENVIRONMENT, **(env or {})},
        stdin=stdin,
        limits=limits or Limits(),
        read_only=(*python.read_only, *entry.path, *read_only),
        empty=python.empty,
        protected=protected,
        path=python.path,
        entry=entry,
        arguments=arguments,
    )
