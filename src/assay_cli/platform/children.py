"""Child processes that never outlive their parent: each leads a session of its own and is told when the parent dies."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_CLONE_NEWUSER = 0x10000000
_libc = ctypes.CDLL(None, use_errno=True)


def spawn(
    command: Sequence[str],
    *,
    log: Path,
    env: Mapping[str, str] | None = None,
    signal_on_death: signal.Signals = signal.SIGTERM,
    before: Callable[[], None] | None = None,
) -> subprocess.Popen[bytes]:
    """Start ``command`` in its own session, its output appended to ``log``.

    ``signal_on_death`` is what the kernel sends it when this process ends in whatever way (prctl(2),
    PR_SET_PDEATHSIG); ``before`` runs in the child just before the program.
    """
    parent = os.getpid()

    def prepare() -> None:
        if before is not None:
            before()
        _libc.prctl(_PR_SET_PDEATHSIG, signal_on_death)
        if os.getppid() != parent:
            os._exit(1)

    with log.open("ab") as output:
        return subprocess.Popen(  # noqa: S603 - the commands are our own
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=dict(env) if env is not None else None,
            start_new_session=True,
            preexec_fn=prepare,  # noqa: PLW1509 - this process has one thread while it starts children
        )


def stop(child: subprocess.Popen[bytes], first: signal.Signals, patience_s: float) -> None:
    """Ask the child to end with ``first``; after ``patience_s`` seconds end all of its session."""
    if child.poll() is None:
        child.send_signal(first)
        try:
            child.wait(patience_s)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    end_session(child.pid)


def end_session(leader: int) -> None:
    """Kill what is left of the process group that ``leader`` led."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return


def appear_as_ordinary_user() -> None:
    """Enter a user namespace in which root is an ordinary user; PostgreSQL refuses to run as root.

    Files stay root's own outside, so no account is made and no folder opened to others. To be called in a child that
    has one thread.

    Raises:
        OSError: user namespaces are not allowed here.
    """
    if _libc.unshare(_CLONE_NEWUSER) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    Path("/proc/self/uid_map").write_text("1000 0 1", encoding="ascii")
    Path("/proc/self/gid_map").write_text("1000 0 1", encoding="ascii")
