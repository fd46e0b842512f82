"""Control groups: one per slot, where this process may make them. Bounds memory and processes of a whole tree.

Controllers are detected, not mounts: a mounted hierarchy may be read-only or lack the controller. Version 1 has a
hierarchy per controller, version 2 one for all.
"""

from __future__ import annotations

import atexit
import contextlib
import itertools
import os
import threading
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assay.domain.run import Limits

_MEBIBYTE = 1 << 20
_PREFIX = "assay-"
_serial = itertools.count()
_open: set[Path] = set()
"""Folders of slots."""
_making = threading.Lock()
_ended: list[bool] = []
"""Not empty once the interpreter is ending: no new groups then."""


@dataclass(frozen=True)
class Controllers:
    """Folders in which groups can be made, per controller, and the version they speak."""

    memory: Path | None = None
    pids: Path | None = None
    cpu: Path | None = None
    version: int = 0


@dataclass(frozen=True)
class Group:
    """One slot's groups. Empty where nothing can be made."""

    memory: Path | None
    pids: Path | None
    cpu: Path | None
    version: int

    @property
    def folders(self) -> tuple[Path, ...]:
        """Every folder once."""
        return tuple(dict.fromkeys(path for path in (self.memory, self.pids, self.cpu) if path))

    @property
    def cpu_file(self) -> Path | None:
        """Where the processor time of the tree is read."""
        return self.cpu and self.cpu / ("cpu.stat" if self.version == 2 else "cpuacct.usage")

    @property
    def peak_file(self) -> Path | None:
        """Where the most memory that the tree held at once is read; where it is written to, it starts over."""
        return self.memory and self.memory / ("memory.peak" if self.version == 2 else "memory.max_usage_in_bytes")

    @property
    def counters(self) -> dict[str, tuple[str, str]]:
        """Limit to the file that counts how often it was hit, and the counter's name in it."""
        events = "memory.events" if self.version == 2 else "memory.oom_control"
        found = {"memory": (self.memory, events, "oom_kill"), "processes": (self.pids, "pids.events", "max")}
        return {limit: (str(folder / file), name) for limit, (folder, file, name) in found.items() if folder}


def _read(folder: Path | None, name: str) -> str:
    try:
        return (folder / name).read_text() if folder else ""
    except FileNotFoundError:
        return ""


def make(limits: Limits, ours: int) -> Group:
    """Groups for one slot, whose runs all have these limits; ``ours`` processes in it are not the candidate's."""
    found = controllers()
    name = f"{_own_name()}-{next(_serial)}"
    made = Group(
        found.memory and found.memory / name, found.pids and found.pids / name, found.cpu and found.cpu / name,
        found.version,
    )  # fmt: skip
    try:
        _make_folders(made)
        _limit(made, limits, ours)
    except BaseException:
        remove(made)
        raise
    return made


def remove(made: Group) -> None:
    """Remove groups, with whatever still runs in them."""
    for folder in made.folders:
        _remove(folder)


def _make_folders(made: Group) -> None:
    with _making:
        if _ended:
            raise SystemExit  # in a thread that nobody waits for any more
        for folder in made.folders:
            _open.add(folder)
            folder.mkdir()


def _limit(made: Group, limits: Limits, ours: int) -> None:
    memory = str(limits.memory_mib * _MEBIBYTE)
    if made.memory:
        names = ("memory.max",) if made.version == 2 else ("memory.limit_in_bytes", "memory.memsw.limit_in_bytes")
        _write(made.memory, names[0], memory)
        for name, value in ((names[-1], memory), ("memory.swap.max", "0"), ("memory.oom.group", "0")):
            if (made.memory / name).exists():
                _write(made.memory, name, value)
    if made.pids:
        _write(made.pids, "pids.max", str(limits.processes + ours))


def _write(folder: Path, name: str, value: str) -> None:
    (folder / name).write_text(value)


