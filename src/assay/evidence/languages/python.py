"""Python: pytest for ``test_*.py`` and ``*_test.py``, else each test file as a script; or the task's own command.

The tests run on the interpreter that runs Assay, with the standard library and pytest and no other package. A file
that cannot be parsed or imported is ``compile_error``, as it would be in a compiled language; so is a package that is
not there, with its name.

**Evidence class.** Test files that only assert what one function returns for literals (``assert f([3, 1]) == 1``, bare
or in test functions) are read by their syntax tree and judged outside the sandbox: *E2*, which a candidate cannot
forge, since what is expected of it never is where it runs. Tests for pytest that only call its functions, with plain
values, run in a process of their own, and the calls go to another where the candidate is: *E1*. Whether they are such
is read from their syntax tree, and where it shows only then, seen while they run; a sandbox that cannot link two runs
has no E1. All other tests share a process with the candidate: *E0*, always forgeable, and labelled so; a canary that
must fail, names of tests read before anything is imported, and a record of the end only raise the cost.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from assay.domain.run import EvidenceClass, Limits, Outcome, Run, TestOutcome, TestResult
from assay.domain.task import Tests
from assay.evidence.caller import Inputs, Signature
from assay.evidence.caller import Outcome as Called
from assay.evidence.callers.python import plugin as caller
from assay.evidence.cases.asserts import read_asserts
from assay.evidence.cases.running import Circumstances, run_suites
from assay.evidence.cases.suite import Cases
from assay.evidence.cases.table_runner import together
from assay.evidence.interpreter import this_interpreter
from assay.evidence.language import MissingToolchain, Toolchain
from assay.evidence.languages._python import report, two_processes
from assay.evidence.languages._python.linkable import linkable
from assay.evidence.languages._python.packages import Packages, pytest_packages
from assay.evidence.output import visible
from assay.evidence.sandbox import Execution, LinkingSandbox, Program, Sandbox

_RUNNERS = Path(__file__).resolve().parent / "_python"
_CONFIGURATION = {"conftest.py", "pytest.ini", ".pytest.ini", "tox.ini", "setup.cfg", "sitecustomize.py"}


class Python:
    """The Python language."""

    name = "python"

    def toolchain(self) -> Toolchain | MissingToolchain:
        """The engine's own interpreter, and pytest from its environment."""
        packages = pytest_packages()
        if packages is None:
            return MissingToolchain("pytest is not installed", "pip install pytest")
        return Toolchain({"python": this_interpreter().version, "pytest": packages.version})

    def run(self, sandbox: Sandbox, files: Mapping[str, str], tests: Tests) -> Run:
        """Run the task's command, pytest, or the test files as scripts."""
        if tests.command is None and not tests.files:
            return Run(outcome=Outcome.NOT_RUN, reason="no tests")
        if tests.command is None and (cases := read_asserts(files, tests.files)):
            return _as_values(sandbox, files, tests, cases)
        packages = pytest_packages()
        if packages is None:
            return Run(outcome=Outcome.NOT_RUN, reason="pytest is not installed; pip install pytest")
        return _in_one_process(_Attempt(sandbox, files, tests, packages), tests)


def _in_one_process(attempt: _Attempt, tests: Tests) -> Run:
    if tests.command is not None:
        return attempt.command(tests.command)
    named = sorted(name for name in tests.files if _is_pytest_file(name))
    scripts = sorted(name for name in tests.files if name.endswith(".py"))
    if named:
        return attempt.pytest_beside(named) or attempt.pytest(named)
    if scripts:
        return attempt.scripts(scripts)
    return Run(outcome=Outcome.NOT_RUN, reason="no tests: none of the test files is a Python file")


def _as_values(sandbox: Sandbox, files: Mapping[str, str], tests: Tests, cases: Cases) -> Run:
    """The tests as values: neither they nor what they expect are in the sandbox."""
    own = {name: text for name, text in files.items() if name not in tests.files}
    signature = Signature(cases.subject.path, cases.subject.entry, ())

    def call(watched: Sandbox, inputs: Sequence[Inputs]) -> list[Called]:
        return caller.call_exactly(watched, own, signature, inputs, tests.timeout_s)

    modules = {part.removesuffix(".py") for name in own for part in name.split("/")}
    versions = {"python": this_interpreter().version}
    return run_suites(sandbox, cases.suites, call, Circumstances(tests.timeout_s, versions, modules))


def _is_pytest_file(name: str) -> bool:
    base = PurePosixPath(name).name
    return base.endswith(".py") and (base.startswith("test_") or base.endswith("_test.py"))


