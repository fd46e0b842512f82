from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from assay.domain.run import Limits, Outcome
from assay.evidence.interpreter import entering, this_interpreter
from assay.evidence.sandbox import SANDBOXES, Entry, Execution, Program, examine
from assay.evidence.sandboxes._slots import SLOTS
from assay.testing.traces import descendants, memory_kib, traces

NAMESPACES = SANDBOXES.get("namespaces")
DRIVER = """
import builtins, json, os, random, sys
kept = []

def main():
    source = sys.stdin.read()
    exec(source, {"kept": kept})
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    place = tmp_path_factory.mktemp("driver")
    place.chmod(0o755)  # the candidate is another user
    (place / "driver_of_slots.py").write_text(DRIVER)
    return str(place.resolve())


@pytest.fixture(autouse=True)
def no_other_slots() -> Iterator[None]:
    examine(NAMESPACES)
    SLOTS.close()
    yield
    SLOTS.close()


def warm(folder: str, source: str, limits: Limits | None = None) -> Execution:
    entry = Entry("driver_of_slots", (folder,))
    return NAMESPACES.execute(entering(entry, stdin=source.encode(), limits=limits))


def started(source: str) -> Program:
    python = this_interpreter()
    return Program((python.executable, "-ISE", "-c", source), read_only=python.read_only, empty=python.empty)


def test_a_slot_is_used_again_and_only_by_runs_that_need_the_same(folder: str) -> None:
    for _ in range(3):
        warm(folder, "print('one')")
    assert len(SLOTS._idle) == 1
    warm(folder, "print('one')", Limits(memory_mib=100))
    NAMESPACES.execute(started("print('two')"))
    assert len({slot.kind for slot in SLOTS._idle}) == 3


CHANGE = """
import builtins, json, os, signal, sys, threading
kept.append("changed"); builtins.open = None; json.dumps = None; sys.modules["random"] = None
os.environ["LEFT"] = "x"; os.chdir("/"); os.umask(0); signal.signal(signal.SIGTERM, signal.SIG_IGN)
open_files = [os.open("/tmp/left", os.O_CREAT | os.O_WRONLY) for _ in range(3)]
threading.Thread(target=lambda: __import__("time").sleep(60), daemon=True).start()
os.fork()
print("changed")
"""
LOOK = """
import builtins, json, os, signal, sys, threading
print(kept, builtins.open is not None, json.dumps is not None, sys.modules["random"] is not None,
    "LEFT" in os.environ, os.getcwd(), oct(os.umask(0o22)), signal.getsignal(signal.SIGTERM) is signal.SIG_DFL,
    os.listdir("/tmp"), threading.active_count(), sorted(map(int, os.listdir("/proc/self/fd")))[:4],
    [int(name) for name in os.listdir("/proc") if name.isdigit()])
"""


def test_what_one_run_changes_the_next_does_not_see(folder: str) -> None:
    first = warm(folder, LOOK)
    assert first.stdout.decode().split()[0] == "[]", first
    assert b"changed" in warm(folder, CHANGE).stdout
    assert warm(folder, LOOK).stdout == first.stdout
    assert len(SLOTS._idle) == 1


SEARCH = """
import ctypes, os
wanted = b"-".join([b"secret", b"of", b"the", b"first"])
own = id(wanted)
hits = 0
for line in open("/proc/self/maps"):
    span, rights = line.split()[:2]
    low, high = (int(part, 16) for part in span.split("-"))
    if rights.startswith("r") and "[v" not in line:
        hits += ctypes.string_at(low, high - low).count(wanted)
