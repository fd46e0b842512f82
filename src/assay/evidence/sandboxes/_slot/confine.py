"""The last steps before a process becomes the candidate's program. Each can only take rights away."""

from __future__ import annotations

import contextlib
import errno
import os
import resource
import signal
import sys
import time

from . import enter, kernel, landlock, seccomp

TYPE_CHECKING = False
if TYPE_CHECKING:  # at run time these imports would only cost start-up time
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, NoReturn

_READY = b"\x06"
ENDED = b"\x04"
"""Written by process 1 before the program's wait status."""


def become(
    spec: Mapping[str, Any], descriptors: Sequence[int], layers: Layers, function: enter.Function | None
) -> NoReturn:
    """Confine this process, then call ``function``, or without one start ``spec["argv"]``.

    ``descriptors``: input, output, error, report, perhaps a link to another run, control. Writes to control just before
    the start what :func:`when_ready` reads; all else written there is a message of failure. The candidate never has it.
    """
    control = len(descriptors) - 1
    try:
        _arrange(descriptors)
        os.setsid()
        _limit_each(spec)
        layers.apply()
        os.write(control, _READY + b"%d " % time.monotonic_ns())
        if function is None:
            _start(spec["argv"], spec["env"])
        os.close(control)
    except BaseException:  # noqa: BLE001 - told, and the process ends
        leave(control, 127)
    enter.call(function, spec["arguments"])


def leave(control: int, status: int) -> NoReturn:
    """End this process at once; an exception on its way out is written to ``control`` as one line."""
    error = sys.exc_info()[1]
    if error is not None:
        with contextlib.suppress(OSError):
            os.write(control, told(error))
    os._exit(status)


def told(error: BaseException) -> bytes:
    """An exception as one line."""
    return (error.strerror if isinstance(error, OSError) and error.strerror else repr(error)).encode()


def _start(argv: tuple[str, ...], environment: Mapping[str, str]) -> NoReturn:
    """Replace this process by the program, looked up in the environment's PATH. (``os.execvpe`` would import modules,
    which lie outside by now.)"""
    places = [""] if "/" in argv[0] else [f"{folder}/" for folder in environment["PATH"].split(":")]
    refused: OSError = FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    for place in places:
        try:
            os.execve(place + argv[0], argv, environment)  # noqa: S606 - this is the sandbox
        except (FileNotFoundError, NotADirectoryError):
            continue
        except PermissionError as error:
            refused = error
    raise refused


def when_ready(told: bytes) -> tuple[float, bytes]:
    """When every layer was in force, by the monotonic clock, or 0; and what else was written to control."""
    when, _, more = told[1:].partition(b" ")
    return (int(when) / 1e9, more) if told[:1] == _READY and when.isdigit() else (0.0, told)


class Layers:
    """What takes the rights away, in the only order that works."""

    def __init__(
        self,
        user: int | None,
        readable: tuple[str, ...],
        writable: tuple[str, ...],
        devices: tuple[str, ...],
        listable: tuple[str, ...] = (),
    ) -> None:
        self.user = user
        self.readable = readable
        self.writable = writable
        self.devices = devices
        self.listable = listable

    def apply(self) -> None:
        """The user while there are rights to change it, then the rest. The bounding set is empty by now."""
        steps: tuple[Callable[[], None], ...] = (
            self._change_user,
            kernel.drop_capabilities,
            kernel.forbid_new_privileges,
            self._landlock,
            seccomp.install,
        )
        for step in steps:
            step()

    def _change_user(self) -> None:
        if self.user is not None:
            os.setgroups([])
            os.setresgid(self.user, self.user, self.user)
            os.setresuid(self.user, self.user, self.user)

    def _landlock(self) -> None:
        if landlock.OFFERED:
            landlock.restrict(self.readable, self.writable, self.devices, self.listable)


def _arrange(descriptors: Sequence[int]) -> None:
    """Put the descriptors at 0 and up, and close all others. Every one of them is above those on entry."""
    control = len(descriptors) - 1
    for target, source in enumerate(descriptors):
        os.dup2(source, target, inheritable=target != control)
    os.closerange(control + 1, 1 << 20)


_FIXED = {
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_NOFILE: 1024,
    resource.RLIMIT_MEMLOCK: 1 << 16,
    resource.RLIMIT_MSGQUEUE: 0,
    resource.RLIMIT_RTPRIO: 0,
    resource.RLIMIT_NICE: 0,
}


def limit_alike() -> None:
    """Limits and signals that are the same for every run, set where they are inherited from."""
    for which, most in _FIXED.items():
        _limit(which, most, most)
    for number in (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)  # what Python ignores or handles, programs expect as it was


def _limit_each(spec: Mapping[str, Any]) -> None:
    _limit(resource.RLIMIT_CPU, spec["cpu_s"], spec["cpu_s"] + 1)
    for which, most in (
        (resource.RLIMIT_FSIZE, spec["files_mib"] << 20),
        (resource.RLIMIT_NPROC, spec["processes_hard"]),
        (resource.RLIMIT_DATA, spec["data_mib"] << 20),
    ):
        if most:
            _limit(which, most, most)


def _limit(which: int, soft: int, hard: int) -> None:
    try:
        resource.setrlimit(which, (soft, hard))
    except ValueError:  # there is a lower one, which only root may exceed
        ceiling = resource.getrlimit(which)[1]
        resource.setrlimit(which, (min(soft, ceiling), min(hard, ceiling)))
