"""What this process and those it started hold on the machine: to see that a sandbox leaves nothing behind."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_PAGE_KIB = os.sysconf("SC_PAGE_SIZE") // 1024
_TICK_S = 1 / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Traces:
    """A moment's view. Equal before and after means that nothing was left."""

    processes: tuple[int, ...]
    """All that descend from this process."""
    descriptors: int
    """Open in this process and in those."""
    threads: int
    groups: tuple[str, ...]
    """Folders of control groups that this process has made."""
    mounts: tuple[str, ...]
    files: tuple[str, ...]
    """Names in the folder for temporary files."""


def traces(beside: Collection[int] = ()) -> Traces:
    """Look now, but not at the processes in ``beside``, nor at those that they started."""
    own, others = os.getpid(), tuple(descendants(beside=beside))
    return Traces(
        processes=others,
        descriptors=sum(_count(f"/proc/{process}/fd") for process in (own, *others)) - 1,  # but for the one that looks
        threads=sum(_count(f"/proc/{process}/task") for process in (own, *others)),
        groups=tuple(sorted(str(folder) for place in _group_places() for folder in place.glob(f"assay-*-{own}-*"))),
        mounts=tuple(Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines()),
        files=tuple(sorted(path.name for path in Path(tempfile.gettempdir()).iterdir())),
    )


def descendants(process: int = 0, *, beside: Collection[int] = ()) -> Iterator[int]:
    """Children of a process (this one by default), theirs, and so on; without those in ``beside`` and theirs."""
    waiting = [process or os.getpid()]
    while waiting:
        process = waiting.pop()
        try:
            for thread in Path(f"/proc/{process}/task").iterdir():
                told = map(int, (thread / "children").read_text(encoding="ascii").split())
                children = [child for child in told if child not in beside]
                waiting += children
                yield from children
        except OSError:  # it ended while being looked at
            continue


def memory_kib(beside: Collection[int] = ()) -> dict[int, int]:
    """Resident KiB, process by process, of those that descend from this one, but not by way of ``beside``; shared
    pages count for each.
    """
    return {process: int(_status(process).get("VmRSS", "0 kB").split()[0]) for process in descendants(beside=beside)}


def cpu_seconds(beside: Collection[int] = ()) -> float:
    """Processor time of this process, of those that descend from it, but not by way of ``beside``, and of those they
    waited for.
    """
    return usage_of((os.getpid(), *descendants(beside=beside)))[2]


def usage_of(processes: Iterable[int]) -> tuple[int, int, float]:
    """Threads, resident KiB, and seconds of processor time with those of children that were waited for."""
    threads, resident_kib, cpu_s = 0, 0, 0.0
    for process in processes:
        try:
            stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:  # it ended meanwhile: its parent has its time
            continue
        fields = stat.rpartition(")")[2].split()  # from field 3 of proc(5): utime to cstime, num_threads, rss
        cpu_s += sum(map(int, fields[11:15])) * _TICK_S
        threads += int(fields[17])
        resident_kib += int(fields[21]) * _PAGE_KIB
    return threads, resident_kib, cpu_s


def _status(process: int) -> dict[str, str]:
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    return dict(line.split(":\t", 1) for line in lines if ":\t" in line)


def _count(folder: str) -> int:
    try:
        return len(list(Path(folder).iterdir()))
    except OSError:  # ended, or not ours to see
        return 0


def _group_places() -> Iterator[Path]:
    """Folders of the control groups that this process is in, as they are mounted."""
    for line in Path("/proc/self/cgroup").read_text(encoding="utf-8").splitlines():
        _, names, path = line.split(":", 2)
        for place in (Path("/sys/fs/cgroup", names), Path("/sys/fs/cgroup/unified"), Path("/sys/fs/cgroup")):
            if (found := place / path.lstrip("/")).is_dir():
                yield found
                break