print(hits)
"""


def test_nothing_that_a_run_was_given_is_in_the_memory_of_the_next(folder: str) -> None:
    given = f"held = 'secret-of-the-first' * 3\n{SEARCH}"
    assert int(warm(folder, given).stdout) > 3, "it is found where it was given"
    # What looks for it finds what it looks for: in its own variable and in copies that the interpreter makes of it.
    before = int(warm(folder, SEARCH).stdout)
    SLOTS.close()
    assert int(warm(folder, SEARCH).stdout) == before


def test_programs_find_no_module_of_the_sandbox(folder: str) -> None:
    seen = warm(
        folder, "import sys; print([name for name in sys.modules if 'slot' in name.replace('driver_of_slots', '')])"
    )
    assert seen.stdout == b"[]\n"


def test_a_slot_outlives_the_thread_that_made_it_and_serves_others(folder: str) -> None:
    runs: list[Execution] = []
    for number in range(2):
        thread = threading.Thread(target=lambda number=number: runs.append(warm(folder, f"print({number})")))
        thread.start()
        thread.join()
    assert [run.stdout for run in runs] == [b"0\n", b"1\n"]
    assert len(SLOTS._idle) == 1


def test_after_a_limit_the_slot_goes_on(folder: str) -> None:
    limits = Limits(wall_s=0.3, memory_mib=64, processes=8)
    assert warm(folder, "while True: pass", limits).stop is Outcome.TIMED_OUT
    wide = Limits(wall_s=30, memory_mib=64, processes=8)
    assert warm(folder, "x = bytearray(200 << 20)", wide).stop is Outcome.OUT_OF_MEMORY
    bomb = "import os, time\nwhile True:\n    try: os.fork()\n    except OSError: pass"
    assert warm(folder, bomb, wide).stop is Outcome.PROCESS_LIMIT
    assert warm(folder, "while True: print('x' * 9999)", wide).stop is Outcome.OUTPUT_LIMIT
    after = warm(folder, "print('fine')", wide)
    assert (after.stop, after.stdout, after.exit_status) == (None, b"fine\n", 0)
    assert len(SLOTS._idle) == 1


def test_the_measure_of_one_run_is_not_that_of_another(folder: str) -> None:
    large = warm(folder, "x = bytearray(100 << 20)\nfor _ in range(3 * 10**6): pass")
    small = warm(folder, "print('small')")
    assert large.peak_mib > 100
    assert small.peak_mib < 60
    assert small.cpu_s < large.cpu_s


def test_how_an_entered_program_ends_is_told_as_for_any_other(folder: str) -> None:
    statuses = [
        warm(folder, source).exit_status
        for source in (
            "import sys; sys.exit(7)",
            "import sys; sys.exit('a message')",
            "import os; os._exit(3)",
            "1 / 0",
            "import ctypes; ctypes.string_at(0)",
            "import atexit; atexit.register(print, 'late')",
        )
    ]
    assert statuses == [7, 1, 3, 1, -11, 0]
    assert warm(folder, "import atexit; atexit.register(print, 'late')").stdout == b"late\n"
    assert warm(folder, "1 / 0").stderr.endswith(b"ZeroDivisionError: division by zero\n")


def descriptors(beside: frozenset[int]) -> dict[int, int]:
    """Process to open descriptors, of this one and of the slots that it has made: what those in ``beside``, which
    other tests keep running, do meanwhile is no matter here."""
    found = {os.getpid(): len(list(Path("/proc/self/fd").iterdir()))}
    for process in descendants(beside=beside):
        place = Path("/proc") / str(process)
        with suppress(FileNotFoundError, ProcessLookupError):  # it ended meanwhile, so it is no slot of this test
            if b"_slot.supervisor" in (place / "cmdline").read_bytes():
                found[process] = len(list((place / "fd").iterdir()))
    return found


def test_three_hundred_runs_on_two_workers_leave_nothing(folder: str) -> None:
    def one(number: int) -> Execution:
        return warm(folder, f"import os; os.write(3, b'{number}')")

    beside = frozenset(descendants())
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(one, range(20)))
        before, open_before, held = traces(beside), descriptors(beside), memory_kib(beside)
        reports = [int(run.report) for run in pool.map(one, range(300))]
        after, open_after, now = traces(beside), descriptors(beside), memory_kib(beside)
    assert reports == list(range(300))
    assert (after.groups, after.mounts) == (before.groups, before.mounts)
    assert len(open_before) >= 1 + 2, "this process and what serves two at once"
    assert open_after == open_before
    assert max(now[process] - held[process] for process in held) < 1024


FORK = """
import os, sys
from assay.evidence.interpreter import this_interpreter
from assay.evidence.sandbox import Program
from assay.evidence.sandboxes.namespaces import plugin
python = this_interpreter()
def run():
    program = Program((python.executable, "-ISE", "-c", "print('ran')"), read_only=python.read_only)
    return plugin.observe(program).stdout == b"ran\\n"
assert run()
if os.fork() == 0:
    os._exit(0 if run() and run() else 1)
_, status = os.wait()
assert status == 0 and run()
print("both")
"""


def test_a_copy_of_the_process_makes_slots_of_its_own() -> None:
    run = subprocess.run([sys.executable, "-c", FORK], capture_output=True, text=True, check=False)
    assert run.stdout == "both\n", run.stderr


def test_what_lies_beneath_the_folder_for_temporary_files_can_be_read(folder: str) -> None:
    run = NAMESPACES.execute(
        replace(
            started(f"print(open({folder + '/driver_of_slots.py'!r}).read())"),
            read_only=(*this_interpreter().read_only, folder),
        )
    )
    assert run.stdout.decode().strip() == DRIVER.strip(), run
