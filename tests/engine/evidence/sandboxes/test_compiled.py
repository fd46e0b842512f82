"""The compiled part of a slot: what it is taken from, and that with and without it runs are the same."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.entered import WAYS, way

from assay.domain.run import Limits, Outcome
from assay.evidence import toolchain
from assay.evidence.interpreter import entering
from assay.evidence.sandbox import SANDBOXES, Entry, Execution, Program
from assay.evidence.sandboxes import _compiled, _supervision
from assay.evidence.sandboxes._slot.library import load
from assay.evidence.sandboxes._slots import SLOTS

NAMESPACES = SANDBOXES.get("namespaces")
DRIVER = """
import os, sys

def main():
    exec(sys.stdin.read(), {"__name__": "__main__"})
"""


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache of its own, from which nothing was taken yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    _compiled._made.cache_clear()
    yield tmp_path / "assay" / "native"
    _compiled._made.cache_clear()


@pytest.fixture(params=WAYS)
def both_ways(request: pytest.FixtureRequest) -> Iterator[str]:
    with way(request.param):
        yield request.param


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    place = tmp_path_factory.mktemp("compiled")
    place.chmod(0o755)  # the candidate is another user
    (place / "driver_of_both.py").write_text(DRIVER)
    return str(place.resolve())


def entered(folder: str, source: str, *arguments: str, **options: object) -> Execution:
    entry = Entry("driver_of_both", (folder,))
    return NAMESPACES.execute(entering(entry, *arguments, stdin=source.encode(), **options))  # type: ignore[arg-type]


def test_it_is_compiled_once_and_found_again(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _compiled.library()
    assert (Path(first).parent, _compiled.missing()) == (cache, "")
    made = Path(first).stat()
    assert (made.st_uid, made.st_mode & 0o777) == (os.geteuid(), 0o500)
    _compiled._made.cache_clear()
    monkeypatch.setattr(_compiled, "_compile", None)  # which would raise if it were called
    assert _compiled.library() == first
    assert [one.name for one in cache.iterdir()] == [Path(first).name]


def test_it_is_not_taken_from_a_folder_that_others_may_write_to(cache: Path) -> None:
    cache.mkdir(parents=True)
    cache.chmod(0o777)
    assert _compiled.library() == ""
    assert _compiled.missing() == f"{cache}: is not ours alone to write to"


def test_it_is_not_taken_through_a_link(cache: Path, tmp_path: Path) -> None:
    cache.parent.mkdir()
    cache.symlink_to(tmp_path)
    assert _compiled.missing() == f"{cache}: is not ours alone to write to"


def test_it_is_not_taken_if_others_may_change_it_or_it_is_a_link(cache: Path) -> None:
    path = Path(_compiled.library())
    assert load(str(path))
    path.chmod(0o522)
    assert load(str(path)) is None
    path.chmod(0o500)
    link = cache / "link.so"
    link.symlink_to(path)
    assert load(str(link)) is None
    path.chmod(0o522)
    _compiled._made.cache_clear()
    assert "others may change it" in _compiled.missing()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_it_is_not_taken_from_another_user(cache: Path) -> None:
    path = _compiled.library()
    os.chown(path, 65534, 65534)
    assert load(path) is None
    os.chown(cache, 65534, 65534)
    _compiled._made.cache_clear()
    assert "not ours alone" in _compiled.missing()


def test_without_a_compiler_there_is_none_and_runs_go_on(
    cache: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.setattr(toolchain, "find", lambda _: None)
    assert _compiled.library() == ""
    assert _compiled.missing() == "no C compiler (cc, gcc, clang) was found"
    SLOTS.close()
    assert entered(folder, "print('ran')").stdout == b"ran\n"
    assert list(cache.iterdir()) == []


def test_a_user_without_a_home_is_told_and_has_none(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", staticmethod(no_home))
    assert _compiled.library() == ""
    assert "XDG_CACHE_HOME" in _compiled.missing()


def test_a_compiler_that_fails_is_named_with_its_reason(
    cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.c"
    broken.write_text("no C at all")
    monkeypatch.setattr(_compiled, "_SOURCE", broken)
    assert "does not compile it: " in _compiled.missing()
    assert list(cache.iterdir()) == []


def test_a_library_that_is_gone_is_done_without(cache: Path, folder: str) -> None:
    assert _compiled.library()
    next(cache.iterdir()).unlink()
    SLOTS.close()
    assert entered(folder, "print('ran')").stdout == b"ran\n"


LOOK = """
import os, resource, signal
limits = [resource.getrlimit(getattr(resource, f"RLIMIT_{name}")) for name in ("CPU", "FSIZE", "DATA", "NOFILE")]
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
space = os.statvfs("/tmp")
print(limits, os.getresuid(), os.getresgid(), os.getgroups(), os.getcwd(), os.getpid(), os.getsid(0) == os.getpid())
names = ("Seccomp", "NoNewPrivs", "CapEff", "CapPrm", "CapInh", "CapBnd", "CapAmb")
print({name: status[name].strip() for name in names})
print(space.f_blocks * space.f_frsize, space.f_files, sorted(os.listdir("/task")), os.listdir("/tmp"), sys.argv[1:])
print(sorted(int(name) for name in os.listdir("/proc/self/fd"))[:5], os.access("/etc/passwd", os.W_OK))
print([line.split()[4:6] for line in open("/proc/self/mountinfo") if line.split()[4] in ("/task", "/tmp", "/proc")])
"""


def test_with_and_without_it_a_run_finds_the_same(folder: str) -> None:
    def look(which: str) -> list[bytes]:
        with way(which):
            plain = entered(folder, f"import sys\n{LOOK}", limits=Limits(files_mib=7, cpu_s=3))
            more = entered(folder, f"import sys\n{LOOK}", "one", files={"a/b.py": "text"})
            assert (plain.exit_status, more.exit_status) == (0, 0), plain
            return [plain.stdout, more.stdout]

    compiled, python = (look(which) for which in WAYS)
    assert b"'Seccomp': '2'" in compiled[0]
    assert b"['a'] " in compiled[1]
    assert compiled == python


def test_every_run_may_use_all_processors_that_we_may(both_ways: str, folder: str) -> None:
    for _ in range(3):
        run = entered(folder, "import os; print(sorted(os.sched_getaffinity(0)))")
        assert run.stdout.decode().strip() == str(sorted(os.sched_getaffinity(0))), both_ways


def test_files_arguments_and_protection_are_as_told(both_ways: str, folder: str) -> None:
    source = """
