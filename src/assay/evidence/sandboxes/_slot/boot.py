"""Process 1 of the namespaces: builds the root, starts the candidate, reaps what it leaves behind, and ends.

Its end takes every process of the namespace with it.
"""

from __future__ import annotations

import os
import signal

from . import confine, kernel, root

TYPE_CHECKING = False
if TYPE_CHECKING:  # at run time these imports would only cost start-up time
    from collections.abc import Mapping
    from typing import Any, NoReturn

USER = 1000
"""The candidate's user inside the namespaces."""


class Pipes:
    """Write ends and read ends that process 1 inherits from the supervisor."""

    def __init__(self, go: int, status: int, setup: int, streams: tuple[int, int, int, int]) -> None:
        self.go = go
        self.status = status
        self.setup = setup
        self.streams = streams


def run(spec: Mapping[str, Any], pipes: Pipes) -> NoReturn:
    """Be process 1. Writes the candidate's wait status, in decimal, to ``pipes.status``."""
    try:
        child = _set_up(spec, pipes)
        for descriptor in (pipes.setup, *pipes.streams):
            os.close(descriptor)
        os.write(pipes.status, str(_reap_until(child)).encode())
    finally:  # never return into the supervisor's code, of which this process is a copy
        confine.leave(pipes.setup, 0)


def _set_up(spec: Mapping[str, Any], pipes: Pipes) -> int:
    """Everything before the candidate runs; its process id. In the candidate's process this does not return."""
    kernel.die_with_parent()
    if os.read(pipes.go, 1) != b"g":  # the supervisor is gone, or could not map the users
        os._exit(124)
    kernel.hide_from_debuggers()
    for number in (signal.SIGINT, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)  # which process 1 never receives from below
    layers = _in_folder(spec) if spec["folder"] else _in_namespaces(spec)
    child = os.fork()
    if child == 0:
        confine.become(spec, pipes.streams, pipes.setup, layers)
    return child


def _in_namespaces(spec: Mapping[str, Any]) -> confine.Layers:
    """Build the root; ends in the work folder."""
    kernel.set_host_name("assay")
    root.build(spec["read_only"], spec["empty"], size_mib=spec["files_mib"], inodes=spec["inodes"])
    root.write_files(root.TASK, spec["files"], USER)
    root.protect(spec["protected"])
    os.chdir(root.TASK)
    return confine.Layers(USER if os.geteuid() != USER else None, ("/",), root.WRITABLE, root.DEVICES)


def _in_folder(spec: Mapping[str, Any]) -> confine.Layers:
    """Without namespaces: a folder of the machine, and Landlock around it. Orphans become this process's children."""
    kernel.adopt_orphans()
    folder, user = spec["folder"], spec["host_id"]
    owner = os.geteuid() if user is None else user
    for name in ("task", "temporary"):
        os.mkdir(f"{folder}/{name}", 0o700)
        os.chown(f"{folder}/{name}", owner, owner)
    root.write_files(f"{folder}/task", spec["files"], owner)
    os.chdir(f"{folder}/task")
    readable = (*root.SYSTEM, *root.CONFIGURATION, *spec["read_only"])
    listable = tuple({os.path.dirname(path) for path in spec["read_only"]})  # where Python looks for packages
    present = tuple(path for path in readable if os.path.exists(path))
    return confine.Layers(user, present, (f"{folder}/task", f"{folder}/temporary"), root.DEVICES, listable)


def _reap_until(child: int) -> int:
    """Reap orphans until ``child`` ends; its wait status."""
    while True:
        process, status = os.wait()
        if process == child:
            return status