def _remove(folder: Path) -> None:
    """Remove a group; what still runs in it is ended first."""
    _open.discard(folder)
    for _ in range(200):
        try:
            folder.rmdir()
        except FileNotFoundError:
            return
        except OSError:  # busy: the last process is not quite gone
            _end_all(folder)
            time.sleep(0.005)
        else:
            return


def _end_all(folder: Path) -> None:
    for line in _read(folder, "cgroup.procs").split():
        if line != "0":  # a process that cannot be seen from here; kill(2) would take the number for our own group
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(int(line), 9)


@atexit.register
def _remove_open() -> None:
    """Remove the groups of slots that nobody waits for any more."""
    with _making:
        _ended.append(True)
    for folder in list(_open):
        _remove(folder)


@cache
def controllers() -> Controllers:
    """Controllers of which a group was made and removed just now. Groups left by ended processes are removed."""
    places = {name: place for name, place in _places().items() if _usable(name, place)}
    for place in set(places.values()):
        _remove_stale(place)
    two = any((place / "cgroup.controllers").exists() for place in places.values())
    cpu = places.get("memory") if two else places.get("cpuacct")
    return Controllers(places.get("memory"), places.get("pids"), cpu, 2 if two else 1)


def _places() -> dict[str, Path]:
    """Controller to the folder of the group that this process is in."""
    own = {}
    try:
        lines = Path("/proc/self/cgroup").read_text().splitlines()
        mounts = [line.split() for line in Path("/proc/self/mountinfo").read_text().splitlines()]
    except OSError:
        return {}
    for line in lines:
        _, names, path = line.split(":", 2)
        for name in names.split(",") if names else ("",):
            own[name] = path
    places = {}
    for fields in mounts:
        kind, options = fields[fields.index("-") + 1], fields[-1].split(",")
        if kind == "cgroup":
            for name in {"memory", "pids", "cpuacct"} & set(options) & own.keys():
                places[name] = _inside(fields, own[name])
        elif kind == "cgroup2" and "" in own:
            place = _inside(fields, own[""])
            for name in _read(place, "cgroup.subtree_control").split():
                places.setdefault(name, place)
    return places


def _inside(fields: list[str], path: str) -> Path:
    """``path`` of a hierarchy as seen through the mount of ``fields`` (proc(5), mountinfo)."""
    root, mounted_at = fields[3], Path(fields[4])
    place = mounted_at / os.path.relpath(path, root) if path.startswith(root) else mounted_at
    return place if place.is_dir() else mounted_at


def _usable(name: str, place: Path) -> bool:
    limit = {"memory": ("memory.max", "memory.limit_in_bytes"), "pids": ("pids.max",), "cpuacct": ("cpuacct.usage",)}
    folder = place / f"{_own_name()}-try-{name}"
    try:
        folder.mkdir()
        return any(os.access(folder / file, os.W_OK) for file in limit.get(name, ()))
    except OSError:
        return False
    finally:
        with contextlib.suppress(OSError):
            folder.rmdir()


def _own_name() -> str:
    """Tells this process from all that there have been since boot: its namespace of processes, number, start."""
    return f"{_PREFIX}{_namespace()}-{os.getpid()}-{_start_time(os.getpid())}"


def _namespace() -> int:
    """Of processes: a container's numbers mean nothing outside of it, where its groups can be in sight."""
    return Path("/proc/self/ns/pid").stat().st_ino


def _remove_stale(place: Path) -> None:
    for folder in place.glob(f"{_PREFIX}{_namespace()}-[0-9]*-[0-9]*-*"):
        process, started = folder.name.split("-")[2:4]
        if _start_time(int(process)) != started:
            _end_all(folder)
            _remove(folder)


def _start_time(process: int) -> str:
    """Clock ticks after boot at which a process began; empty when there is none. Field 22 of proc(5), stat."""
    try:
        return Path(f"/proc/{process}/stat").read_text(errors="replace").rpartition(")")[2].split()[19]
    except OSError:
        return ""
