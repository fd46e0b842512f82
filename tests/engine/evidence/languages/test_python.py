from __future__ import annotations

import textwrap

import pytest

from assay.domain.run import EvidenceClass, Outcome, Run, TestOutcome
from assay.domain.task import Tests
from assay.evidence.language import LANGUAGES, Toolchain
from assay.evidence.sandbox import Execution, Program, choose_sandbox
from assay.testing import FakeSandbox

PYTHON = LANGUAGES.get("python")
CHECK = """
    from solution import double

    def test_small(monkeypatch):
        assert double(2) == 4

    def test_large():
        assert double(10**9) == 2 * 10**9
    """
"""The fixture keeps these tests in the candidate's process."""


def run(solution: str, test: str = CHECK, *, name: str = "test_solution.py", **more: object) -> Run:
    files = {"solution.py": textwrap.dedent(solution)}
    options = {"files": {name: textwrap.dedent(test)}, "timeout_s": 60, **more}
    return PYTHON.run(choose_sandbox(), files, Tests(**options))  # type: ignore[arg-type]


def test_the_toolchain_names_its_versions() -> None:
    found = PYTHON.toolchain()
    assert isinstance(found, Toolchain)
    assert set(found.versions) == {"python", "pytest"}


def test_a_right_solution_passes() -> None:
    found = run("def double(x): return 2 * x")
    assert (found.outcome, found.reason, found.passed, found.total) == (Outcome.PASSED, "", 2, 2)
    assert [one.id for one in found.tests] == ["test_solution.py::test_small", "test_solution.py::test_large"]
    assert (found.evidence_class, found.forgeable, found.sandbox) == (EvidenceClass.E0, True, "namespaces")
    assert "pid-namespace" in found.layers
    assert found.missing_layers == ()
    assert min(found.wall_s, found.cpu_s, found.peak_mib) > 0
    assert found.limits.wall_s == 60
    assert set(found.versions) == {"python", "pytest"}


def test_a_wrong_solution_fails_with_the_test_and_a_message() -> None:
    found = run("def double(x): return x + 2")
    assert (found.outcome, found.passed, found.total) == (Outcome.FAILED, 1, 2)
    assert found.tests[1].outcome is TestOutcome.FAILED
    assert "assert 1000000002 == " in found.tests[1].message


def test_unittest_classes_parameters_fixtures_and_marks_are_understood() -> None:
    found = run(
        "",
        """
        import unittest, pytest

        class TestOld(unittest.TestCase):
            def test_old(self): self.assertEqual(1, 1)

        class TestGroup:
            def test_in_group(self, tmp_path, monkeypatch, capsys, caplog): assert tmp_path.exists()

        @pytest.mark.parametrize("x", [1, 2])
        def test_each(x): assert x

        @pytest.fixture
        def test_client(): return 5

        def test_fixture(test_client): assert test_client == 5

        @pytest.mark.skip(reason="later")
        def test_later(): assert False

        @pytest.mark.xfail
        def test_known(): assert False
        """,
    )
    assert (found.outcome, found.reason, found.passed, found.total) == (Outcome.PASSED, "", 6, 7)
    assert {one.id.partition("::")[2]: one.outcome.value for one in found.tests}["test_later"] == "skipped"


@pytest.mark.parametrize(
    ("solution", "reason"),
    [
        ("def double(x) return x", "SyntaxError"),
        ("def other(x): return x", "cannot import name 'double'"),
        ("import numpy\ndef double(x): return 2 * x", "needs the package 'numpy', which is not installed here"),
        ("def double(x):\n    import pandas.io\n    return 2 * x", "needs the package 'pandas'"),
        ("import django, pydantic\ndef double(x): return 2 * x", "needs the package 'django'"),
        ("import assay\ndef double(x): return 2 * x", "needs the package 'assay'"),
    ],
)
def test_what_a_compiler_would_refuse_is_a_compile_error(solution: str, reason: str) -> None:
    found = run(solution)
    assert found.outcome is Outcome.COMPILE_ERROR
    assert reason in found.reason
    assert found.passed == 0
    assert found.total == 2


def test_an_error_while_importing_the_solution_is_a_failure() -> None:
    found = run("raise ValueError('no')")
    assert found.outcome is Outcome.FAILED
    assert [one.outcome for one in found.tests] == [TestOutcome.NOT_RUN] * 2
    assert "ValueError: no" in found.tests[0].message


