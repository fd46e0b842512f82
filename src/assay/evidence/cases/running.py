"""Runs cases: the candidate's function is called in the sandbox, and what it returns is judged here."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from assay.domain.run import EvidenceClass, Limits, Run, TestOutcome, TestResult
from assay.domain.run import Outcome as RunOutcome
from assay.evidence.caller import Ended, Inputs, Outcome
from assay.evidence.cases.suite import Suite
from assay.evidence.output import visible
from assay.evidence.sandbox import Sandbox
from assay.evidence.watched import Watched

Call = Callable[[Sandbox, Sequence[Inputs]], list[Outcome]]
"""Calls the candidate's function with each of the inputs."""

_ABSENT = re.compile(r"No module named '([\w.]+)'|Cannot find (?:package|module) '([^'./][^']*)'")
_UNREADABLE = re.compile(r"on import: (SyntaxError|IndentationError|TabError|ImportError|ModuleNotFoundError)")
_MESSAGE = 4000
_ORDER = tuple(RunOutcome)


@dataclass(frozen=True)
class Circumstances:
    """What the run says of itself. ``seconds`` is what all tests may take; ``own_modules`` are names that the task's
    files can be imported by."""

    seconds: float
    versions: Mapping[str, str]
    own_modules: Collection[str] = ()


@dataclass
class _Judged:
    """Results so far; ``ends`` are what came of suites, ``over`` when nothing can follow."""

    results: list[TestResult] = field(default_factory=list)
    ends: list[tuple[RunOutcome, str]] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    over: bool = False
    complete: bool = False
    """Every call of the last round was answered."""


def run_suites(sandbox: Sandbox, suites: Sequence[Suite], call: Call, circumstances: Circumstances) -> Run:
    """Every suite is a test. A call that takes its process with it leaves those behind it without an answer; they are
    made again if it stands behind a check that had failed, where no test would have come to it.
    """
    watched = Watched(sandbox)
    judged = _Judged()
    waiting = list(suites)
    while waiting and not judged.over:
        inputs = [one for suite in waiting for check in suite.checks for one in check.calls]
        outcomes = call(watched, inputs)
        judged.printed += [one.printed for one in outcomes if one.printed]
        judged.complete = all(one.ended in {Ended.RETURNED, Ended.RAISED} for one in outcomes)
        waiting = _judge(waiting, outcomes, judged, circumstances)
    judged.results += [TestResult(id=visible(suite.name, 500), outcome=TestOutcome.NOT_RUN) for suite in waiting]
    return _as_run(watched, judged, circumstances)


def _judge(
    suites: Sequence[Suite], outcomes: Sequence[Outcome], judged: _Judged, circumstances: Circumstances
) -> list[Suite]:
    """Judge in order; the suites that have no answer yet."""
    at = 0
    for number, suite in enumerate(suites):
        asked = sum(len(check.calls) for check in suite.checks)
        answers, at = list(outcomes[at : at + asked]), at + asked
        if number and answers and answers[0].ended is Ended.UNKNOWN:
            return list(suites[number:])
        end, reason, message = _suite(suite, answers, circumstances)
        result = {RunOutcome.PASSED: TestOutcome.PASSED, RunOutcome.COMPILE_ERROR: TestOutcome.NOT_RUN}
        outcome = result.get(end, TestOutcome.FAILED)
        judged.results.append(TestResult(id=visible(suite.name, 500), outcome=outcome, message=message))
        judged.ends.append((end, reason))
        if end in {RunOutcome.TIMED_OUT, RunOutcome.CRASHED, RunOutcome.COMPILE_ERROR}:
            judged.over = True
            return list(suites[number + 1 :])
    return []


def _suite(suite: Suite, answers: Sequence[Outcome], circumstances: Circumstances) -> tuple[RunOutcome, str, str]:
    """Outcome, reason and message of the first check that does not hold."""
    at = 0
    for check in suite.checks:
        given, at = answers[at : at + len(check.calls)], at + len(check.calls)
        for one in given:
            if one.ended is Ended.TIMED_OUT:
                return RunOutcome.TIMED_OUT, f"a call ran longer than {circumstances.seconds:g} s", "gave no answer"
            if one.ended in {Ended.DIED, Ended.UNKNOWN}:
                reason = f"ended before its tests did: {one.message or one.error}"
                return RunOutcome.CRASHED, visible(reason, 500), visible(reason, _MESSAGE)
            if wrong := _not_loaded(one, circumstances):
                return RunOutcome.COMPILE_ERROR, wrong, wrong
        if complaint := check.complaint(given):
            memory = any(one.error == "MemoryError" for one in given)
            end = RunOutcome.OUT_OF_MEMORY if memory else RunOutcome.FAILED
            return end, "ended with MemoryError" if memory else "", visible(complaint, _MESSAGE)
    return RunOutcome.PASSED, "", ""


def _not_loaded(one: Outcome, circumstances: Circumstances) -> str:
    """Why the candidate's code could not be loaded or built; empty if it could."""
    if one.ended is not Ended.RAISED:
        return ""
    absent = _ABSENT.search(one.message)
    name = next((group for group in absent.groups() if group), "").split(".")[0] if absent else ""
    if name and name not in circumstances.own_modules and "Error" in one.error:
        return visible(f"needs the package {name!r}, which is not installed here", 300)
    if _UNREADABLE.match(one.error) or one.error == "does not compile":
        return visible(f"{one.error.removeprefix('on import: ')}: {one.message}", 500)
    return ""


def _as_run(watched: Watched, judged: _Judged, circumstances: Circumstances) -> Run:
    last = watched.executions[-1] if watched.executions else None
    ends = list(judged.ends) or [(RunOutcome.NOT_RUN, "no tests")]
    if last and last.stop is not None and (judged.over or judged.complete or last.stop is RunOutcome.SANDBOX_ERROR):
        ends.append((last.stop, last.reason))
    called = [one.wall_s for one, program in zip(watched.executions, watched.programs, strict=True) if program.stdin]
    if max(called, default=0) > circumstances.seconds:
        ends.append((RunOutcome.TIMED_OUT, f"ran longer than {circumstances.seconds:g} s"))
    worst, reason = min(ends, key=lambda one: _ORDER.index(one[0]))
    return Run(
        outcome=worst,
        reason=reason,
        tests=tuple(judged.results),
        passed=sum(one.outcome is TestOutcome.PASSED for one in judged.results),
        total=len(judged.results),
        wall_s=sum(one.wall_s for one in watched.executions),
        cpu_s=sum(one.cpu_s for one in watched.executions),
        peak_mib=max((one.peak_mib for one in watched.executions), default=0),
        output=visible("".join(judged.printed))
        + "".join(visible(one.stdout) + visible(one.stderr) for one in watched.executions),
        exit_status=last.exit_status if last else None,
        evidence_class=EvidenceClass.E2,
        forgeable=False,
        limits=watched.programs[-1].limits if watched.programs else Limits(),
        sandbox=watched.name,
        layers=last.layers if last else (),
        missing_layers=last.missing_layers if last else (),
        versions=dict(circumstances.versions),
    )
