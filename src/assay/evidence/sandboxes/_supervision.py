"""The engine's side of a run: what its slot is told, and what the answer means."""

from __future__ import annotations

import os
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from assay.domain.run import Outcome
from assay.evidence.interpreter import this_interpreter
from assay.evidence.listening import MOST_HEARD, current_listener
from assay.evidence.sandbox import Execution, Program, Sandbox, examine, missing_layers
from assay.evidence.sandboxes import _cgroups, _compiled
from assay.evidence.sandboxes._slots import SLOTS, Kind

HOST_ID = 1_879_100_000
"""Host user of the candidate when we are root: beyond what systemd and containers hand out, so it owns nothing."""
_USUAL_PATH = ("/usr/local/bin", "/usr/bin", "/bin")
_REPORT_BYTES = 8 << 20
_INODES_PER_MIB = 64


def observe(
    program: Program, kind: Kind, *, folder: str = "", processes_hard: int | None = None, link: int | None = None
) -> Execution:
    """Run in a slot of this kind. Without namespaces ``folder`` is the run's own. ``link``: its end of a socket."""
    listener = current_listener()
    header = {
        **_header(program),
        "entered": kind.entry is not None,
        "told_bytes": MOST_HEARD if listener else 0,
    }

    def make(group: _cgroups.Group) -> tuple[dict[str, Any], dict[str, Any]]:
        # A backstop to sampling; every thread's stack counts with its full 8 MiB, touched or not.
        data_mib = 0 if group.memory else program.limits.memory_mib + 8 * program.limits.processes
        # Only a second fence where the group counts, so that the group is what notices.
        hard = (
            program.limits.processes + (64 if group.pids else kind.ours + 1)
            if processes_hard is None
            else processes_hard
        )
        about = {**_about(program, folder), "data_mib": data_mib, "processes_hard": hard}
        return {**header, "data_mib": data_mib}, about

    answer = SLOTS.run(kind, make, link, listener)
    stop, reason = _classify(program, answer, set(answer.get("events", ())))
    status = answer.get("status")
    return Execution(
        stop=stop,
        reason=reason,
        exit_status=-signal.SIGKILL if status is None else os.waitstatus_to_exitcode(status),
        stdout=answer.get("stdout", b""),
        stderr=answer.get("stderr", b""),
        report=answer.get("report", b""),
        wall_s=answer.get("wall_s", 0.0),
        cpu_s=answer.get("cpu_s", 0.0),
        peak_mib=answer.get("peak_kib", 0) / 1024,
    )


def execute_linked(
    sandbox: Sandbox, first: tuple[Program, Kind], second: tuple[Program, Kind]
) -> tuple[Execution, Execution]:
    """Run two programs at a time, in two slots of ``sandbox``, with a socket between them, and stamp them with the
    layers that were proven. Whichever ends closes its end of the socket."""
    proofs = examine(sandbox)
    layers, missing = tuple(proof.layer for proof in proofs if proof.works), missing_layers(proofs)
    own, other = socket.socketpair()
    with ThreadPoolExecutor(1, "assay-linked") as beside:
        waiting = beside.submit(_observe_end, *second, other)
        both = _observe_end(*first, own), waiting.result()
    one, two = (replace(found, layers=layers, missing_layers=missing) for found in both)
    return one, two


def _observe_end(program: Program, kind: Kind, end: socket.socket) -> Execution:
    with end:
        return observe(program, kind, link=end.fileno())


def kind_of(program: Program, host_id: int | None, *, plain: bool = False, wrapper: str = "") -> Kind:
    """The kind of slot that a program needs. Only a zygote can be entered."""
    python = this_interpreter()  # which bubblewrap starts before the program
    more = (python.read_only, python.empty) if wrapper else ((), ())
    entry = None if plain or wrapper else program.entry
    return Kind(
        memory_mib=program.limits.memory_mib,
        processes=program.limits.processes,
        read_only=tuple(dict.fromkeys((*program.read_only, *more[0]))),
        empty=tuple(dict.fromkeys((*program.empty, *more[1]))),
        entry=entry,
        environment=tuple(_environment(program, "").items()) if entry else (),
        host_id=host_id,
        plain=plain,
        wrapper=wrapper,
        library=_compiled.library() if entry else "",
    )