@pytest.mark.parametrize(
    ("solution", "outcome"),
    [
        ("import os; os._exit(0)", Outcome.CRASHED),
        ("import sys; sys.exit(0)", Outcome.CRASHED),
        ("def double(x):\n    import os\n    os._exit(0)", Outcome.CRASHED),
        ("def double(x):\n    import sys\n    sys.exit(0)", Outcome.FAILED),
        ("def double(x):\n    import unittest\n    raise unittest.SkipTest", Outcome.FAILED),
        ("def double(x):\n    import pytest\n    pytest.xfail()", Outcome.FAILED),
        ("def double(x):\n    import pytest\n    pytest.exit('done', 0)", Outcome.CRASHED),
        ("def double(x):\n    import os\n    os.kill(os.getpid(), 9)", Outcome.CRASHED),
        ("def double(x):\n    import ctypes\n    ctypes.string_at(0)", Outcome.CRASHED),
        (
            "import _pytest.runner as r\nr.call_and_report.__code__ = (lambda *a, **k: None).__code__\ndouble = abs",
            Outcome.CRASHED,
        ),
        ("import unittest.mock, builtins\nbuiltins.AssertionError = KeyError\ndouble = abs", Outcome.FAILED),
    ],
)
def test_a_solution_that_evades_its_tests_has_not_passed(solution: str, outcome: Outcome) -> None:
    assert run(solution).outcome is outcome


def test_a_patched_runner_can_still_forge_the_verdict_and_the_run_says_so() -> None:
    found = run("import _pytest.python as p\np.Function.runtest = lambda self: None\ndouble = abs")
    assert found.outcome is Outcome.PASSED, "if this can be prevented now, the class is no longer E0"
    assert (found.evidence_class, found.forgeable) == (EvidenceClass.E0, True)


def test_tests_taken_away_while_importing_are_missed() -> None:
    hiding = "import sys\ndouble = abs\nsys.modules['test_solution'].__dict__['__test__'] = False"
    assert run(hiding).outcome is not Outcome.PASSED


def test_the_solution_cannot_bring_its_own_tests_or_configuration() -> None:
    files = {
        "solution.py": "double = abs",
        "test_solution.py": "def test_small(): pass",
        "conftest.py": "def pytest_collection_modifyitems(items): items.clear()",
        "pytest.ini": "[pytest]\naddopts = --collect-only",
        "sitecustomize.py": "raise SystemExit(0)",
    }
    tests = Tests(files={"test_solution.py": textwrap.dedent(CHECK)}, timeout_s=60)
    found = PYTHON.run(choose_sandbox(), files, tests)
    assert (found.outcome, found.total) == (Outcome.FAILED, 2)


def test_the_solution_cannot_rewrite_a_test_file() -> None:
    found = run("try: open('test_z.py', 'w')\nexcept OSError as error: print(error)\ndouble = abs")
    assert found.outcome is Outcome.FAILED
    both = {"test_solution.py": textwrap.dedent(CHECK), "test_z.py": "def test_z(): assert False"}
    rewriting = (
        "try: open('test_z.py', 'w').write('def test_z(): pass')\nexcept OSError: pass\ndef double(x): return 2 * x"
    )
    found = run(rewriting, files=both)
    assert (found.outcome, found.passed, found.total) == (Outcome.FAILED, 2, 3)


def test_a_conftest_of_the_tests_is_used() -> None:
    files = {
        "conftest.py": "import pytest\n\n@pytest.fixture\ndef number(): return 7\n",
        "test_it.py": "def test_it(number): assert number == 7",
    }
    found = run("", files=files)
    assert (found.outcome, found.reason) == (Outcome.PASSED, "")


def test_test_files_in_folders_find_the_solution() -> None:
    found = run("def double(x): return 2 * x", name="tests/unit/test_solution.py")
    assert found.outcome is Outcome.PASSED
    assert found.tests[0].id == "tests/unit/test_solution.py::test_small"


def test_a_hang_is_timed_out_and_names_the_test_that_hung() -> None:
    found = run("def double(x):\n    while x > 100: pass\n    return 2 * x", timeout_s=3)
    assert (found.outcome, found.reason) == (Outcome.TIMED_OUT, "ran longer than 3 s")
    assert [one.outcome.value for one in found.tests] == ["passed", "failed"]


def test_a_memory_error_is_out_of_memory() -> None:
    found = run("def double(x): raise MemoryError")
    assert found.outcome is Outcome.OUT_OF_MEMORY


