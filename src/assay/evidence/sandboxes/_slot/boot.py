"""Process 1 of a run: starts the candidate's process or becomes it, reaps what it leaves behind, and ends.

Its end takes every process of the run with it.
"""

from __future__ import annotations

import os
import signal

from . import about, confine, kernel, root

TYPE_CHECKING = False
if TYPE_CHECKING:  # at run time these imports would only cost start-up time
    from collections.abc import Mapping
    from typing import Any, NoReturn

    from . import enter

_CHUNK = 1 << 15
USER = 1000
"""The candidate's user inside the namespaces."""


def run(slot: Mapping[str, Any], descriptors: tuple[int, ...], function: enter.Function | None) -> NoReturn:
    """Be process 1. ``descriptors``: see :data:`handover.COUNT`; all above those that a program has.

    Writes to control, after what :func:`confine.become` writes, :data:`confine.ENDED` and the candidate's wait status
    in decimal, unless it is the candidate itself.
    """
    try:
        _be_first_when_memory_runs_out(slot["proc"])
        kernel.hide_from_debuggers()
        if slot["plain"]:
            kernel.adopt_orphans()
        # A program wants an init above it, as process 1 ignores signals. What is entered does without: half the cost.
        child = 0 if function else os.fork()  # before all else: what both touch is copied twice
        if child == 0:
            _start(slot, descriptors, function)
        *others, control = descriptors
        for descriptor in others:
            os.close(descriptor)
        for number in (signal.SIGINT, signal.SIGPIPE):
            signal.signal(number, signal.SIG_DFL)  # which process 1 never receives from below
        os.write(control, confine.ENDED + str(_reap_until(child)).encode())
    finally:  # never return into the code of the zygote or supervisor, of which this process is a copy
        confine.leave(descriptors[-1], 0)


def _start(slot: Mapping[str, Any], descriptors: tuple[int, ...], function: enter.Function | None) -> NoReturn:
    """Set up what is the run's own, and become the candidate's program."""
    telling, *streams_and_control = descriptors
    try:
        spec = {**slot, **about.unpack(read_whole(telling))}
        layers = _in_folder(spec) if spec["folder"] else _in_namespaces(spec)
    except BaseException:  # noqa: BLE001 - told, and the process ends
        confine.leave(descriptors[-1], 127)
    confine.become(spec, streams_and_control, layers, function)


def read_whole(file: int) -> bytes:
    """All of it from its start; with fewer objects than a file object has, each of which costs a copied page."""
    os.lseek(file, 0, os.SEEK_SET)
    data = os.read(file, _CHUNK)
    while more := os.read(file, _CHUNK) if len(data) % _CHUNK == 0 else b"":
        data += more
    return data


def _be_first_when_memory_runs_out(proc: int) -> None:
    """``proc``: the machine's /proc, which this process does not see any more."""
    score = os.open("self/oom_score_adj", os.O_WRONLY | os.O_CLOEXEC, dir_fd=proc)
    os.write(score, b"1000")
    os.close(score)
    os.close(proc)


def _in_namespaces(spec: Mapping[str, Any]) -> confine.Layers:
    """Mount what is the run's own; ends in the work folder."""
    if spec["wrapper"]:
        os.umask(0o022)
        root.seal()  # which the zygote has done otherwise
        kernel.bound_capabilities()
        confine.limit_alike()
    root.freshen(spec["read_only"], size_mib=spec["files_mib"], inodes=spec["inodes"])
    root.write_files(root.TASK, spec["files"], USER)
    root.protect(spec["protected"])
    os.chdir(root.TASK)
    return confine.Layers(USER if os.geteuid() != USER else None, ("/",), root.WRITABLE, ("/dev",))


def _in_folder(spec: Mapping[str, Any]) -> confine.Layers:
    """Without namespaces: a folder of the machine, and Landlock around it. Orphans become this process's children."""
    kernel.bound_capabilities()
    confine.limit_alike()
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
