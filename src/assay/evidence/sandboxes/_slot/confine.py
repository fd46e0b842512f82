"""The last steps before a process becomes the candidate's program. Each can only take rights away."""

from __future__ import annotations

import contextlib
import errno
import os
import resource
import signal
import sys

from . import kernel, landlock, seccomp

TYPE_CHECKING = False
if TYPE_CHECKING:  # at run time these imports would only cost start-up time
    from collections.abc import Callable, Mapping
    from typing import Any, NoReturn

REPORT = 3
"""Descriptor on which the program may write its report."""
_SETUP = 4
READY = b"\x06"
"""Written when every layer is in force."""


def become(spec: Mapping[str, Any], descriptors: tuple[int, int, int, int], setup: int, layers: Layers) -> NoReturn:
    """Confine this process and start ``spec["argv"]``. ``descriptors``: input, output, error, report.

    Writes :data:`READY` to ``setup`` just before the start; anything else written there is a message of failure.
    """
    try:
        _arrange(descriptors, setup)
        os.setsid()
        _limit(spec)
        layers.apply()
        os.write(_SETUP, READY)
        _start(spec["argv"], spec["env"])
    finally:
        leave(_SETUP, 127)


def leave(setup: int, status: int) -> NoReturn:
    """End this process at once; an exception on its way out is written to ``setup`` as one line."""
    error = sys.exc_info()[1]
    if error is not None:
        line = error.strerror if isinstance(error, OSError) and error.strerror else repr(error)
        with contextlib.suppress(OSError):
            os.write(setup, line.encode())
    os._exit(status)


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
        """Bounding set while CAP_SETPCAP is there, then the user, then the rest."""
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
        kernel.bound_capabilities()
        if self.user is not None:
            os.setgroups([])
            os.setresgid(self.user, self.user, self.user)
            os.setresuid(self.user, self.user, self.user)

    def _landlock(self) -> None:
        if landlock.version():
            landlock.restrict(self.readable, self.writable, self.devices, self.listable)


def _arrange(descriptors: tuple[int, int, int, int], setup: int) -> None:
    """Put the five descriptors at 0 to 4 and close all others. Every one of them is above 4 on entry."""
    for target, source in enumerate((*descriptors, setup)):
        os.dup2(source, target, inheritable=target != _SETUP)
    os.closerange(_SETUP + 1, 1 << 20)


def _limit(spec: Mapping[str, Any]) -> None:
    mebibyte = 1 << 20
    cpu = int(spec["cpu_s"]) + 1
    files = spec["files_mib"] * mebibyte
    limits = {
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_CPU: (cpu, cpu + 1),
        resource.RLIMIT_FSIZE: (files, files),
        resource.RLIMIT_NOFILE: (1024, 1024),
        resource.RLIMIT_MEMLOCK: (1 << 16, 1 << 16),
        resource.RLIMIT_MSGQUEUE: (0, 0),
        resource.RLIMIT_RTPRIO: (0, 0),
        resource.RLIMIT_NICE: (0, 0),
    }
    if spec["processes_hard"]:
        limits[resource.RLIMIT_NPROC] = (spec["processes_hard"], spec["processes_hard"])
    if spec["data_mib"]:
        limits[resource.RLIMIT_DATA] = (spec["data_mib"] * mebibyte, spec["data_mib"] * mebibyte)
    for which, (soft, hard) in limits.items():
        ceiling = resource.getrlimit(which)[1]
        if ceiling != resource.RLIM_INFINITY:
            resource.setrlimit(which, (min(soft, ceiling), min(hard, ceiling)))
        else:
            resource.setrlimit(which, (soft, hard))
    for number in (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)  # what Python ignores or handles, programs expect as it was