import sys
print(open("pkg/mine.py").read(), sys.argv[1:])
open("pkg/mine.py", "a").close()
try: open("pkg/fixed.py", "w")
except OSError as error: print(type(error).__name__)
"""
    files = {"pkg/mine.py": "mine", "pkg/fixed.py": "fixed"}
    run = entered(folder, source, "one", "two", files=files, protected=frozenset({"pkg/fixed.py"}))
    assert run.stdout.decode().splitlines() == ["mine ['one', 'two']", "OSError"], (both_ways, run)


def test_a_run_that_cannot_be_set_up_is_our_error_both_ways(
    both_ways: str, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = _supervision._about

    def with_a_wrong_mount(program: Program, place: str) -> dict[str, object]:
        return real(program, place) | {"inodes": -1}

    assert entered(folder, "print('ran')").stdout == b"ran\n"
    monkeypatch.setattr(_supervision, "_about", with_a_wrong_mount)
    run = entered(folder, "print('ran')")
    assert (run.stop, run.stdout) == (Outcome.SANDBOX_ERROR, b""), both_ways
    assert run.reason == "mount tmpfs on /hidden/space: Invalid argument"
    monkeypatch.undo()
    assert entered(folder, "print('ran')").stdout == b"ran\n"


def test_files_that_cannot_be_written_are_our_error_both_ways(both_ways: str, folder: str) -> None:
    run = entered(folder, "print('ran')", files={"a": "x", "a/b": "y"})
    assert (run.stop, run.stdout, run.reason) == (Outcome.SANDBOX_ERROR, b"", "File exists"), both_ways


def test_limits_end_an_entered_run_both_ways(both_ways: str, folder: str) -> None:
    limits = Limits(wall_s=20, cpu_s=20, memory_mib=64, processes=8)
    endings = {
        "x = bytearray(200 << 20)": Outcome.OUT_OF_MEMORY,
        "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass": Outcome.PROCESS_LIMIT,
        "while True: print('x' * 9999)": Outcome.OUTPUT_LIMIT,
        "print('fine')": None,
    }
    assert {one: entered(folder, one, limits=limits).stop for one in endings} == endings, both_ways
    assert entered(folder, "while True: pass", limits=Limits(wall_s=0.3)).stop is Outcome.TIMED_OUT


STREAM = """
import sys

class Stream:
    def flush(self): raise SystemExit(0)

sys.stdout = sys.stderr = Stream()
sys.exit(7)
"""


def test_a_stream_that_ends_the_program_when_flushed_changes_nothing(both_ways: str, folder: str) -> None:
    assert entered(folder, STREAM).exit_status == 7, both_ways


def test_the_time_of_a_run_is_told_and_does_not_count_what_came_before_it(both_ways: str, folder: str) -> None:
    slow = entered(folder, "import time; time.sleep(.3); print('slept')")
    assert slow.stdout == b"slept\n"
    assert 0.3 <= slow.wall_s < 20, both_ways
    assert 0 < entered(folder, "pass").wall_s < 20, both_ways


def test_more_than_a_pipe_holds_is_read_while_the_run_goes_on(both_ways: str, folder: str) -> None:
    run = entered(
        folder, "import os; os.write(3, b'x' * (1 << 20)); print('y' * 200_000)", limits=Limits(output_kib=999)
    )
    assert (len(run.report), len(run.stdout), run.exit_status) == (1 << 20, 200_001, 0), both_ways
