"""Steps for the driver, what it says of them, and the run that they add up to."""

from __future__ import annotations

import json
import re
import signal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ValidationError

from assay.domain.run import EvidenceClass, Limits, Outcome, Run, TestOutcome, TestResult
from assay.evidence.interpreter import this_interpreter
from assay.evidence.output import visible
from assay.evidence.sandbox import Execution, Program, Sandbox

COMPILE_S = 90.0
MEMORY_MIB = 512
"""What a test's process may hold where its runtime has no bound of its own."""
_DRIVER = Path(__file__).resolve().parent / "driver.py"
_MESSAGE = 4000


@dataclass(frozen=True)
class Step:
    """One program to run. ``required``: what follows needs it. ``report``: a file that it writes for us. ``data_mib``:
    what each of its processes may hold, where that is bounded besides the whole. ``output_kib``: what it may write.
    """

    argv: tuple[str, ...]
    timeout_s: float
    env: Mapping[str, str] = field(default_factory=dict)
    required: bool = False
    report: str = ""
    data_mib: int = 0
    output_kib: int = Limits().output_kib

    def told(self) -> dict[str, object]:
        """As the driver reads it."""
        return {
            "argv": self.argv,
            "timeout_s": self.timeout_s,
            "env": dict(self.env),
            "required": self.required,
            "report": self.report,
            "data_mib": self.data_mib,
            "output_kib": self.output_kib,
        }


class Said(BaseModel):
    """What the driver says of one step; ``status`` is None when it was stopped, ``stopped`` names the limit then."""

    step: int
    status: int | None
    output: str
    report: str
    wall_s: float
    stopped: Literal["", "timed_out", "output_limit"] = ""
    peak_kib: int = 0


Read = Callable[[Said], Sequence[TestResult]]
"""The single tests of a step, from its output or report."""


@dataclass(frozen=True)
class TestStep:
    """A step whose status is a verdict. ``name`` is the test's id; ``read`` finds single tests in what it says."""

    name: str
    step: Step
    seconds: float
    """What the tests were given."""
    read: Read | None = None
    exhausted: re.Pattern[str] | None = None
    """Finds that the step ran out of the memory that its runtime allows itself."""
    unbuilt: re.Pattern[str] | None = None
    """Finds that the step failed to compile, where it compiles too, as ``go test`` does."""
    asserts_abort: bool = False
    """Whether an assertion that does not hold ends the program by SIGABRT, as it does in C."""
    late: re.Pattern[str] | None = None
    """Finds that the step stopped itself because its tests took too long."""
    plain: Callable[[str], str] = str
    """Its output as a person would read it."""


@dataclass(frozen=True)
class Plan:
    """Steps to prepare, then tests; ``tools`` may be read in the sandbox and stand first on the path."""

    compile: tuple[Step, ...]
    tests: tuple[TestStep, ...]
    versions: Mapping[str, str]
    read_only: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    memory_mib: int = 2048
    missing: re.Pattern[str] | None = None
    """Finds, in what a compiler says, the name of a package or header that is not there."""


def carry_out(sandbox: Sandbox, files: Mapping[str, str], plan: Plan) -> Run:
    """Run the plan and judge: compile errors first, then limits, then the tests."""
    steps = [*plan.compile, *(one.step for one in plan.tests)]
    wall = sum(step.timeout_s for step in steps) + 10
    limits = Limits(wall_s=wall, cpu_s=2 * wall, memory_mib=plan.memory_mib, processes=512, files_mib=512)
    python = this_interpreter()
    execution = sandbox.execute(
        Program(
            (python.executable, "-sPEu", str(_DRIVER)),
            files=files,
            stdin=json.dumps({"steps": [step.told() for step in steps]}).encode(),
            limits=limits,
            read_only=(*python.read_only, *plan.read_only, str(_DRIVER.parent)),
            empty=python.empty,
            path=plan.path,
        )
    )
    said, ended = _read(execution.report)
    judged = _judge(execution, said, plan, ended=ended)
    return Run(
        outcome=judged.outcome,
        reason=judged.reason,
        tests=judged.tests,
        passed=sum(one.outcome is TestOutcome.PASSED for one in judged.tests),
        total=len(judged.tests),
        wall_s=execution.wall_s,
        cpu_s=execution.cpu_s,
        peak_mib=execution.peak_mib,
        output=visible("".join(_plain(one, plan) for one in said)) + visible(execution.stderr),
        exit_status=execution.exit_status,
        evidence_class=EvidenceClass.E0,
        forgeable=True,
        limits=limits,
        sandbox=sandbox.name,
        layers=execution.layers,
        missing_layers=execution.missing_layers,
        versions=dict(plan.versions),
    )


def _plain(answer: Said, plan: Plan) -> str:
    number = answer.step - len(plan.compile)
    return plan.tests[number].plain(answer.output) if 0 <= number < len(plan.tests) else answer.output


@dataclass(frozen=True)
class _Judged:
    outcome: Outcome
    reason: str
    tests: tuple[TestResult, ...]


def _read(report: bytes) -> tuple[list[Said], bool]:
    said = []
    for line in report.split(b"\n"):
        try:
            said.append(Said.model_validate_json(line))
        except ValidationError:
            continue
    return said, report.endswith(b'{"end": true}\n')


