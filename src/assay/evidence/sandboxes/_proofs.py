"""Proof that a sandbox's layers work here and now: attempts that fail inside and succeed outside."""

from __future__ import annotations

import json
import secrets
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from assay.domain.run import Limits, Outcome
from assay.evidence.interpreter import this_interpreter
from assay.evidence.sandbox import REQUIRED_LAYERS, Execution, LayerProof, Program

Execute = Callable[[Program], Execution]

_BLOCKED = {
    "pid-namespace": ("signal", "look"),
    "file-system": ("read", "write"),
    "no-network": ("tcp", "abstract", "unix"),
    "seccomp": ("memfd",),
    "no-privileges": ("privileges",),
    "landlock": ("whiteout",),
}
"""Layer to the attempts that it must stop."""

_USER_NAMESPACES = (
    "allow unprivileged user namespaces: sysctl -w user.max_user_namespaces=10000, on Debian and Ubuntu also "
    "kernel.unprivileged_userns_clone=1 and kernel.apparmor_restrict_unprivileged_userns=0, in Docker "
    "--security-opt seccomp=unconfined --security-opt apparmor=unconfined"
)
_GROUPS = (
    "run it where control groups can be made: as root, or systemd-run --user --scope -p Delegate=yes assay worker; in "
    "a container with /sys/fs/cgroup writable"
)
_REMEDIES = {"clone": _USER_NAMESPACES, "Operation not permitted": _USER_NAMESPACES, "Linux": "run a worker on Linux"}

_LINGER = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork(): os._exit(0)
print("ready", flush=True)
time.sleep(60)
"""
_MOST_INSIDE = 32
"""A sandbox that does nothing but try these things numbers its processes below this."""

_SHOUT = "import os\nwhile True: os.write(1, bytes(4096))"
_SWELL = "x = [b'x' * (1 << 20) for _ in range(96)]"
_FORK = """
import os, time
first = os.getpid()
for _ in range(12):
    try:
        if os.fork() == 0:
            while os.getppid() == first: time.sleep(.1)
            os._exit(0)
    except BlockingIOError: pass
