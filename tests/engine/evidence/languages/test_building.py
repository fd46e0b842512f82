"""Programs are compiled once, in the sandbox; what was built serves later runs of the same sources and flags."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from assay.domain.run import Outcome, Run
from assay.domain.task import Tests
from assay.evidence.language import LANGUAGES, MissingToolchain
from assay.evidence.languages._programs.building import forget
from assay.evidence.sandbox import choose_sandbox
from assay.evidence.watched import Watched

pytestmark = pytest.mark.timeout(300)

RIGHT = "int twice(int n) { return 2 * n; }\n"
TEST = '#include "twice.c"\n#include <assert.h>\nint main(void) { assert(twice(2) == 4); return 0; }\n'


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = LANGUAGES.get("c").toolchain()
    if isinstance(found, MissingToolchain):
        pytest.skip(f"{found.reason}; {found.install}")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "assay" / "programs"


def run(source: str, test: str = TEST) -> tuple[Run, int]:
    """The run, and how many programs the sandbox ran for it."""
    watched = Watched(choose_sandbox())
    tests = Tests(files={"test_twice.c": test}, timeout_s=60)
    return LANGUAGES.get("c").run(watched, {"twice.c": source}, tests), len(watched.executions)


def test_the_same_sources_are_compiled_once(store: Path) -> None:
    first, built = run(RIGHT)
    again, reused = run(RIGHT)
    assert (first.outcome, again.outcome) == (Outcome.PASSED, Outcome.PASSED), first.output
    assert (built, reused) == (2, 1)
    assert first.tests == again.tests
    assert len(list(store.iterdir())) == 1


def test_other_sources_tests_or_flags_are_compiled_anew(store: Path) -> None:
    run(RIGHT)
    assert run(RIGHT.replace("2 *", "3 *"))[0].outcome is Outcome.FAILED
    assert run(RIGHT, TEST.replace("4", "5"))[0].outcome is Outcome.FAILED
    assert len(list(store.iterdir())) == 3


def test_what_does_not_compile_is_not_kept(store: Path) -> None:
    assert run("int twice(")[0].outcome is Outcome.COMPILE_ERROR
    assert list(store.iterdir()) == []


def test_a_run_cannot_change_what_was_built(store: Path) -> None:
    spoil = (
        "#include <fcntl.h>\n#include <unistd.h>\n"
        'int twice(int n) { char self[4096]; ssize_t size = readlink("/proc/self/exe", self, 4095);\n'
        "  if (size < 0) return 0;\n  self[size] = 0; if (!unlink(self)) return 0;\n"
        "  return 2 * n; }\n"
    )
    assert run(spoil)[0].outcome is Outcome.PASSED, "it could not remove its own program"
    (built,) = store.iterdir()
    assert [one.name for one in built.iterdir()] == ["test-0"]


def test_what_was_not_used_for_longest_goes_first_and_what_is_in_use_stays(tmp_path: Path) -> None:
    for name, age in (("old", 9000), ("older", 99000), ("new", 10)):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "program").write_bytes(b"x" * 1000)
        os.utime(folder, (time.time() - age,) * 2)
    forget(tmp_path, most=2000)
    assert {one.name for one in tmp_path.iterdir()} == {"old", "new"}
    forget(tmp_path, most=0)
    assert {one.name for one in tmp_path.iterdir()} == {"new"}
