"""What a process tree uses, seen from outside: from its control group where it has one, else process by process."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

_TICK_S = 1 / os.sysconf("SC_CLK_TCK")
_PAGE_KIB = os.sysconf("SC_PAGE_SIZE") // 1024


class Usage(NamedTuple):
    """Processor seconds, resident KiB and number of processes below process 1."""

    cpu_s: float
    resident_kib: int
    processes: int


def observe(init: int, *, cpu_file: str, walk: bool) -> Usage:
    """Usage of ``init`` and all its descendants. Without ``walk`` only the group's processor time is read."""
    cpu_s, resident, processes = (_group_cpu(cpu_file) if cpu_file else 0.0), 0, 0
    if walk or not cpu_file:
        walked = 0.0
        for process in _tree(init):
            seconds, kib = _process(process)
            walked, resident, processes = walked + seconds, resident + kib, processes + 1
        cpu_s = max(cpu_s, walked)
    return Usage(cpu_s, resident, max(processes - 1, 0))


def _group_cpu(path: str) -> float:
    """Seconds from ``cpuacct.usage`` (nanoseconds) or from version 2's ``cpu.stat`` (microseconds)."""
    with open(path, encoding="utf-8") as file:
        words = file.read().split()
    return int(words[0]) / 1e9 if len(words) == 1 else int(words[words.index("usage_usec") + 1]) / 1e6


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


def _process(process: int) -> tuple[float, int]:
    try:
        with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as file:
            fields = file.read().rpartition(")")[2].split()
    except OSError:
        return 0.0, 0
    # Fields 14 to 17 of proc(5): own and waited-for time; 24: resident pages. The split starts at field 3.
    return sum(int(field) for field in fields[11:15]) * _TICK_S, int(fields[21]) * _PAGE_KIB