time.sleep(.2)
"""
"""They end with the first, should whoever watches them be killed where no sandbox ends them."""


def prove(execute: Execute, labels: dict[str, str]) -> tuple[LayerProof, ...]:
    """Every layer, required ones first. ``labels`` names what bounds ``memory`` and ``processes``."""
    if sys.platform != "linux":
        return tuple(_missing(layer, "the sandbox needs Linux") for layer in REQUIRED_LAYERS)
    with ThreadPoolExecutor(4) as pool:
        blocked = pool.submit(_attempts, execute)
        wall = pool.submit(_wall_clock, execute)
        output = pool.submit(_stopped, execute, "output-cap", _SHOUT, Outcome.OUTPUT_LIMIT)
        memory = pool.submit(_stopped, execute, labels["memory"], _SWELL, Outcome.OUT_OF_MEMORY)
        processes = pool.submit(_stopped, execute, labels["processes"], _FORK, Outcome.PROCESS_LIMIT)
        proofs = (*blocked.result(), wall.result(), output.result(), memory.result(), processes.result())
    absent = (layer for layer in ("memory-cgroup", "pids-cgroup") if layer not in labels.values())
    proofs += tuple(LayerProof(layer, False, "no such control group can be made here", _GROUPS) for layer in absent)
    return tuple(sorted(proofs, key=lambda proof: not proof.required))


def _python(*arguments: str, files: dict[str, str] | None = None, limits: Limits | None = None) -> Program:
    python = this_interpreter()
    argv = (python.executable, "-ISE", *arguments)
    return Program(argv, files=files or {}, limits=limits or Limits(), read_only=python.read_only, empty=python.empty)


def _attempts(execute: Execute) -> list[LayerProof]:
    source = Path(__file__).with_name("_attempts.py").read_text(encoding="utf-8")
    with _outside() as arguments:
        execution = execute(_python("attempts.py", *arguments, files={"attempts.py": source}))
        control = subprocess.run(  # noqa: S603 - our own program, by its full path
            [sys.executable, "-ISE", "-c", source, *arguments],
            cwd=Path(arguments[2]).parent,
            capture_output=True,
            check=False,
        )
    if execution.stop or execution.exit_status:
        reason = execution.reason or execution.stderr.decode("utf-8", "replace")[-300:]
        return [_missing(layer, reason) for layer in _BLOCKED]
    inside, outside = json.loads(execution.stdout), json.loads(control.stdout)
    return [_compare(layer, names, inside, outside) for layer, names in _BLOCKED.items()]


def _compare(layer: str, names: tuple[str, ...], inside: dict[str, str], outside: dict[str, str]) -> LayerProof:
    detail = ", ".join(f"{name}: {inside[name]} inside, {outside[name]} outside" for name in names)
    works = all(inside[name] != "done" and outside[name] == "done" for name in names)
    if layer == "landlock":  # other layers refuse with other errors
        works = works and inside["whiteout"] == "EACCES"
    return LayerProof(layer, works, detail) if works else _missing(layer, detail)


@contextmanager
def _outside() -> Iterator[tuple[str, str, str, str]]:
    """Things on this machine that a process outside can reach: arguments of the attempts."""
    name = f"assay-{secrets.token_hex(8)}"
    with (
        socket.create_server(("127.0.0.1", 0)) as tcp,
        socket.socket(socket.AF_UNIX) as abstract,
        socket.socket(socket.AF_UNIX) as named,
        tempfile.TemporaryDirectory(prefix="assay-proof-") as folder,
        _stranger() as process,
    ):
        abstract.bind("\0" + name)
        marker = Path(folder, "marker")
        marker.touch()
        named.bind(f"{marker}.socket")
        for listener in (abstract, named):
            listener.listen()
        Path(folder).chmod(0o755)  # so that it is not the folder's own permissions that refuse
        yield str(tcp.getsockname()[1]), name, str(marker), str(process)


@contextmanager
def _stranger() -> Iterator[int]:
    """A process of ours whose number none inside has: in a container we may be process 1 ourselves, as the first one
    inside is, and would seem to be reached."""
    while True:
        with subprocess.Popen([sys.executable, "-ISE", "-c", "input()"], stdin=subprocess.PIPE) as process:
            try:
                if process.pid > _MOST_INSIDE:
                    yield process.pid
                    return
            finally:
                process.kill()


def _wall_clock(execute: Execute) -> LayerProof:
    token = secrets.token_hex(8)
    for wall_s in (0.3, 5.0):  # the second on a machine so busy that the program had no time to get going
        program = _python("linger.py", token, files={"linger.py": _LINGER}, limits=Limits(wall_s=wall_s))
        execution = execute(program)
        if execution.stdout:
            break
    left = _running(token)
    detail = f"{execution.reason}; {len(left)} of its processes left running"
    works = execution.stop is Outcome.TIMED_OUT and not left and bool(execution.stdout)
    return LayerProof("wall-clock", works, detail) if works else _missing("wall-clock", detail)


def _running(token: str) -> list[int]:
    """Processes of this machine with ``token`` in their command line."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and token.encode() in (entry / "cmdline").read_bytes():
                found.append(int(entry.name))
        except OSError:  # it ended meanwhile
            continue
    return found


def _stopped(execute: Execute, layer: str, source: str, expected: Outcome) -> LayerProof:
    limits = Limits(wall_s=20, cpu_s=20, memory_mib=64, processes=8, output_kib=64)
    execution = execute(_python("-c", source, limits=limits))
    detail = execution.reason or "it ran on without being stopped"
    works = execution.stop is expected and len(execution.stdout) <= limits.output_kib * 1024
    return LayerProof(layer, works, detail) if works else _missing(layer, detail)


def _missing(layer: str, detail: str) -> LayerProof:
    remedy = next((text for sign, text in _REMEDIES.items() if sign in detail), "")
    return LayerProof(layer, False, detail, remedy)
