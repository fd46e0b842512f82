"""The Python that runs the engine, as a program in a sandbox: without its packages and without the engine."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path


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
