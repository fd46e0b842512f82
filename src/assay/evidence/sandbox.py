"""The sandbox port: run an untrusted program and say what was observed.

A built-in lives in ``sandboxes/<name>.py``; third parties use the entry-point group ``assay.sandboxes``.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Protocol, runtime_checkable

from assay.domain.run import Limits, Outcome
from assay.errors import InputError, SandboxUnavailable
from assay.registry import Registry

REQUIRED_LAYERS: Final = (
    "pid-namespace",
    "file-system",
    "no-network",
    "seccomp",
    "no-privileges",
    "wall-clock",
    "output-cap",
)
"""What must hold before untrusted code runs: own process tree; only its own files (mount namespace or Landlock); no
network; system-call filter; no capabilities and no way to gain any; the whole tree ends on time; bounded output."""

REPORT_DESCRIPTOR: Final = 3
"""Where a program may write its report, besides its standard output and error."""

LINK_DESCRIPTOR: Final = 4
"""Where each of two linked programs has its end of a stream socket to the other."""


@dataclass(frozen=True)
class Entry:
    """A function of a Python module of ours, for programs that are run often and end soon.

    A sandbox with a warm interpreter imports the module once, outside of any run, and calls the function in a copy of
    that interpreter, made and confined for this run. So importing may prepare (import what the function needs, compile,
    build tables), but must read no input, open no file for good and start no thread; the candidate's code is loaded by
    the function, never by the import. Nothing that a run does reaches the interpreter or the next run. The candidate's
    code shares the copy: expected values and assertions have no place in it. The copy may be process 1 of its
    namespace, which default actions of signals that it sends to itself do not end.
    """

    module: str
    path: tuple[str, ...]
    """Real host folders in which the module is found. The program can read them, and they are on ``sys.path``."""
    function: str = "main"
    """Called without arguments. What it raises ends the program as it would end a script."""


@dataclass(frozen=True)
class Program:
    """What to run. Paths in ``files`` are relative to the work folder, in which the program starts."""

    argv: tuple[str, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    env: Mapping[str, str] = field(default_factory=dict)
    """All of the environment besides PATH, HOME, TMPDIR and LANG, which the sandbox sets; nothing is inherited."""
    stdin: bytes = b""
    limits: Limits = field(default_factory=Limits)
    read_only: tuple[str, ...] = ()
    """Real host paths (no symbolic links) that the program may read, at the same place."""
    empty: tuple[str, ...] = ()
    """Folders beneath ``read_only`` or /usr that the program sees as empty."""
    protected: frozenset[str] = frozenset()
    """Files that the program cannot change, replace or remove."""
    path: tuple[str, ...] = ()
    """Folders put before the usual PATH."""
    entry: Entry | None = None
    """What ``argv`` comes down to, for sandboxes that keep an interpreter warm; others run ``argv``. See
    :func:`assay.evidence.interpreter.entering`, which makes both."""
    arguments: tuple[str, ...] = ()
    """``sys.argv[1:]`` of the entry."""

    def __post_init__(self) -> None:
        for name in self.files:
            if name.startswith("/") or any(part in {"", ".", ".."} for part in name.split("/")):
                raise InputError(f"{name!r} is no usable file name", remedy="use a relative path such as src/app.py")
        object.__setattr__(self, "files", MappingProxyType(dict(self.files)))
        object.__setattr__(self, "env", MappingProxyType(dict(self.env)))


@dataclass(frozen=True)
class Execution:
    """What was observed of one program. Times in seconds, memory in MiB."""

    stop: Outcome | None
    """The limit that was reached, SANDBOX_ERROR, or NOT_RUN when the program could not be started; None when it ended
    by itself."""
    reason: str = ""
    """One line that explains ``stop``."""
    exit_status: int | None = None
    """Exit code, or minus the signal's number."""
    stdout: bytes = b""
    stderr: bytes = b""
    report: bytes = b""
    wall_s: float = 0.0
    cpu_s: float = 0.0
    peak_mib: float = 0.0
    layers: tuple[str, ...] = ()
    missing_layers: tuple[str, ...] = ()


