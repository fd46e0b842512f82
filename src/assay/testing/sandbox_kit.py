"""The conformance kit of sandboxes: what every one of them, ours and other people's, must withstand."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import assay.errors
from assay.evidence.interpreter import this_interpreter
from assay.evidence.sandbox import Execution, Program, Sandbox, missing_layers
from assay.testing.attacks import ATTACKS, Attack


@dataclass(frozen=True)
class Outside:
    """What there is to reach outside. See :mod:`assay.testing.attacks`."""

    port: int
    udp_port: int
    abstract: str
    unix: str
    marker: str
    decoy: int
    secret: str
    source: str
    descriptor: int


def check_sandbox(sandbox: Sandbox) -> None:
    """Every attack, and the proofs.

    Raises:
        AssertionError: the first that got through, or whose witness or control is missing.
    """
    missing = missing_layers(sandbox.examine())
    _demand(not missing, f"{sandbox.name} does not prove {', '.join(missing)}")
    for attack in ATTACKS:
        check_attack(sandbox, attack)


def check_attack(sandbox: Sandbox, attack: Attack) -> Execution:
    """One attack with its witness, benign control and negative control.

    Raises:
        AssertionError: it got through, was not really tried, or a control shows that the check is empty.
    """
    with outside() as around:
        execution = sandbox.execute(_program(attack.payload, around, attack))
        left = processes_with(around.secret)
        if attack.outside:
            control = run_outside(attack.payload, around)
            _demand("breached" in control, f"{attack.name}: has no effect outside either: {control}")
        if attack.benign:
            benign = sandbox.execute(_program(attack.benign, around, attack))
            _demand(benign.stop is None, f"{attack.name}: its harmless relative was stopped: {benign.reason}")
            _demand(b"fine" in benign.stdout, f"{attack.name}: its harmless relative failed: {benign.stderr!r}")
    shown = (
        f"{attack.name}: {execution.reason}, status {execution.exit_status}, "
        f"{execution.stdout[-500:]!r}, {execution.stderr[-1000:]!r}"
    )
    _demand(b"tried" in execution.stdout, f"was not tried: {shown}")
    _demand(b"breached" not in execution.stdout, f"got through: {shown}")
    _demand(execution.stop is attack.stop, f"ended as {execution.stop}, not {attack.stop}: {shown}")
    _demand(attack.exit_status in {None, execution.exit_status}, f"wrong exit status: {shown}")
    _demand(not left, f"left processes running: {shown}")
    return execution


def _demand(holds: bool, otherwise: str) -> None:  # noqa: FBT001 - it reads as a sentence
    if not holds:
        raise AssertionError(otherwise)


def _program(payload: str, around: Outside, attack: Attack) -> Program:
    python = this_interpreter()
    return Program(
        (python.executable, "-ISEu", "attack.py", around.secret),
        files={"attack.py": _source(payload, asdict(around))},
        limits=attack.limits,
        read_only=python.read_only,
        empty=python.empty,
    )


def _source(payload: str, values: Mapping[str, object]) -> str:
    hidden = {name: value for name, value in values.items() if name != "secret"}
    lines = [f"{name} = {value!r}" for name, value in hidden.items()]
    return "\n".join(["import sys", "secret = sys.argv[1]", *lines, payload])


def run_outside(payload: str, around: Outside) -> str:
    """Output of a payload run without a sandbox, in the marker's folder."""
    control = subprocess.run(  # noqa: S603 - our own program, by its full path
        [sys.executable, "-ISEu", "-c", _source(payload, asdict(around)), around.secret],
        cwd=Path(around.marker).parent,
        env={"SECRET": around.secret, "TMPDIR": str(Path(around.marker).parent)},
        pass_fds=(around.descriptor,),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return control.stdout + control.stderr


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
        subprocess.Popen([sys.executable, "-ISEc", "import time; time.sleep(600)"]) as decoy,
    ):
        udp.bind(("127.0.0.1", 0))
        hidden.bind(f"\0{abstract}")
        named.bind(f"{folder}/socket")
        for listener in (hidden, named):
            listener.listen()
        Path(folder).chmod(0o777)
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


def processes_with(token: str) -> list[int]:
    """Processes of this machine with ``token`` in their command line."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and token.encode() in (entry / "cmdline").read_bytes():
                found.append(int(entry.name))
        except OSError:  # it ended meanwhile
            continue
    return found
