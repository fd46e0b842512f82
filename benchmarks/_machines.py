"""Machines on one machine: each with a network, a host name, process ids and a data folder of its own.

A machine is a network namespace with one address on a bridge, and beneath it namespaces for processes and the host name
whose process 1 is ours: when that is killed, the kernel ends everything on the machine, as when its power is cut.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from _processes import below

_PROCESS_1 = """
import signal, socket, sys
socket.sethostname(sys.argv[1])
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
while True:
    signal.pause()
"""
_PR_SET_PDEATHSIG = 1


def why_not() -> str:
    """What is missing for machines here; empty where nothing is."""
    if os.geteuid() != 0:
        return "network namespaces need root"
    for program in ("ip", "nsenter", "unshare"):
        if shutil.which(program) is None:
            return f"the program {program!r} is missing (Debian: apt-get install iproute2 util-linux)"
    name = f"try{secrets.token_hex(3)}"
    tried = subprocess.run(["ip", "link", "add", name, "type", "bridge"], capture_output=True, text=True, check=False)
    if tried.returncode:
        return f"no bridge can be made here: {tried.stderr.strip()}"
    ip("link", "del", name)
    return ""


def ip(*arguments: str) -> None:
    """Run iproute2."""
    subprocess.run(["ip", *arguments], check=True, capture_output=True)


@dataclass
class Machine:
    """One of them. ``started`` are the processes that :meth:`start` made, as seen from here."""

    name: str
    address: str
    namespace: str
    link: str
    """Our end of its cable."""
    folder: Path
    process_1: int = 0
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> int:
        """Start a program on it, its output appended to ``NAME.log``; answers its process id as seen from here."""
        home = {"HOME": str(self.folder), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
        inside = ["nsenter", "--target", str(self.process_1), "--net", "--uts", "--pid", "--mount", "--", *command]
        with (self.folder / f"{name}.log").open("ab") as log:
            entered = subprocess.Popen(
                inside, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env={**home, **environment}, cwd=self.folder
            )
        self.started.append(entered)
        return child_of(entered)

    def said(self, name: str) -> str:
        """What a program on it printed so far."""
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def kill(self) -> None:
        """End everything on it at once, without a word."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process_1, signal.SIGKILL)
        for one in self.started:
            _ended(one, 30)
        self.started.clear()

    def freeze(self) -> None:
        """Stop everything on it."""
        self._tell_all(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._tell_all(signal.SIGCONT)
        for one in self.started:
            one.send_signal(signal.SIGCONT)

    def _tell_all(self, number: signal.Signals) -> None:
        for one in self.started:
            for pid in below(one.pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, number)

    def cut_off(self) -> None:
        """Pull its cable: nothing is told to either side."""
        ip("link", "set", self.link, "down")

    def plug_in(self) -> None:
        """Put the cable back."""
        ip("link", "set", self.link, "up")


class Network:
    """A bridge with machines on it, and one address of our own. Leaves nothing behind."""

    def __init__(self, folder: Path) -> None:
        self.tag = secrets.token_hex(3)
        self.bridge = f"as{self.tag}"
        self.folder = folder
        self.subnet = f"10.{100 + secrets.randbelow(100)}.{secrets.randbelow(250)}"
        self.ours = f"{self.subnet}.254"
        self.machines: list[Machine] = []
        self._made: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        ip("link", "add", self.bridge, "type", "bridge")
        ip("addr", "add", f"{self.ours}/24", "dev", self.bridge)
        ip("link", "set", self.bridge, "up")
        return self

    def __exit__(self, *_: object) -> None:
        """Processes first, then cables, then names. Another Ctrl-C waits until it is done."""
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        for machine in self.machines:
            with contextlib.suppress(OSError, subprocess.TimeoutExpired):
                machine.kill()
        for made in self._made:
            made.wait(30)
        for machine in self.machines:
            subprocess.run(["ip", "netns", "del", machine.namespace], capture_output=True, check=False)
        subprocess.run(["ip", "link", "del", self.bridge], capture_output=True, check=False)
        signal.signal(signal.SIGINT, before)

    def add(self, name: str) -> Machine:
        """One more machine, switched on."""
        number = len(self.machines) + 1
        folder = self.folder / name
        folder.mkdir()
        machine = Machine(name, f"{self.subnet}.{number}", f"assay-{self.tag}-{name}", f"as{self.tag}v{number}", folder)
        self.machines.append(machine)
        ip("netns", "add", machine.namespace)
        ip("link", "add", machine.link, "type", "veth", "peer", "name", "eth0", "netns", machine.namespace)
        ip("link", "set", machine.link, "master", self.bridge, "up")
        ip("-n", machine.namespace, "addr", "add", f"{machine.address}/24", "dev", "eth0")
        for device in ("lo", "eth0"):
            ip("-n", machine.namespace, "link", "set", device, "up")
        self._switch_on(machine)
        return machine

    def _switch_on(self, machine: Machine) -> None:
        inside = ["nsenter", f"--net=/run/netns/{machine.namespace}", "unshare", "--uts", "--pid", "--mount-proc"]
        inside += ["--fork", "--kill-child", "--", sys.executable, "-c", _PROCESS_1, machine.name]
        with (machine.folder / "process-1.log").open("ab") as log:
            unshared = subprocess.Popen(
                inside,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_ends_with_us,  # noqa: PLW1509 - there is no thread yet
            )
        self._made.append(unshared)
        machine.process_1 = child_of(unshared)


def _ended(entered: subprocess.Popen[bytes], within_s: float) -> None:
    """Wait until nsenter has noticed. It stops itself when what it waits for is stopped, sooner or later: let go on
    only once, it might stop after that.

    Raises:
        subprocess.TimeoutExpired: it has not.
    """
    end = time.monotonic() + within_s
    while entered.poll() is None and time.monotonic() < end:
        entered.send_signal(signal.SIGCONT)
        time.sleep(0.1)
    entered.wait(0)


def child_of(process: subprocess.Popen[bytes], within_s: float = 30) -> int:
    """The id of its only child, once there is one."""
    file = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        if process.poll() is not None:
            raise SystemExit(f"{process.args} ended with {process.returncode}")
        if children := file.read_text().split():
            return int(children[0])
        time.sleep(0.02)
    raise SystemExit(f"{process.args} starts nothing")


def _ends_with_us() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
