"""What a process tree uses, seen from outside: from its control group where it has one, else process by process."""

from __future__ import annotations

import contextlib
import os
import signal

TYPE_CHECKING = False
if TYPE_CHECKING:  # at run time these imports would only cost start-up time
    from collections.abc import Iterator, Mapping
    from typing import Any

_TICK_S = 1 / os.sysconf("SC_CLK_TCK")
_PAGE_KIB = os.sysconf("SC_PAGE_SIZE") // 1024


class Usage:
    """Processor seconds, resident KiB, and number of threads of a tree of processes."""

    def __init__(self, cpu_s: float = 0.0, resident_kib: int = 0, threads: int = 0) -> None:
        self.cpu_s = cpu_s
        self.resident_kib = resident_kib
        self.threads = threads


class Meter:
    """What the run under way uses, and which limits of the slot's control groups it hit."""

    def __init__(self, slot: Mapping[str, Any]) -> None:
        self._cpu = _open(slot["cpu_file"])
        self._peak = _open(slot["peak_file"], os.O_RDWR)
        self._counters = {limit: (_open(path), name) for limit, (path, name) in slot["counters"].items()}
        self._walk = slot["walk"]
        self._cpu_before = 0.0
        self._counted = self._count()
        self.events: list[str] = []
        self.cpu_s = 0.0
        self.peak_kib = 0

    def start(self) -> None:
        """Begin with a new run."""
        self.events, self.cpu_s, self.peak_kib = [], 0.0, 0
        self._cpu_before = self._group_cpu()
        if self._peak is not None:
            try:
                os.pwrite(self._peak, b"0", 0)
            except OSError:  # version 2 before Linux 6.12 cannot start over: then what is sampled must do
                os.close(self._peak)
                self._peak = None

    def sample(self, process: int, ours: int, limits: Mapping[str, Any]) -> list[str]:
        """Look at ``process`` and all below it; which limits it has hit, if any. ``ours`` do not count as processes."""
        memory_kib = limits["memory_mib"] * 1024
        self.cpu_s = max(self.cpu_s, self._group_cpu() - self._cpu_before)
        found = [limit for limit, value in self._count().items() if value != self._counted[limit]]
        if process and (self._walk or self._cpu is None):
            seen = _observe(process, memory_kib)
            self.cpu_s = max(self.cpu_s, seen.cpu_s)
            self.peak_kib = max(self.peak_kib, seen.resident_kib)
            found += ["memory"] * (bool(limits["data_mib"]) and seen.resident_kib > memory_kib)
            found += ["processes"] * (self._walk and seen.threads - ours > limits["processes"])
        return found + ["cpu"] * (self.cpu_s > limits["cpu_s"])

    def finish(self, cpu_s: float, peak_kib: int) -> None:
        """The run is over; ``cpu_s`` and ``peak_kib`` are what its process 1 waited for."""
        self.cpu_s = max(self.cpu_s, cpu_s, self._group_cpu() - self._cpu_before)
        self.peak_kib = max(self.peak_kib, peak_kib)
        if self._peak is not None:
            self.peak_kib = int(os.pread(self._peak, 64, 0)) // 1024
        counted = self._count()
        self.events = [limit for limit, value in counted.items() if value != self._counted[limit]]
        self._counted = counted

    def _group_cpu(self) -> float:
        """Seconds from ``cpuacct.usage`` (nanoseconds) or from version 2's ``cpu.stat`` (microseconds)."""
        if self._cpu is None:
            return 0.0
        words = os.pread(self._cpu, 4096, 0).split()
        return int(words[0]) / 1e9 if len(words) == 1 else int(words[words.index(b"usage_usec") + 1]) / 1e6

    def _count(self) -> dict[str, int]:
        return {limit: _value(file, name) for limit, (file, name) in self._counters.items()}


def _open(path: str, how: int = os.O_RDONLY) -> int | None:
    """A descriptor of a control group's file; none where there is no such file, or it may not be opened so."""
    if path:
        with contextlib.suppress(OSError):
            return os.open(path, how | os.O_CLOEXEC)
    return None


def _value(file: int | None, name: str) -> int:
    """Value of ``name`` in a file of counters; 0 where the kernel does not count it."""
    words = [] if file is None else os.pread(file, 4096, 0).split()
    return int(dict(zip(words[::2], words[1::2], strict=True)).get(name.encode(), 0))


def _observe(init: int, memory_kib: int) -> Usage:
    """Usage of ``init`` and all its descendants, process by process.

    Pages that processes share count once for each, until they exceed ``memory_kib``: then each its share, which is
    dearer to find out.
    """
    tree = list(_tree(init))
    seen = [_process(process) for process in tree]
    resident = sum(one.resident_kib for one in seen)
    if resident > memory_kib:
        resident = sum(_share(process, one.resident_kib) for process, one in zip(tree, seen, strict=True))
    return Usage(sum(one.cpu_s for one in seen), resident, sum(one.threads for one in seen))


def _tree(process: int) -> Iterator[int]:
    waiting = [process]
    while waiting:
        process = waiting.pop()
        yield process
        try:
            for thread in os.listdir(f"/proc/{process}/task"):
                with open(f"/proc/{process}/task/{thread}/children", encoding="utf-8") as file:
                    waiting += [int(child) for child in file.read().split()]
        except OSError:  # it ended while being looked at
            continue


def end_all_children() -> None:
    """Kill and reap whatever this process has adopted, and what that leaves behind, until there is nothing."""
    while len(tree := list(_tree(os.getpid()))) > 1:
        for process in tree[1:]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.wait()


def _process(process: int) -> Usage:
    try:
        with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as file:
            fields = file.read().rpartition(")")[2].split()
    except OSError:
        return Usage()
    # proc(5): fields 14 to 17 are own and waited-for time, 20 threads, 24 resident pages. The split starts at field 3.
    cpu_s = sum(int(field) for field in fields[11:15]) * _TICK_S
    return Usage(cpu_s, int(fields[21]) * _PAGE_KIB, int(fields[17]))


def _share(process: int, resident_kib: int) -> int:
    """Proportional set size; the resident size where it may not be read."""
    try:
        with open(f"/proc/{process}/smaps_rollup", encoding="utf-8") as file:
            return next((int(line.split()[1]) for line in file if line.startswith("Pss:")), resident_kib)
    except OSError:
        return resident_kib