class _Attempt:
    """One run: what the ways of running share."""

    def __init__(self, sandbox: Sandbox, files: Mapping[str, str], tests: Tests, packages: Packages) -> None:
        self._sandbox = sandbox
        self._packages = packages
        self._tests = tests
        # The tests lie on top, and what would configure their runner comes from them alone.
        own = {name: text for name, text in files.items() if PurePosixPath(name).name not in _CONFIGURATION}
        self._candidate = {name: text for name, text in own.items() if name not in tests.files}
        self._files = {**own, **tests.files}
        self._limits = Limits(wall_s=tests.timeout_s, cpu_s=2 * tests.timeout_s)
        self._own_modules = {part.removesuffix(".py") for name in self._files for part in name.split("/")}

    def pytest(self, names: list[str]) -> Run:
        """All test files in one pytest."""
        execution = self._execute(self._python("pytest_runner.py", *self._options(), *names))
        return self._run(execution, report.judge(execution, report.read(execution.report), self._own_modules))

    def pytest_beside(self, names: list[str]) -> Run | None:
        """Likewise, with the candidate in another process; None where the tests or the sandbox do not let it."""
        found = linkable(self._candidate, self._tests.files)
        if found is None or not isinstance(self._sandbox, LinkingSandbox):
            return None
        link = f"--linked={two_processes.option(found)}"
        tests = self._program(self._python("pytest_runner.py", link, *self._options(), *names), self._tests.files)
        together = two_processes.run(self._sandbox, tests, self._candidate, self._limits, self._own_modules)
        if together is None:
            return None
        run, candidate = self._run(together.tests, together.judged), together.candidate
        return run.model_copy(
            update={
                "wall_s": max(run.wall_s, candidate.wall_s),
                "cpu_s": run.cpu_s + candidate.cpu_s,
                "peak_mib": max(run.peak_mib, candidate.peak_mib),
                "output": visible(candidate.stdout) + visible(candidate.stderr) + run.output,
                "evidence_class": EvidenceClass.E1,
                "forgeable": False,
            }
        )

    def _options(self) -> tuple[str, ...]:
        conftest = any(PurePosixPath(name).name == "conftest.py" for name in self._tests.files)
        return () if conftest else ("--noconftest",)

    def scripts(self, names: list[str]) -> Run:
        """Each test file as a program of its own; one test each. Ends at the first limit."""
        runs = []
        for name in names:
            execution = self._execute(self._python("script_runner.py", name))
            runs.append(self._run(execution, _judge_script(execution, name, self._own_modules)))
            if execution.stop:
                break
        return together(runs)

    def command(self, command: str) -> Run:
        """The task's own command; its exit status decides."""
        try:
            words = shlex.split(command)
        except ValueError as error:
            return Run(outcome=Outcome.NOT_RUN, reason=f"tests.command cannot be split into words: {error}")
        if not words:
            return Run(outcome=Outcome.NOT_RUN, reason="tests.command has no words; name a program")
        python = this_interpreter().executable
        known = {"python": [python], "python3": [python], "pytest": [python, "-m", "pytest"]}
        execution = self._execute((*known.get(words[0], words[:1]), *words[1:]))
        return self._run(execution, _judge_command(execution, command))

    def _python(self, runner: str, *arguments: str) -> tuple[str, ...]:
        return this_interpreter().executable, "-sPu", str(_RUNNERS / runner), *arguments

    def _execute(self, argv: tuple[str, ...]) -> Execution:
        return self._sandbox.execute(self._program(argv, self._files))

    def _program(self, argv: tuple[str, ...], files: Mapping[str, str]) -> Program:
        python = this_interpreter()
        environment = {
            "PYTHONPATH": ":".join(self._packages.folders),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONHASHSEED": "0",  # the same candidate gives the same evidence
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        }
        return Program(
            argv,
            files=files,
            env=environment,
            limits=self._limits,
            read_only=(*python.read_only, *self._packages.paths, str(_RUNNERS)),
            empty=python.empty,
            protected=frozenset(self._tests.files),
            path=python.path,
        )

    def _run(self, execution: Execution, judged: report.Judged) -> Run:
        return Run(
            outcome=judged.outcome,
            reason=judged.reason,
            tests=judged.tests,
            passed=sum(test.outcome is TestOutcome.PASSED for test in judged.tests),
            total=len(judged.tests),
            wall_s=execution.wall_s,
            cpu_s=execution.cpu_s,
            peak_mib=execution.peak_mib,
            output=visible(execution.stdout) + visible(execution.stderr),
            exit_status=execution.exit_status,
            evidence_class=EvidenceClass.E0,
            forgeable=True,
            limits=self._limits,
            sandbox=self._sandbox.name,
            layers=execution.layers,
            missing_layers=execution.missing_layers,
            versions={"python": this_interpreter().version, "pytest": self._packages.version},
        )


def _judge_script(execution: Execution, name: str, own_modules: set[str]) -> report.Judged:
    seen = report.read(execution.report)
    end = seen.end
    outcome, reason = report.stopped(execution, seen) or (Outcome.PASSED, "")
    if outcome is Outcome.PASSED and end:
        absent = end.missing.split(".")[0]
        if absent and absent not in own_modules:
            outcome, reason = Outcome.COMPILE_ERROR, f"needs the package {absent!r}, which is not installed here"
        elif end.type in {"SyntaxError", "ImportError"}:
            outcome, reason = Outcome.COMPILE_ERROR, f"{name}: {end.message}"
        elif end.ended_by:
            outcome, reason = Outcome.FAILED, f"{end.ended_by} ended the run before {name} did"
        elif end.status:
            outcome = Outcome.FAILED
    message = visible(execution.stderr, 4000) if outcome is not Outcome.PASSED else ""
    return _single(name, outcome, visible(reason, 500), message)


def _judge_command(execution: Execution, command: str) -> report.Judged:
    outcome, reason = Outcome.PASSED, ""
    if execution.stop:
        outcome, reason = execution.stop, execution.reason
    elif execution.exit_status and execution.exit_status < 0:
        outcome, reason = Outcome.CRASHED, f"ended by signal {-execution.exit_status}"
    elif execution.exit_status:
        outcome = Outcome.FAILED
    message = visible(execution.stderr or execution.stdout, 4000) if outcome is not Outcome.PASSED else ""
    return _single(command, outcome, visible(reason, 500), message)


def _single(name: str, outcome: Outcome, reason: str, message: str) -> report.Judged:
    result = {
        Outcome.PASSED: TestOutcome.PASSED,
        Outcome.NOT_RUN: TestOutcome.NOT_RUN,
        Outcome.COMPILE_ERROR: TestOutcome.NOT_RUN,
        Outcome.SANDBOX_ERROR: TestOutcome.NOT_RUN,
    }.get(outcome, TestOutcome.FAILED)
    return report.Judged(outcome, reason, (TestResult(id=name, outcome=result, message=message or reason),))


plugin = Python()
