"""What a process tree uses, seen from outside: from its control group where it has one, else process by process."""

from __future__ import annotations

import contextlib
import os
import signal

TYPE_CHECKING = False
if TYPE_CHECKING:  # at run time these imports would only cost start-up time
    from collections.abc import Iterator

_TICK_S = 1 / os.sysconf("SC_CLK_TCK")
_PAGE_KIB = os.sysconf("SC_PAGE_SIZE") // 1024


class Usage:
    """Processor seconds, resident KiB, and number of threads of everything below process 1."""

    def __init__(self, cpu_s: float = 0.0, resident_kib: int = 0, threads: int = 0) -> None:
        self.cpu_s = cpu_s
        self.resident_kib = resident_kib
        self.threads = threads


def observe(init: int, *, cpu_file: str, walk: bool, memory_kib: int) -> Usage:
    """Usage of ``init`` and all its descendants. Without ``walk`` only the group's processor time is read.

    Pages that processes share count once for each, until they exceed ``memory_kib``: then each its share, which is
    dearer to find out.
    """
    cpu_s = _group_cpu(cpu_file) if cpu_file else 0.0
    if not walk and cpu_file:
        return Usage(cpu_s)
    tree = list(_tree(init))
    seen = [_process(process) for process in tree]
    resident = sum(one.resident_kib for one in seen)
    if resident > memory_kib:
        resident = sum(_share(process, one.resident_kib) for process, one in zip(tree, seen, strict=True))
    return Usage(max(cpu_s, sum(one.cpu_s for one in seen)), resident, sum(one.threads for one in seen) - 1)


def _group_cpu(path: str) -> float:
    """Seconds from ``cpuacct.usage`` (nanoseconds) or from version 2's ``cpu.stat`` (microseconds)."""
    with open(path, encoding="utf-8") as file:
        words = file.read().split()
    return int(words[0]) / 1e9 if len(words) == 1 else int(words[words.index("usage_usec") + 1]) / 1e6


def count(path: str, name: str) -> int:
    """Value of ``name`` in a control group's file of counters; 0 where the kernel does not count it."""
    with open(path, encoding="utf-8") as file:
        counters = dict(line.split() for line in file)
    return int(counters.get(name, 0))


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
