"""The trusted process outside: makes the namespaces, watches the limits, ends everything, and says what it saw.

Reads one marshalled dictionary from standard input and writes one to standard output. It dies with the thread that
started it, and everything it started dies with it.
"""

from __future__ import annotations

import contextlib
import fcntl
import marshal
import os
import select
import signal
import sys
import time

from . import boot, confine, kernel, usage

TYPE_CHECKING = False
if TYPE_CHECKING:  # at run time these imports would only cost start-up time
    from collections.abc import Mapping
    from typing import Any

_NAMESPACES = (
    kernel.CLONE_NEWUSER
    | kernel.CLONE_NEWNS
    | kernel.CLONE_NEWPID
    | kernel.CLONE_NEWNET
    | kernel.CLONE_NEWIPC
    | kernel.CLONE_NEWUTS
)
_SAMPLE_S = 0.05
_SETUP_S = 30.0
_CHUNK = 1 << 16


def main() -> None:
    """Run one program and print what was observed."""
    kernel.die_with_parent()
    spec = marshal.load(sys.stdin.buffer)  # noqa: S302 - from our own parent
    if os.getppid() != spec["parent"]:
        return  # the parent ended before the kernel was told to watch it
    marshal.dump(Run(spec).result(), sys.stdout.buffer)
    sys.stdout.flush()


class Run:
    """One program, from the first namespace to the last byte."""

    def __init__(self, spec: Mapping[str, Any]) -> None:
        self.spec = spec
        self.events: list[str] = []
        self.setup = b""
        self.status = b""
        self.buffers = {"stdout": bytearray(), "stderr": bytearray(), "report": bytearray()}
        self.started = 0.0
        self.peak_kib = 0
        self.cpu_s = 0.0
        self.child = 0
        self.readers: dict[int, str] = {}

    def result(self) -> dict[str, Any]:
        """Start, watch, end; the observations as plain values."""
        begun = time.monotonic()
        try:
            self._start()
        except OSError as error:
            return {"ready": False, "error": str(error.strerror or error)}
        self._watch(begun)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.child, signal.SIGKILL)
        _, init_status, used = os.wait4(self.child, 0)
        usage.end_all_children()
        wall_s = time.monotonic() - (self.started or begun)
        self._drain()
        self._count()
        ready, message = self.setup[:1] == confine.READY, self.setup.removeprefix(confine.READY)
        return {
            "ready": ready,
            "error": message.decode("utf-8", "backslashreplace"),
            "status": int(self.status) if self.status else None,
            "init_status": init_status,
            "events": self.events,
            "wall_s": wall_s,
            "cpu_s": max(self.cpu_s, used.ru_utime + used.ru_stime),
            "peak_kib": max(self.peak_kib, used.ru_maxrss),
            **{name: bytes(data) for name, data in self.buffers.items()},
        }

    def _start(self) -> None:
        go_read, go_write = _pipe()
        ends = {name: _pipe() for name in ("setup", "status", *self.buffers)}
        stdin = _input(self.spec["stdin"])
        groups = [os.open(path, os.O_WRONLY | os.O_CLOEXEC) for path in self.spec["groups"]]
        if self.spec["folder"]:
            kernel.adopt_orphans()
        self.child = kernel.clone(0 if self.spec["folder"] else _NAMESPACES)
        if self.child == 0:
            os.close(go_write)
            for read, _ in ends.values():
                os.close(read)
            for group in groups:
                os.close(group)
            streams = (stdin, ends["stdout"][1], ends["stderr"][1], ends["report"][1])
            boot.run(self.spec, boot.Pipes(go_read, ends["status"][1], ends["setup"][1], streams))
        for descriptor in (go_read, stdin, *(write for _, write in ends.values())):
            os.close(descriptor)
        self.readers = {read: name for name, (read, _) in ends.items()}
        if not self.spec["folder"]:
            _map_users(self.child, self.spec["host_id"])
        _write(f"/proc/{self.child}/oom_score_adj", "1000")
        for group in groups:
            os.write(group, str(self.child).encode())
            os.close(group)
        os.write(go_write, b"g")
        os.close(go_write)

    def _watch(self, begun: float) -> None:
        poll = select.poll()
        for descriptor in self.readers:
            os.set_blocking(descriptor, False)
            poll.register(descriptor, select.POLLIN)
        next_sample = begun + _SAMPLE_S
        while "status" in self.readers.values() and not self.events:
            for descriptor, _ in poll.poll(_SAMPLE_S * 1000):
                self._take(descriptor)
                if descriptor not in self.readers:
                    poll.unregister(descriptor)
            now = time.monotonic()
            if not self.started and self.setup:
                self.started = now
            if now - (self.started or begun) > (self.spec["wall_s"] if self.started else _SETUP_S):
                self.events.append("wall" if self.started else "setup")
            if now >= next_sample:
                next_sample = now + _SAMPLE_S
                self._sample()

    def _take(self, descriptor: int) -> bool:
        """Read what is there, at most one chunk; False when there is nothing more for now."""
        name = self.readers[descriptor]
        try:
            data = os.read(descriptor, _CHUNK)
        except BlockingIOError:
            return False
        if not data:
            del self.readers[descriptor]
            os.close(descriptor)
            return False
        if name == "status":
            self.status += data
        elif name == "setup":
            self.setup += data
        else:
            self._keep(name, data)
        return True

    def _keep(self, name: str, data: bytes) -> None:
        sharing = ("report",) if name == "report" else ("stdout", "stderr")
        room = self.spec["report_bytes" if name == "report" else "output_bytes"]
        room = max(room - sum(len(self.buffers[other]) for other in sharing), 0)
        self.buffers[name] += data[:room]
        if len(data) > room:
            self.events.append("report" if name == "report" else "output")

    def _drain(self) -> None:
        """Take what the ended processes left in the pipes."""
        for descriptor in list(self.readers):
            while self._take(descriptor):
                pass

    def _count(self) -> None:
        """Ask the control groups which limits were hit."""
        for limit, (path, name) in self.spec["counters"].items():
            if usage.count(path, name):
                self.events.append(limit)

    def _sample(self) -> None:
        """Look at processor time, memory and processes of the whole tree."""
        memory_kib = self.spec["memory_mib"] * 1024
        seen = usage.observe(self.child, cpu_file=self.spec["cpu_file"], walk=self.spec["walk"], memory_kib=memory_kib)
        self.cpu_s = max(self.cpu_s, seen.cpu_s)
        self.peak_kib = max(self.peak_kib, seen.resident_kib)
        if seen.cpu_s > self.spec["cpu_s"]:
            self.events.append("cpu")
        if self.spec["data_mib"] and seen.resident_kib > memory_kib:
            self.events.append("memory")
        self._count()
        if self.spec["walk"] and seen.threads > self.spec["processes"]:
            self.events.append("processes")


