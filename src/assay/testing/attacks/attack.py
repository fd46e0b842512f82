"""One attack, and the ways to write its payload.

Each payload is Python that prints ``tried`` once the attempt was really made (the witness) and ``breached`` if it got
what it wanted. Payloads get the fields of :class:`assay.testing.sandbox_kit.Outside` as variables: ``port``,
``udp_port``, ``abstract`` and ``unix`` (sockets), ``marker`` (a file that others may read, in a folder that others may
write), ``decoy`` (a process), ``secret``, ``source`` (a file of the engine), ``descriptor`` (an open file).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from assay.domain.run import Limits, Outcome


class Control(StrEnum):
    """Where the negative control runs: the same payload without the sandbox, where it must succeed."""

    OUTSIDE = "outside"
    """On the machine itself: it does no harm."""
    AS_ROOT = "outside, where we are root"
    """Likewise; others could not do it anyway."""
    FENCED = "in a throw-away namespace"
    """As root of user, pid, mount, network and ipc namespaces that end with it: it would harm the machine."""
    EXCEEDS = "in a throw-away namespace, until it is seen to exceed the limit"
    """Likewise, and ended once it holds more than the sandbox would have let it."""
    NONE = "none"
    """Shown otherwise, or nowhere to be shown; the attack says why."""


@dataclass(frozen=True)
class Attack:
    """One attempt and what must come of it."""

    name: str
    payload: str
    stop: Outcome | None = None
    """The limit that must end it; None when it must come to its own end."""
    control: Control = Control.OUTSIDE
    why: str = ""
    """Why there is no negative control."""
    benign: str = ""
    """A harmless relative, which must run to its end and print ``fine`` (the benign control)."""
    exit_status: int | None = None
    """The exit status that must be reported, where it matters."""
    limits: Limits = field(default_factory=lambda: Limits(wall_s=30, cpu_s=30, memory_mib=128, processes=16))


TRIED = "print('tried', flush=True)"
QUICK = Limits(wall_s=1.5, cpu_s=30, memory_mib=128, processes=16)

_SYSTEM_CALL = """
import ctypes, platform
libc = ctypes.CDLL(None, use_errno=True)
call = lambda x86, arm, *rest: libc.syscall(x86 if platform.machine() == "x86_64" else arm, *rest)
"""


def attempt(action: str, before: str = "") -> str:
    """Breached unless ``action`` is refused."""
    lines = ("import os, resource, signal, socket, stat", before, "try:", f"    {action}")
    return "\n".join((*lines, "except (OSError, ValueError) as error: print(error)", "else: print('breached')", TRIED))


def system_calls(*actions: str) -> str:
    """Breached unless every one returns -1."""
    checks = (f"if {action} >= 0: print('breached', {action!r})" for action in actions)
    return "\n".join((_SYSTEM_CALL, *checks, TRIED))
