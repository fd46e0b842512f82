from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assay.domain.run import Limits, Outcome
from assay.evidence.interpreter import entering, this_interpreter
from assay.evidence.sandbox import SANDBOXES, Entry, Execution, Program, examine
from assay.evidence.sandboxes import _cgroups, _slots, _supervision
from assay.testing.sandbox_kit import processes_with

NAMESPACES = SANDBOXES.get("namespaces")


def python(source: str, *arguments: str, files: dict[str, str] | None = None, **options: object) -> Execution:
    interpreter = this_interpreter()
    program = Program(
        (interpreter.executable, "-ISE", "-c", textwrap.dedent(source), *arguments),
        files=files or {},
        read_only=interpreter.read_only,
        empty=interpreter.empty,
        **options,  # type: ignore[arg-type]
    )
    return NAMESPACES.execute(program)


def wait_until(holds: Callable[[], bool], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.01)
    return holds()


def test_every_required_layer_is_proven_here() -> None:
    assert [proof for proof in examine(NAMESPACES) if proof.required and not proof.works] == []


def test_a_program_sees_its_files_input_and_arguments_and_is_heard() -> None:
    execution = python(
        """
        import os, sys
        print(open("pkg/data.txt").read(), sys.stdin.read(), sys.argv[1])
        print("trouble", file=sys.stderr)
        os.write(3, b"report")
        sys.exit(5)
        """,
        "argument",
        files={"pkg/data.txt": "zażółć"},
        stdin=b"input",
    )
    assert (execution.stop, execution.exit_status) == (None, 5)
    assert execution.stdout.decode() == "zażółć input argument\n"
    assert execution.stderr == b"trouble\n"
    assert execution.report == b"report"
    assert execution.wall_s > 0
    assert execution.cpu_s > 0
    assert execution.peak_mib > 1
    assert "pid-namespace" in execution.layers
    assert execution.missing_layers == ()


def test_its_files_are_in_reach_where_it_is_told_and_nowhere_else() -> None:
    execution = python(
        """
        import os
        for action in (os.listdir, os.rmdir, lambda path: os.chmod(path, 0o777), lambda path: os.stat(path + "/space")):
            try:
                action("/hidden")
                print("done")
            except OSError as error:
                print(error.errno)
        """
    )
    assert (execution.exit_status, execution.stdout.split()) == (0, [b"13", b"30", b"30", b"13"]), execution


def test_nothing_of_the_environment_is_inherited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSAY_TEST_SECRET", "x")
    execution = python("import os; print(sorted(os.environ))", env={"GIVEN": "yes"})
    assert execution.stdout.decode().strip() == "['GIVEN', 'HOME', 'LANG', 'PATH', 'TMPDIR']"


def test_standard_input_cannot_be_written_to() -> None:
    execution = python(
        """
        import os
        try: os.write(os.open("/proc/self/fd/0", os.O_WRONLY), b"x")
        except OSError as error: print(type(error).__name__)
        """,
        stdin=b"input",
    )
    assert execution.stdout == b"PermissionError\n"


def test_protected_files_cannot_be_changed_replaced_or_removed() -> None:
    source = """
        import os
        for attempt in (
            lambda: open("test_it.py", "w"),
            lambda: os.remove("test_it.py"),
            lambda: os.rename("test_it.py", "moved.py"),
            lambda: os.replace("mine.py", "test_it.py"),
            lambda: os.chmod("test_it.py", 0o777),
        ):
            try: attempt()
            except OSError: print("refused")
            else: print("done")
        open("mine.py", "w").write("changed")
        print(open("test_it.py").read(), open("mine.py").read())
        """
    files = {"test_it.py": "original", "mine.py": "mine"}
    execution = python(source, files=files, protected=frozenset({"test_it.py"}))
    assert execution.stdout.decode().split() == ["refused"] * 5 + ["original", "changed"]
    unprotected = python(source, files=files)
    assert b"done" in unprotected.stdout, "the same attempts work on a file that is not protected"


def test_one_run_leaves_nothing_for_the_next() -> None:
    leave = (
        "import os\nfor f in ('.', os.environ['TMPDIR']): open(f + '/left', 'w'); print(os.path.exists(f + '/left'))"
    )
    look = "import os\nfor f in ('.', os.environ['TMPDIR']): print(os.path.exists(f + '/left'))"
    assert python(leave).stdout == b"True\nTrue\n"
    assert python(look).stdout == b"False\nFalse\n"


def test_temporary_files_locks_and_processes_of_the_standard_library_work() -> None:
    execution = python(
        """
        import multiprocessing, subprocess, tempfile, threading
        with tempfile.TemporaryFile() as file: file.write(b"x")
        lock = multiprocessing.Lock()
        with lock: print(subprocess.run(["/bin/echo", "echoed"], capture_output=True, text=True).stdout.strip())
        """
    )
    assert (execution.stdout, execution.stderr) == (b"echoed\n", b"")


