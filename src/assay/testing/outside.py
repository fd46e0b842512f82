"""What there is to reach outside a sandbox, and the same payloads run outside it: the negative controls."""

from __future__ import annotations

import os
import secrets
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import assay.errors
from assay.domain.run import Outcome
from assay.testing.attacks import Attack, Control
from assay.testing.traces import descendants, usage_of

_PATIENCE_S = 20
_DECOY = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(600)"
_FENCE = """
import ctypes, os, resource, signal, sys
libc = ctypes.CDLL(None, use_errno=True)
libc.prctl(1, 9, 0, 0, 0)
signal.alarm(40)
def check(result):
    if result: raise OSError(ctypes.get_errno(), "the fence cannot be built")
user, group = os.geteuid(), os.getegid()
check(libc.unshare(0x10000000 | 0x20000000 | 0x20000 | 0x40000000 | 0x8000000 | 0x4000000))
for name, text in (("setgroups", "deny"), ("uid_map", f"0 {user} 1"), ("gid_map", f"0 {group} 1")):
    with open(f"/proc/self/{name}", "w") as file: file.write(text)
resource.setrlimit(resource.RLIMIT_AS, (1 << 31, 1 << 31))
resource.setrlimit(resource.RLIMIT_NPROC, (300, 300))
first = os.fork()
if first:
    os.waitpid(first, 0)
    os._exit(0)
check(libc.prctl(1, 9, 0, 0, 0))
check(libc.mount(b"none", b"/", None, 0x44000, None))
check(libc.mount(b"proc", b"/proc", b"proc", 0, None))
own = os.environ["TMPDIR"]
for place in (own, "/dev/shm", "/etc"): check(libc.mount(b"fence", place.encode(), b"tmpfs", 0, b"size=40m"))
os.chdir(own)
payload = os.fork()
if payload == 0:
    source = sys.argv.pop(1)
    exec(compile(source, "attack.py", "exec"), {"__name__": "__main__"})
    sys.stdout.flush()
    os._exit(0)
while os.wait()[0] != payload: pass
if sum(name.isdigit() for name in os.listdir("/proc")) > 1: os.write(1, b"breached: something still runs")
"""
"""Runs its first argument as root of namespaces that end with it, within 40 s and 40 MiB of files. What it runs must
have an end of its own: the kernel does not hold the machine's root to the number of processes."""


@dataclass(frozen=True)
class Outside:
    """What there is to reach outside. See :mod:`assay.testing.attacks.attack`."""

    port: int
    udp_port: int
    abstract: str
    unix: str
    marker: str
    decoy: int
    secret: str
    source: str
    descriptor: int

    def program(self, payload: str) -> str:
        """Source of a payload; the secret is its first argument, so that its processes can be found."""
        lines = [f"{name} = {value!r}" for name, value in asdict(self).items() if name != "secret"]
        return "\n".join(["import sys", "secret = sys.argv[1]", *lines, payload])


@contextmanager
def outside() -> Iterator[Outside]:
    """Sockets, a file, a process, a secret and an open descriptor for attacks to reach. The secret is in the
    environment of this process meanwhile."""
    secret = f"secret-{secrets.token_hex(12)}"
    abstract = f"assay-{secrets.token_hex(8)}"
    with (
        socket.create_server(("127.0.0.1", 0)) as tcp,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp,
        socket.socket(socket.AF_UNIX) as hidden,
        socket.socket(socket.AF_UNIX) as named,
        tempfile.TemporaryDirectory(prefix="assay-kit-") as folder,
        subprocess.Popen([sys.executable, "-ISEc", _DECOY], stdout=subprocess.PIPE) as decoy,  # noqa: S603 - our own
    ):
        assert decoy.stdout  # noqa: S101 - asked for as a pipe
        decoy.stdout.readline()  # it ignores the signal by now
        udp.bind(("127.0.0.1", 0))
        hidden.bind(f"\0{abstract}")
        named.bind(f"{folder}/socket")
        for listener in (hidden, named):
            listener.listen()
        Path(folder).chmod(0o777)
        Path(folder, "fence").mkdir()
        marker = Path(folder, "marker")
        marker.touch()
        descriptor = os.open(marker, os.O_RDONLY)
        os.set_inheritable(descriptor, True)
        os.environ["ASSAY_KIT_SECRET"] = secret
        try:
            yield Outside(
                port=tcp.getsockname()[1],
                udp_port=udp.getsockname()[1],
                abstract=abstract,
                unix=f"{folder}/socket",
                marker=str(marker),
                decoy=decoy.pid,
                secret=secret,
                source=str(Path(assay.errors.__file__).resolve()),
                descriptor=descriptor,
            )
        finally:
            del os.environ["ASSAY_KIT_SECRET"]
            os.close(descriptor)
            decoy.send_signal(signal.SIGKILL)