@dataclass(frozen=True)
class LayerProof:
    """What a live attempt showed of one layer."""

    layer: str
    works: bool
    detail: str
    """What was tried and seen."""
    remedy: str = ""
    """What to do where it does not work."""

    @property
    def required(self) -> bool:
        """Whether untrusted code may not run without it."""
        return self.layer in REQUIRED_LAYERS


class Sandbox(Protocol):
    """Runs untrusted programs. Every method may be called from several threads at once."""

    name: str
    preference: int
    """Of several that work fully, the one with the lowest number is chosen."""

    def examine(self) -> tuple[LayerProof, ...]:
        """Try every layer in a child, on this machine, now. A required layer that is not mentioned is missing."""
        ...

    def execute(self, program: Program) -> Execution:
        """Run it to its end or to a limit; nothing of it is left running. Never raises for what the program does."""
        ...


@runtime_checkable
class LinkingSandbox(Protocol):
    """A sandbox that can also run two programs at a time, each isolated as ever, with a stream socket between them."""

    def execute_linked(self, first: Program, second: Program) -> tuple[Execution, Execution]:
        """Run both to their ends; one that has ended is an end of file to the other. See :data:`LINK_DESCRIPTOR`."""
        ...


@runtime_checkable
class CompilingSandbox(Protocol):
    """A sandbox that compiles a part of itself where it can. Without, it does the same in more processor time."""

    def missing_compiled_part(self) -> str:
        """Why there is none; empty where there is."""
        ...


SANDBOXES: Final[Registry[Sandbox]] = Registry("sandbox", "assay.evidence.sandboxes", "assay.sandboxes")

_examined: dict[str, tuple[LayerProof, ...]] = {}
_examining = threading.RLock()


def examine(sandbox: Sandbox) -> tuple[LayerProof, ...]:
    """Proofs of one sandbox, tried once per process."""
    with _examining:
        if sandbox.name not in _examined:
            _examined[sandbox.name] = sandbox.examine()
        return _examined[sandbox.name]


def missing_layers(proofs: tuple[LayerProof, ...]) -> tuple[str, ...]:
    """Required layers that were not proven, in the order of :data:`REQUIRED_LAYERS`."""
    proven = {proof.layer for proof in proofs if proof.works}
    return tuple(layer for layer in REQUIRED_LAYERS if layer not in proven)


def choose_sandbox(*, allow_degraded: bool = False) -> Sandbox:
    """The preferred sandbox of which every required layer is proven to work here.

    With ``allow_degraded``, otherwise the one that misses fewest; its executions name what was missing.

    Raises:
        SandboxUnavailable: there is none; names the missing layers of the best one and the remedy.
    """
    tried = [(sandbox, examine(sandbox)) for sandbox in _until_whole()]
    if not tried:
        raise SandboxUnavailable("no sandbox is installed")
    best, proofs = min(tried, key=lambda one: len(missing_layers(one[1])))
    missing = missing_layers(proofs)
    if len(missing) == len(REQUIRED_LAYERS):
        raise SandboxUnavailable("no sandbox works on this machine", remedy="run 'assay doctor' for the reasons")
    if not missing or allow_degraded:
        return best
    remedies = [proof.remedy for _, proofs in tried for proof in proofs if proof.layer in missing and proof.remedy]
    raise SandboxUnavailable(
        f"sandbox layer {', '.join(missing)} is missing",
        remedy=f"{remedies[0] if remedies else 'see assay doctor'}; or accept it with --allow-degraded",
    )


def _until_whole() -> Iterator[Sandbox]:
    """Sandboxes by preference, up to the first that misses nothing: the others need not be tried."""
    for sandbox in sorted(SANDBOXES, key=lambda one: (one.preference, one.name)):
        yield sandbox
        if not missing_layers(examine(sandbox)):
            return
