"""The run that a plan's steps add up to: its build first, then limits, then the tests."""

from __future__ import annotations

import signal
from collections.abc import Mapping
from dataclasses import dataclass

from assay.domain.run import EvidenceClass, Outcome, Run, TestOutcome, TestResult
from assay.evidence.languages._programs.building import Built, build
from assay.evidence.languages._programs.steps import COMPILE_S, Driven, Plan, Said, TestStep, drive
from assay.evidence.output import visible
from assay.evidence.sandbox import Sandbox

_MESSAGE = 4000


def carry_out(sandbox: Sandbox, files: Mapping[str, str], plan: Plan) -> Run:
    """Build, unless that was done before; run the tests with what was built; judge."""
    built = build(sandbox, files, plan) if plan.compile else None
    if isinstance(built, Driven):
        return _as_run(sandbox, plan, _unbuilt(built, plan), (built,))
    steps = [one.step for one in plan.tests]
    driven = drive(sandbox, files, plan, steps, built=built.folder if built else None)
    before = (built.driven,) if isinstance(built, Built) and built.driven else ()
    return _as_run(sandbox, plan, _judge(driven, plan), (*before, driven))


def _as_run(sandbox: Sandbox, plan: Plan, judged: _Judged, parts: tuple[Driven, ...]) -> Run:
    """``parts``: what was run for it; the last of them was judged."""
    last = parts[-1]
    return Run(
        outcome=judged.outcome,
        reason=judged.reason,
        tests=judged.tests,
        passed=sum(one.outcome is TestOutcome.PASSED for one in judged.tests),
        total=len(judged.tests),
        wall_s=sum(one.execution.wall_s for one in parts),
        cpu_s=sum(one.execution.cpu_s for one in parts),
        peak_mib=max(one.execution.peak_mib for one in parts),
        output=visible(judged.output) + visible(last.execution.stderr),
        exit_status=last.execution.exit_status,
        evidence_class=EvidenceClass.E0,
        forgeable=True,
        limits=last.limits,
        sandbox=sandbox.name,
        layers=last.execution.layers,
        missing_layers=last.execution.missing_layers,
        versions=dict(plan.versions),
    )


@dataclass(frozen=True)
class _Judged:
    outcome: Outcome
    reason: str
    tests: tuple[TestResult, ...]
    output: str


def _unbuilt(driven: Driven, plan: Plan) -> _Judged:
    output = "".join(one.output for one in driven.said)
    tests = tuple(TestResult(id=test.name, outcome=TestOutcome.NOT_RUN, message="") for test in plan.tests)
    if driven.execution.stop is not None:
        return _Judged(driven.execution.stop, f"while it was built: {driven.execution.reason}", tests, output)
    for answer in driven.said:
        if answer.status != 0:
            return _Judged(*_not_compiled(answer, plan), tests, output)
    absent = [name for name in plan.products if not driven.products.get(name)]
    what = f"{', '.join(absent)} was not made" if driven.ended else "the build ended before it was done"
    return _Judged(Outcome.COMPILE_ERROR, what, tests, output)


def _judge(driven: Driven, plan: Plan) -> _Judged:
    answers = {one.step: one for one in driven.said}
    output = "".join(test.plain(answers[at].output) for at, test in enumerate(plan.tests) if at in answers)
    results: list[TestResult] = []
    outcomes: list[tuple[Outcome, str]] = []
    for number, test in enumerate(plan.tests):
        answer = answers.get(number)
        if answer is None:
            results.append(TestResult(id=test.name, outcome=TestOutcome.NOT_RUN, message=""))
            continue
        outcome, reason, single = _verdict(test, answer, plan)
        outcomes.append((outcome, reason))
        results += single
    if driven.execution.stop is not None:
        return _Judged(driven.execution.stop, driven.execution.reason, tuple(results), output)
    if not driven.ended or len(outcomes) < len(plan.tests):
        return _Judged(Outcome.CRASHED, "ended before its tests did", tuple(results), output)
    worst = next((pair for kind in _ORDER for pair in outcomes if pair[0] is kind), (Outcome.PASSED, ""))
    if worst[0] is Outcome.PASSED and any(one.outcome is not TestOutcome.PASSED for one in results):
        worst = (Outcome.FAILED, "a test did not pass")
    return _Judged(*worst, tuple(results), output)


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
