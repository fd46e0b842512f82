"""The engine's side of a run: what the supervisor is told, how it is started, and what its answer means."""

from __future__ import annotations

import marshal
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assay.domain.run import Outcome
from assay.evidence.sandbox import Execution, Program
from assay.evidence.sandboxes import _cgroups

HOST_ID = 1_879_100_000
"""Host user of the candidate when we are root: beyond what systemd and containers hand out, so it owns nothing."""
_REPORT_BYTES = 8 << 20
_INODES_PER_MIB = 64
_GRACE_S = 60
_START = "import sys; sys.path.insert(0, sys.argv[1]); from _slot.supervisor import main; sys.path.pop(0); main()"


def observe(program: Program, more: Mapping[str, Any], temporary: str) -> Execution:
    """Run under a supervisor. ``more`` adds to what it is told; ``temporary`` is the program's TMPDIR and HOME."""
    with _cgroups.group(program.limits) as group:
        told = {**_specification(program, group, temporary), **more}
        answer = _supervise(told, program.limits.wall_s)
        peak_mib = group.peak_mib() or answer.get("peak_kib", 0) / 1024
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
        peak_mib=peak_mib,
    )


def labels() -> dict[str, str]:
    """What bounds memory and processes here, as names of layers."""
    found = _cgroups.controllers()
    return {
        "memory": "memory-cgroup" if found.memory else "memory-per-process",
        "processes": "pids-cgroup" if found.pids else "processes-sampled",
    }


def _specification(program: Program, group: _cgroups.Group, temporary: str) -> dict[str, Any]:
    limits = program.limits
    usual = ("/usr/local/bin", "/usr/bin", "/bin")
    return {
        "parent": os.getpid(),
        "argv": program.argv,
        "env": {
            "PATH": ":".join((*program.path, *usual)),
            "HOME": temporary,
            "TMPDIR": temporary,
            "LANG": "C.UTF-8",
            **program.env,
        },
        "stdin": program.stdin,
        "files": dict(program.files),
        "protected": sorted(program.protected),
        "read_only": program.read_only,
        "empty": program.empty,
        "host_id": HOST_ID if os.geteuid() == 0 else None,
        "groups": [str(folder / "cgroup.procs") for folder in group.folders],
        "cpu_file": str(group.cpu_file or ""),
        "counters": group.counters,
        "walk": not (group.memory and group.pids),
        "wall_s": limits.wall_s,
        "cpu_s": limits.cpu_s,
        "memory_mib": limits.memory_mib,
        # A backstop to sampling; every thread's stack counts with its full 8 MiB, touched or not.
        "data_mib": 0 if group.memory else limits.memory_mib + 8 * limits.processes,
        "files_mib": limits.files_mib,
        "inodes": limits.files_mib * _INODES_PER_MIB + 2 * len(program.files) + 16,
        "processes": limits.processes,
        # Only a second fence where the group counts, so that the group is what notices.
        "processes_hard": limits.processes + (64 if group.pids else 2),
        "output_bytes": limits.output_kib * 1024,
        "report_bytes": _REPORT_BYTES,
    }


def _supervise(specification: dict[str, Any], wall_s: float) -> dict[str, Any]:
    """Start the supervisor and hear its answer. It dies with this thread, and the run with it."""
    command = [sys.executable, "-ISE", "-Xutf8", "-c", _START, str(Path(__file__).parent)]
    with subprocess.Popen(  # noqa: S603 - our own program, by its full path
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={},
        cwd="/",
        start_new_session=True,
    ) as process:
        try:
            answer, trouble = process.communicate(marshal.dumps(specification), timeout=wall_s + _GRACE_S)
        except subprocess.TimeoutExpired:
            return {"ready": False, "error": f"the supervisor gave no answer within {wall_s + _GRACE_S:.0f} s"}
        finally:
            process.kill()
    if process.returncode != 0 or not answer:
        last = trouble.decode("utf-8", "backslashreplace").strip().splitlines()[-1:] or [f"status {process.returncode}"]
        return {"ready": False, "error": f"the supervisor failed: {last[0]}"}
    return dict(marshal.loads(answer))  # noqa: S302 - from our own program, which never runs the candidate


def _classify(program: Program, answer: dict[str, Any], events: set[str]) -> tuple[Outcome | None, str]:
    """The first that applies, in the order of :class:`~assay.domain.run.Outcome`."""
    limits, error = program.limits, answer["error"]
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