def test_a_thread_left_running_does_not_hold_up_the_verdict() -> None:
    found = run(
        "import threading, time\nthreading.Thread(target=time.sleep, args=(3600,)).start()\ndef double(x): return 2 * x"
    )
    assert found.outcome is Outcome.PASSED


def test_output_is_kept_and_made_visible() -> None:
    found = run("print('\\x1b[2Jhello\\u202e')\ndef double(x): return 2 * x")
    assert r"\x1b[2Jhello\u202e" in found.output


def test_without_tests_nothing_is_run() -> None:
    assert run("", files={}).reason == "no tests"
    assert run("", files={"data.json": "{}"}).outcome is Outcome.NOT_RUN
    assert run("", "x = 1").reason == "the test files define no tests"


@pytest.mark.parametrize(
    ("solution", "outcome", "reason"),
    [
        ("def double(x): return 2 * x", Outcome.PASSED, ""),
        ("def double(x): return x", Outcome.FAILED, ""),
        ("def double(x): import sys; sys.exit(0)", Outcome.FAILED, "solution.py ended the run before check.py did"),
        ("def double(x): import os; os._exit(0)", Outcome.CRASHED, "ended before its tests did"),
        ("import sys; sys.exit()", Outcome.FAILED, "solution.py ended the run"),
        ("def double(x) x", Outcome.COMPILE_ERROR, "SyntaxError"),
        ("import requests", Outcome.COMPILE_ERROR, "'requests'"),
        ("def double(x): raise MemoryError", Outcome.OUT_OF_MEMORY, "MemoryError"),
    ],
)
def test_other_test_files_run_as_scripts(solution: str, outcome: Outcome, reason: str) -> None:
    found = run(solution, "import os; os.getpid()\nfrom solution import double\nassert double(3) == 6", name="check.py")
    assert found.outcome is outcome
    assert reason in found.reason
    assert [one.id for one in found.tests] == ["check.py"]


def test_a_script_may_end_itself() -> None:
    script = "import sys, unittest\nfrom solution import double\n" + textwrap.dedent(
        """
        class Check(unittest.TestCase):
            def test_it(self): self.assertEqual(double(3), 6)
        unittest.main()
        """
    )
    assert run("def double(x): return 2 * x", script, name="check.py").outcome is Outcome.PASSED
    assert run("def double(x): return x", script, name="check.py").outcome is Outcome.FAILED


def test_several_scripts_are_one_run() -> None:
    files = {"one.py": "import solution", "two.py": "import os, solution\nassert solution.double(1) == 2"}
    found = run("def double(x): return 3", files=files)
    assert (found.outcome, found.passed, found.total) == (Outcome.FAILED, 1, 2)
    assert [one.outcome.value for one in found.tests] == ["passed", "failed"]


@pytest.mark.parametrize(
    ("command", "outcome", "reason"),
    [
        ("python -c 'import solution; assert solution.double(2) == 4'", Outcome.PASSED, ""),
        ("python -c 'import solution; assert solution.double(2) == 5'", Outcome.FAILED, ""),
        ("pytest -q test_solution.py", Outcome.PASSED, ""),
        ("/bin/sh -c 'test -f test_solution.py && exit 0'", Outcome.PASSED, ""),
        ("/bin/sh -c 'kill -9 $$'", Outcome.CRASHED, "signal 9"),
        ("no-such-tool --now", Outcome.NOT_RUN, "cannot start 'no-such-tool'"),
        ("echo 'unbalanced", Outcome.NOT_RUN, "cannot be split into words"),
        ("   ", Outcome.NOT_RUN, "no words"),
    ],
)
def test_a_command_of_the_task_is_run_and_its_exit_status_decides(command: str, outcome: Outcome, reason: str) -> None:
    found = run("def double(x): return 2 * x", command=command)
    assert found.outcome is outcome
    assert reason in found.reason


def test_the_program_is_given_only_what_it_needs() -> None:
    fake = FakeSandbox(lambda _: Execution(stop=Outcome.SANDBOX_ERROR, reason="fake"), name="fake")
    found = PYTHON.run(fake, {"a.py": ""}, Tests(files={"test_a.py": "def test(): pass"}, timeout_s=4))
    assert (found.outcome, found.reason, found.sandbox) == (Outcome.SANDBOX_ERROR, "fake", "fake")
    program: Program = fake.programs[0]
    assert program.protected == {"test_a.py"}
    assert program.limits.wall_s == 4
    assert not any(path.endswith(("site-packages", "src", "src/assay")) for path in program.read_only)