def test_a_program_that_is_not_there_was_not_run() -> None:
    execution = NAMESPACES.execute(Program(("no-such-program",)))
    assert execution.stop is Outcome.NOT_RUN
    assert execution.reason == "cannot start 'no-such-program': No such file or directory"


def test_a_run_that_cannot_be_set_up_is_our_error_and_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    real = _supervision._about

    def with_a_wrong_mount(program: Program, folder: str) -> dict[str, object]:
        return real(program, folder) | {"inodes": -1}

    monkeypatch.setattr(_supervision, "_about", with_a_wrong_mount)
    execution = python("print('ran')")
    assert execution.stop is Outcome.SANDBOX_ERROR
    assert execution.stdout == b""
    assert "mount" in execution.reason


def test_a_root_that_cannot_be_built_is_our_error_and_no_verdict() -> None:
    interpreter = this_interpreter()
    clash = Program((interpreter.executable, "-c", "print('ran')"), read_only=("/etc/passwd",))
    execution = NAMESPACES.execute(clash)
    assert execution.stop is Outcome.SANDBOX_ERROR
    assert (execution.stdout, execution.reason) == (b"", "File exists")


def test_an_entry_that_cannot_be_imported_is_our_error_and_no_verdict() -> None:
    execution = NAMESPACES.execute(entering(Entry("no_such_module", ())))
    assert execution.stop is Outcome.SANDBOX_ERROR
    assert "No module named 'no_such_module'" in execution.reason


def test_a_supervisor_that_cannot_start_is_our_error(monkeypatch: pytest.MonkeyPatch) -> None:
    _slots.SLOTS.close()
    monkeypatch.setattr(_slots, "_START", "raise RuntimeError('no supervisor')")
    execution = python("print('ran')")
    assert execution.stop is Outcome.SANDBOX_ERROR
    assert "no supervisor" in execution.reason


def test_a_slot_that_breaks_is_replaced() -> None:
    assert python("print('ran')").stdout == b"ran\n"
    slot = _slots.SLOTS._idle[-1]
    os.kill(slot._process.pid, signal.SIGKILL)
    assert python("print('ran')").stop is Outcome.SANDBOX_ERROR
    assert python("print('ran')").stdout == b"ran\n"
    assert slot not in _slots.SLOTS._idle


def test_many_threads_may_run_programs_at_once() -> None:
    with ThreadPoolExecutor(6) as pool:
        runs = list(pool.map(lambda number: python("import sys; print(sys.argv[1])", str(number)), range(12)))
    assert [int(run.stdout) for run in runs] == list(range(12))


def test_no_process_mount_or_control_group_is_left_behind() -> None:
    before = Path("/proc/self/mountinfo").read_text()
    python("import os\nos.fork()\nos.fork()\nprint('ran')")
    execution = python("import time\ntime.sleep(60)", limits=Limits(wall_s=0.2))
    assert execution.stop is Outcome.TIMED_OUT
    _slots.SLOTS.close()
    assert Path("/proc/self/mountinfo").read_text() == before
    found = _cgroups.controllers()
    for place in {found.memory, found.pids, found.cpu} - {None}:
        assert not list(place.glob(f"assay-*-{os.getpid()}-*"))  # type: ignore[union-attr]
    assert not _children_of(os.getpid(), "_slot.supervisor")


def _children_of(parent: int, text: str) -> list[int]:
    return [process for process in processes_with(text) if f"PPid:\t{parent}\n" in _status(process)]


def _status(process: int) -> str:
    try:
        return Path(f"/proc/{process}/status").read_text()
    except OSError:  # it ended meanwhile
        return ""


WORKER = """
import sys
from assay.domain.run import Limits
from assay.evidence.interpreter import entering, this_interpreter
from assay.evidence.sandbox import Program
from assay.evidence.sandboxes.namespaces import plugin
python = this_interpreter()
hostile = "import os, time\\nif os.fork() == 0: os.setsid()\\nprint('up')\\ntime.sleep(600)"
plugin.observe(Program((python.executable, "-ISE", "-c", hostile, sys.argv[1]), read_only=python.read_only,
    limits=Limits(wall_s=600)))
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_when_the_worker_is_killed_all_its_runs_end(number: signal.Signals, tmp_path: Path) -> None:
    token = f"token-{os.getpid()}-{number}-{tmp_path.name}"
    with subprocess.Popen([sys.executable, "-c", WORKER, token]) as worker:
        assert wait_until(lambda: len(processes_with(token)) >= 3), "the worker, the program and its child"
        os.kill(worker.pid, number)
        worker.wait()
        assert wait_until(lambda: not processes_with(token))
    _cgroups.controllers.cache_clear()
    found = _cgroups.controllers()
    for place in {found.memory, found.pids, found.cpu} - {None}:
        assert not list(place.glob(f"assay-*-{worker.pid}-*")), "the next start removes what was left"  # type: ignore[union-attr]
