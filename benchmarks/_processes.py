"""The processes below another one, by what they are."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

KINDS = {
    "web server": r"-m granian\b",
    "worker": r"-m assay_cli worker --concurrency|-m assay_cli worker$",
    "office worker": r"-m assay_cli worker --queue office",
    "database server": r"/postgres -D",
    "database backend": r"^postgres: .* assay ",
    "sandbox": r"_slot\.supervisor import main",
}
"""What a kind's command line looks like."""


def below(ancestor: int) -> dict[int, str]:
    """Process id to command line of everything below it."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            parents[int(entry.name)] = _parent(int(entry.name))
    found: dict[int, str] = {}
    waiting = [ancestor]
    while waiting:
        current = waiting.pop()
        for pid, parent in parents.items():
            if parent == current:
                found[pid] = _command_line(pid)
                waiting.append(pid)
    return found


def of_kind(kind: str, ancestors: list[int]) -> list[int]:
    """Ids of the processes of a kind below any of these, oldest first."""
    pattern = re.compile(KINDS[kind])
    found = {pid: line for one in ancestors for pid, line in below(one).items()}
    return sorted(pid for pid, line in found.items() if pattern.search(line))


def kill(pid: int) -> None:
    """At once, without a word."""
    os.kill(pid, signal.SIGKILL)


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return 0


def _command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return ""