def _pipe() -> tuple[int, int]:
    """Both ends above the descriptors that a program expects to be its own."""
    return tuple(_raise_descriptor(end) for end in os.pipe())  # type: ignore[return-value]


def _raise_descriptor(descriptor: int) -> int:
    raised = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 10)
    os.close(descriptor)
    return raised


def _input(data: bytes) -> int:
    """A descriptor that reads ``data`` and that nobody can write to."""
    if not data:
        return _raise_descriptor(os.open("/dev/null", os.O_RDONLY))
    file = os.memfd_create("stdin", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    with os.fdopen(os.dup(file), "wb") as stream:
        stream.write(data)
    os.lseek(file, 0, os.SEEK_SET)
    fcntl.fcntl(
        file, fcntl.F_ADD_SEALS, fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL
    )
    return _raise_descriptor(file)


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def _map_users(child: int, host_id: int | None) -> None:
    """Give the namespace its users: root and an unprivileged one where this process may, else only itself."""
    if host_id is not None:
        try:
            for kind in ("uid", "gid"):
                _write(f"/proc/{child}/{kind}_map", f"0 0 1\n{boot.USER} {host_id} 1\n")
        except PermissionError:
            pass
        else:
            return
    _write(f"/proc/{child}/setgroups", "deny")
    _write(f"/proc/{child}/uid_map", f"{boot.USER} {os.geteuid()} 1")
    _write(f"/proc/{child}/gid_map", f"{boot.USER} {os.getegid()} 1")
