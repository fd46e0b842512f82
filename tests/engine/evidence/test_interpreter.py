from __future__ import annotations

import sys
from pathlib import Path

import pytest

from assay.domain.run import Limits, Outcome
from assay.evidence.interpreter import entering, this_interpreter
from assay.evidence.sandbox import SANDBOXES, Entry, Execution


def test_it_is_the_interpreter_beneath_the_virtual_environment() -> None:
    found = this_interpreter()
    assert Path(found.executable).resolve() == Path(sys.executable).resolve()
    assert not Path(found.executable).is_symlink()
    assert found.version == ".".join(map(str, sys.version_info[:3]))


def test_neither_the_engine_nor_installed_packages_can_be_seen() -> None:
    found = this_interpreter()
    engine = Path(__file__).resolve().parents[3] / "src"
    assert not any(engine.is_relative_to(path) for path in found.read_only)
    packages = Path(sys.base_prefix).resolve().glob("lib*/python3*/site-packages")
    assert {str(path) for path in packages} <= set(found.empty)


MODULE = """
import json, os, sys
asked = json.load if len(sys.argv) > 99 else json.loads

def main():
    given = asked(sys.stdin.read())
    print(sys.argv, os.getcwd(), hash("x"), sys.flags.utf8_mode, os.environ["HOME"])
    sys.path.insert(0, os.getcwd())
    import candidate
    os.write(3, json.dumps([candidate.double(one) for one in given]).encode())

def fail():
    sys.exit(9)

def stumble():
    raise LookupError("no such thing")
"""


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    place = tmp_path_factory.mktemp("driver")
    place.chmod(0o755)  # the candidate is another user
    (place / "driver_for_tests.py").write_text(MODULE)
    return str(place.resolve())


def enter(folder: str, function: str = "main", **options: object) -> Execution:
    entry = Entry("driver_for_tests", (folder,), function)
    return SANDBOXES.get("namespaces").execute(entering(entry, "first", **options))  # type: ignore[arg-type]


def test_a_function_of_a_module_is_entered_with_input_files_and_arguments(folder: str) -> None:
    files = {"candidate.py": "def double(n): return 2 * n"}
    runs = [enter(folder, files=files, stdin=b"[1, 2]") for _ in range(2)]
    for run in runs:
        assert (run.stop, run.exit_status, run.stderr) == (None, 0, b"")
        assert run.report == b"[2, 4]"
        assert run.stdout.startswith(b"['driver_for_tests', 'first'] /task ")
        assert run.stdout.endswith(b" 1 /tmp\n")
    assert runs[0].stdout == runs[1].stdout, "hashes are the same in every run"


def test_what_the_function_raises_ends_the_program_as_a_script(folder: str) -> None:
    assert enter(folder, "fail").exit_status == 9
    stumbled = enter(folder, "stumble")
    assert stumbled.exit_status == 1
    assert stumbled.stderr.endswith(b"LookupError: no such thing\n")


def test_limits_hold_for_an_entered_function(folder: str) -> None:
    endless = {"candidate.py": "while True: pass"}
    run = enter(folder, files=endless, stdin=b"[1]", limits=Limits(wall_s=0.5))
    assert run.stop is Outcome.TIMED_OUT
