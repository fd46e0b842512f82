"""A real ``assay demo`` in a process of its own, with a data folder of its own."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

STOP_S = 60

EVIDENCE = "ASSAY_TEST_EVIDENCE"
"""The folder in which the demos of one run of tests share what analyzers and probes said."""


@dataclass
class Demo:
    """Started by :func:`start`; ``accounts`` maps a role to e-mail and password."""

    process: subprocess.Popen[bytes]
    data: Path
    url: str = ""
    accounts: dict[str, tuple[str, str]] = field(default_factory=dict)

    def said(self) -> str:
        """What it printed so far, logs included."""
        return (self.data / "demo.out").read_text(errors="replace")

    def children(self) -> dict[int, str]:
        """Process id to command line of all its descendants."""
        return descendants(self.process.pid)

    def pids(self, word: str) -> list[int]:
        """Ids of the direct children whose command line contains ``word`` as a whole word."""
        return [
            pid
            for pid, command in self.children().items()
            if re.search(rf"\b{word}\b", command) and parent(pid) == self.process.pid
        ]

    def stop(self) -> int:
        """Ctrl-C; answers the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(STOP_S)


def start(data: Path, *arguments: str, command: tuple[str, ...] = (sys.executable, "-m", "assay_cli")) -> Demo:
    """Start the demo with its data beneath ``data`` and wait until it says that it is ready."""
    data.mkdir(parents=True, exist_ok=True)
    said = data / "demo.out"
    with said.open("w") as out:
        process = subprocess.Popen(
            [*command, "demo", "--no-browser", "--port", str(free_port()), *arguments],
            stdout=out,
            stderr=subprocess.STDOUT,
            env=environment(data),
        )
    demo = Demo(process, data)
    eventually(lambda: "Ctrl-C" in demo.said() or process.poll() is not None, within_s=300)
    assert process.poll() is None, f"assay demo ended with {process.returncode}:\n{demo.said()}"
    for line in demo.said().splitlines():
        if found := re.search(r"Assay is ready: (\S+)", line):
            demo.url = found[1]
        if found := re.match(r"\s+(\w+)\s+(\S+@\S+)\s+(\S+)$", line):
            demo.accounts[found[1]] = (found[2], found[3])
    return demo


def environment(data: Path) -> dict[str, str]:
    """For commands that should work on the demo with its data beneath ``data``."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("DATABASE_URL", "DJANGO_"))}
    return kept | {"ASSAY_DATA_DIR": str(data), "ASSAY_EVIDENCE_CACHE": os.environ.get(EVIDENCE, "")}


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def descendants(ancestor: int) -> dict[int, str]:
    """Process id to command line of everything below ``ancestor``."""
    found: dict[int, str] = {}
    parents = {
        pid: parent(pid) for pid in (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    }
    waiting = [ancestor]
    while waiting:
        current = waiting.pop()
        for pid, its_parent in parents.items():
            if its_parent == current:
                found[pid] = command_line(pid)
                waiting.append(pid)
    return found


def parent(pid: int) -> int:
    """Its parent's id; 0 when it is gone."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return 0


def command_line(pid: int) -> str:
    """Its command line; empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return ""


def eventually(look: Callable[[], T], *, within_s: float = 60) -> T:
    """Look until the answer is true; fails after ``within_s`` seconds. Returns the answer."""
    end = time.monotonic() + within_s
    while True:
        answer = look()
        if answer:
            return answer
        assert time.monotonic() < end, f"not within {within_s} s: {look}"
        time.sleep(0.1)
