"""Trusted tools on untrusted text: a folder of their own, an empty environment, and bounds on time, memory and output.

The text is never run; what must hold is that no text makes the tool run for ever, fill the machine, read a
configuration that came with the text, or see a file name as an option.
"""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from assay.errors import ToolUnavailable

T = TypeVar("T", list[Any], dict[str, Any])

_PLAIN_NAME = re.compile(r"[A-Za-z0-9_]{1,80}(\.[A-Za-z0-9]{1,10}){1,2}")

_PLAIN_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+-]{0,80}")


@dataclass(frozen=True)
class ToolLimits:
    """Bounds of one call; a tool that reaches one has no answer."""

    wall_s: float = 60
    memory_mib: int = 1536
    """Of data, per process (RLIMIT_DATA): maps of files are free."""
    output_mib: int = 32


@dataclass(frozen=True)
class Workspace:
    """A folder that holds the files under names that no tool misreads; ``paths`` leads back to the record's names."""

    folder: Path
    paths: Mapping[str, str]
    """Path below ``folder`` → path in the record."""

    def original(self, reported: str) -> str | None:
        """The record's name for a path that a tool reports, absolute or relative; None if it is none of ours."""
        path = Path(os.path.normpath(self.folder / reported))
        return self.paths.get(path.relative_to(self.folder).as_posix()) if path.is_relative_to(self.folder) else None


def workspace(root: Path, files: Mapping[str, str]) -> Workspace:
    """Write ``files`` below ``root``, each in a folder of its own: ``0/app.py``, ``1/x.py``…

    A name that is not plain (``-rf.py``, spaces, other scripts) becomes ``file`` with the same suffix.
    """
    paths = {}
    for number, (path, text) in enumerate(files.items()):
        name = PurePosixPath(path)
        suffix = name.suffix if _PLAIN_NAME.fullmatch(f"file{name.suffix}") else ""
        safe = name.name if _PLAIN_NAME.fullmatch(name.name) else f"file{suffix}"
        place = root / str(number) / safe
        place.parent.mkdir()
        place.write_bytes(text.encode(errors="replace"))
        paths[f"{number}/{safe}"] = path
    return Workspace(root.resolve(), paths)


def tree(root: Path, files: Mapping[str, str]) -> Workspace:
    """Write ``files`` below ``root`` in their own folders, for tools that follow includes.

    A file whose path is not plain in all its parts stands in a folder of its own instead, as in :func:`workspace`.
    """
    plain = {path for path in files if all(_PLAIN_PART.fullmatch(part) for part in path.split("/"))}
    odd = workspace(root, {path: text for path, text in files.items() if path not in plain})
    paths = dict(odd.paths)
    for path in sorted(plain):
        place = root / "files" / path
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(files[path].encode(errors="replace"))
        except OSError:  # a name that is a file in one path and a folder in another
            continue
        paths[f"files/{path}"] = path
    return Workspace(root.resolve(), paths)


def run_tool(name: str, argv: Sequence[str], folder: Path, *, limits: ToolLimits = ToolLimits()) -> bytes:
    """What ``argv`` writes to standard output when it runs in ``folder``. Its exit status is not looked at.

    Raises:
        ToolUnavailable: it cannot be started, reached a limit, or was ended by a signal.
    """
    with tempfile.TemporaryDirectory(prefix="assay-tool-") as scratch, tempfile.TemporaryFile() as output:
        try:
            process = subprocess.Popen(  # noqa: S603 - our own argument list, no shell
                list(argv),
                cwd=folder,
                env=_environment(scratch),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise ToolUnavailable(f"{name} cannot be started: {reason}", remedy="assay doctor says how") from None
        with process:
            try:
                _bound(process.pid, limits)
                status = process.wait(limits.wall_s)
            except subprocess.TimeoutExpired:
                raise ToolUnavailable(f"{name} gave no answer within {limits.wall_s:g} s") from None
            finally:
                if process.returncode is None:
                    os.killpg(process.pid, signal.SIGKILL)
        return _read(name, status, output.fileno(), limits)


def parse_json(name: str, output: bytes, kind: type[T]) -> T:
    """The JSON document in a tool's output, whose outermost value is a ``kind``.

    Raises:
        ToolUnavailable: it is none: the tool broke down.
    """
    try:
        document = json.loads(output)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, kind):
        raise ToolUnavailable(f"{name} gave no answer that can be read")
    return document


def _environment(scratch: str) -> dict[str, str]:
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": scratch,
        "TMPDIR": scratch,
        "LC_ALL": "C.UTF-8",
        "NO_COLOR": "1",
        "RAYON_NUM_THREADS": "2",
    }


def _bound(pid: int, limits: ToolLimits) -> None:
    # Set from outside: code between fork and exec is unsafe in a process with threads. A tool that has already ended
    # needs no bounds.
    for kind, value in (
        (resource.RLIMIT_DATA, limits.memory_mib * 2**20),
        (resource.RLIMIT_FSIZE, limits.output_mib * 2**20),
        (resource.RLIMIT_CPU, int(2 * limits.wall_s) + 1),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            hard = resource.prlimit(pid, kind)[1]
            bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.prlimit(pid, kind, (bound, bound))
        except ProcessLookupError:
            return


def _read(name: str, status: int, output: int, limits: ToolLimits) -> bytes:
    size = os.fstat(output).st_size
    if size >= limits.output_mib * 2**20 or status == -signal.SIGXFSZ:
        raise ToolUnavailable(f"{name} wrote more than {limits.output_mib} MiB")
    if status < 0:
        raise ToolUnavailable(f"{name} was ended by {signal.Signals(-status).name}")
    return os.pread(output, size, 0)