def labels() -> dict[str, str]:
    """What bounds memory and processes here, as names of layers."""
    found = _cgroups.controllers()
    return {
        "memory": "memory-cgroup" if found.memory else "memory-per-process",
        "processes": "pids-cgroup" if found.pids else "processes-sampled",
    }


def _header(program: Program) -> dict[str, Any]:
    """What the supervisor knows of a run."""
    limits = program.limits
    return {
        "stdin": program.stdin,
        "wall_s": limits.wall_s,
        "cpu_s": limits.cpu_s,
        "memory_mib": limits.memory_mib,
        "processes": limits.processes,
        "output_bytes": limits.output_kib * 1024,
        "report_bytes": _REPORT_BYTES,
    }


def _about(program: Program, folder: str) -> dict[str, Any]:
    """What process 1 of the run knows of it."""
    limits = program.limits
    return {
        "folder": folder,
        "argv": program.argv,
        "arguments": program.arguments,
        "env": _environment(program, folder),
        "files": dict(program.files),
        "protected": sorted(program.protected),
        "cpu_s": limits.cpu_s + 1,
        "files_mib": limits.files_mib,
        "inodes": limits.files_mib * _INODES_PER_MIB + 2 * len(program.files) + 16,
        "more": bool(program.files or program.protected or program.arguments),
    }


def _environment(program: Program, folder: str) -> dict[str, str]:
    temporary = f"{folder}/temporary" if folder else "/tmp"  # noqa: S108 - the sandbox's own
    path = ":".join((*program.path, *_USUAL_PATH))
    return {"PATH": path, "HOME": temporary, "TMPDIR": temporary, "LANG": "C.UTF-8", **program.env}


def _classify(program: Program, answer: dict[str, Any], events: set[str]) -> tuple[Outcome | None, str]:
    """The first that applies, in the order of :class:`~assay.domain.run.Outcome`."""
    limits, error = program.limits, answer["error"]
    if answer["ready"] and answer.get("status") == 0 and not events and not error:
        return None, ""
    set_up = answer["ready"] and "setup" not in events
    cases = (
        (not set_up, Outcome.SANDBOX_ERROR, error or "the sandbox could not be set up in time"),
        ("memory" in events, Outcome.OUT_OF_MEMORY, f"needed more than {limits.memory_mib} MiB of memory"),
        ("wall" in events, Outcome.TIMED_OUT, f"ran longer than {limits.wall_s:g} s"),
        (
            "cpu" in events or _used_up(answer, limits.cpu_s),
            Outcome.TIMED_OUT,
            f"used more than {limits.cpu_s:g} s of processor time",
        ),
        ("report" in events, Outcome.OUTPUT_LIMIT, f"wrote a report of more than {_REPORT_BYTES >> 20} MiB"),
        ("output" in events, Outcome.OUTPUT_LIMIT, f"wrote more than {limits.output_kib} KiB"),
        (
            "processes" in events,
            Outcome.PROCESS_LIMIT,
            f"started more than {limits.processes} processes and threads at a time",
        ),
        (bool(error), Outcome.NOT_RUN, f"cannot start {program.argv[0]!r}: {error}"),
        (answer.get("status") is None, Outcome.SANDBOX_ERROR, "process 1 of the sandbox ended before the program"),
    )
    return next(((outcome, reason) for applies, outcome, reason in cases if applies), (None, ""))


def _used_up(answer: dict[str, Any], cpu_s: float) -> bool:
    status = answer.get("status")
    return bool(status is not None and os.WIFSIGNALED(status) and answer["cpu_s"] >= cpu_s)