def control(attack: Attack, around: Outside) -> str:
    """What is wrong with the negative control; empty when the attack succeeds outside, or cannot be shown to."""
    if attack.control is Control.NONE or (attack.control is Control.AS_ROOT and os.geteuid() != 0):
        return ""
    if attack.control is Control.EXCEEDS:
        return _exceeds(attack, around)
    fenced = attack.control is Control.FENCED
    said = run_outside(attack.payload, around, fenced=fenced)
    return "" if "breached" in said else f"{attack.name}: has no effect {attack.control} either: {said[-500:]}"


def run_outside(payload: str, around: Outside, *, fenced: bool = False) -> str:
    """Output of a payload run without a sandbox, in a new folder beside the marker."""
    with (
        tempfile.TemporaryDirectory(dir=Path(around.marker).parent) as folder,
        _start(payload, around, Path(folder), fenced=fenced) as process,
    ):
        try:
            said, errors = process.communicate(timeout=60)
        finally:
            _end(process)
    return said.decode("utf-8", "replace") + errors.decode("utf-8", "replace")


def _start(payload: str, around: Outside, folder: Path, *, fenced: bool, report: int = -1) -> subprocess.Popen[bytes]:
    source = around.program(payload)
    arguments = [_FENCE, source] if fenced else [source]
    kept = (around.descriptor, *((report,) if report >= 0 else ()))
    return subprocess.Popen(  # noqa: S603 - our own program, by its full path
        [sys.executable, "-ISEuc", *arguments, around.secret],
        cwd=folder,
        env={"SECRET": around.secret, "TMPDIR": str(folder)},
        pass_fds=kept,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _exceeds(attack: Attack, around: Outside) -> str:
    """Start it in the fence, and end it as soon as it holds more than the sandbox would let it."""
    report_read, report_write = os.pipe()
    payload = attack.payload.replace("os.write(3,", f"os.write({report_write},")
    with (
        tempfile.TemporaryDirectory(dir=Path(around.marker).parent) as folder,
        _start(payload, around, Path(folder), fenced=True, report=report_write) as process,
    ):
        os.close(report_write)
        assert process.stdout  # noqa: S101 - asked for as pipes
        assert process.stderr  # noqa: S101 - likewise
        streams = [process.stdout.fileno(), process.stderr.fileno(), report_read]
        written, begun, seen = 0, time.monotonic(), ""
        while not (seen := _exceeded(attack, process.pid, written, time.monotonic() - begun)):
            ready, _, _ = select.select(streams, [], [], 0.02)
            for stream in ready:
                data = os.read(stream, 1 << 20)
                written += len(data)
                if not data:
                    streams.remove(stream)
            if not streams or time.monotonic() - begun > _PATIENCE_S:
                break
        _end(process)
    os.close(report_read)
    return "" if seen else f"{attack.name}: does not exceed its limit {attack.control}"


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill it, and see all that it started gone."""
    tree = tuple(descendants(process.pid))
    process.kill()
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline and any(Path(f"/proc/{one}").exists() for one in tree):
        time.sleep(0.005)


def _exceeded(attack: Attack, process: int, written: int, seconds: float) -> str:
    """Which limit the tree below ``process`` exceeds by now."""
    limits, stop = attack.limits, attack.stop
    if stop is Outcome.OUTPUT_LIMIT:
        return "output" if written > max(limits.output_kib * 1024, 8 << 20) else ""
    threads, resident_kib, cpu_s = usage_of((process, *descendants(process)))
    if stop is Outcome.PROCESS_LIMIT:
        return "processes" if threads > limits.processes + 3 else ""
    if stop is Outcome.OUT_OF_MEMORY:
        return "memory" if resident_kib > limits.memory_mib * 1024 else ""
    return "time" if seconds > limits.wall_s or cpu_s > limits.cpu_s else ""