def _judge(execution: Execution, said: list[Said], plan: Plan, *, ended: bool) -> _Judged:
    answers = {one.step: one for one in said}
    for number in range(len(plan.compile)):
        answer = answers.get(number)
        if answer is not None and answer.status != 0:
            return _Judged(*_not_compiled(answer, plan), _not_run(plan))
    results: list[TestResult] = []
    outcomes: list[tuple[Outcome, str]] = []
    for number, test in enumerate(plan.tests, len(plan.compile)):
        answer = answers.get(number)
        if answer is None:
            results.append(TestResult(id=test.name, outcome=TestOutcome.NOT_RUN, message=""))
            continue
        outcome, reason, single = _verdict(test, answer, plan)
        outcomes.append((outcome, reason))
        results += single
    if execution.stop is not None:
        return _Judged(execution.stop, execution.reason, tuple(results))
    if not ended or len(outcomes) < len(plan.tests):
        return _Judged(Outcome.CRASHED, "ended before its tests did", tuple(results))
    worst = next((pair for kind in _ORDER for pair in outcomes if pair[0] is kind), (Outcome.PASSED, ""))
    if worst[0] is Outcome.PASSED and any(one.outcome is not TestOutcome.PASSED for one in results):
        worst = (Outcome.FAILED, "a test did not pass")
    return _Judged(*worst, tuple(results))


_ORDER = tuple(one for one in Outcome if one is not Outcome.PASSED)
_NEARLY = 0.9
"""Of the bound on a process's memory: one that fails so near to it failed for want of memory."""


def _verdict(test: TestStep, answer: Said, plan: Plan) -> tuple[Outcome, str, tuple[TestResult, ...]]:
    single = tuple(test.read(answer)) if test.read else ()
    if limit := _limit(test, answer):
        return *limit, _or_one(single, test, TestOutcome.FAILED, answer)
    if answer.status == 0:
        if test.read and not single:
            return Outcome.FAILED, "the program reported no tests", _or_one((), test, TestOutcome.FAILED, answer)
        return Outcome.PASSED, "", single or _or_one((), test, TestOutcome.PASSED, answer)
    if test.unbuilt and test.unbuilt.search(answer.output):
        said = answer.model_copy(update={"output": test.plain(answer.output)})
        return *_not_compiled(said, plan), _or_one((), test, TestOutcome.NOT_RUN, answer)
    signalled = -(answer.status or 0)
    if signalled > 0 and not (test.asserts_abort and signalled == signal.SIGABRT):
        name = signal.Signals(signalled).name if signalled in set(signal.Signals) else str(signalled)
        return Outcome.CRASHED, f"ended by signal {name}", _or_one(single, test, TestOutcome.FAILED, answer)
    return Outcome.FAILED, "", _or_one(single, test, TestOutcome.FAILED, answer)


def _limit(test: TestStep, answer: Said) -> tuple[Outcome, str] | None:
    """The limit that the step reached, if it did."""
    bound = test.step.data_mib
    near = bound and answer.peak_kib >= _NEARLY * (bound << 10)
    if answer.status != 0 and (near or (test.exhausted and test.exhausted.search(answer.output))):
        return Outcome.OUT_OF_MEMORY, f"needed more than {bound} MiB of memory" if bound else "ran out of memory"
    if answer.stopped == "output_limit":
        return Outcome.OUTPUT_LIMIT, f"wrote more than {test.step.output_kib} KiB"
    if answer.status is None or (test.late and test.late.search(answer.output)):
        return Outcome.TIMED_OUT, f"ran longer than {test.seconds:g} s"
    return None


def _or_one(
    single: tuple[TestResult, ...], test: TestStep, outcome: TestOutcome, answer: Said
) -> tuple[TestResult, ...]:
    """The single tests if they tell what happened; else the step as one test."""
    if any(one.outcome is not TestOutcome.PASSED for one in single):
        return single
    message = "" if outcome is TestOutcome.PASSED else visible(test.plain(answer.output), _MESSAGE)
    return (*single, TestResult(id=test.name, outcome=outcome, message=message))


def _not_compiled(answer: Said, plan: Plan) -> tuple[Outcome, str]:
    if answer.stopped == "output_limit":
        return Outcome.COMPILE_ERROR, "the compiler said more than is kept"
    if answer.status is None:
        return Outcome.TIMED_OUT, f"compiling took longer than {COMPILE_S:g} s"
    found = plan.missing.search(answer.output) if plan.missing else None
    if found:
        name = next(group for group in found.groups() if group)
        return Outcome.COMPILE_ERROR, visible(f"needs {name!r}, which is not installed here", 300)
    lines = [line.strip() for line in answer.output.splitlines() if line.strip()]
    first = next((line for line in lines if "error" in line.lower()), lines[0] if lines else "no message")
    return Outcome.COMPILE_ERROR, visible(first, 500)


def _not_run(plan: Plan) -> tuple[TestResult, ...]:
    return tuple(TestResult(id=test.name, outcome=TestOutcome.NOT_RUN, message="") for test in plan.tests)
