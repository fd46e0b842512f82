"""What a report from inside the sandbox means. The report is written by the candidate's own process: checked, bounded,
and never enough for ``passed`` when something is missing from it."""

from __future__ import annotations

import signal
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from assay.domain.run import Outcome, TestOutcome, TestResult
from assay.evidence.output import visible
from assay.evidence.sandbox import Execution

CANARY = "::assay-canary"
_MESSAGE = 8000
_MOST_TESTS = 20_000


class _Record(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True)


class Expected(_Record):
    """Ids read from the source before anything was imported."""

    kind: Literal["expected"]
    ids: list[str]


class Collected(_Record):
    """Ids that pytest collected."""

    kind: Literal["collected"]
    ids: list[str]


class Error(_Record):
    """A file that could not be collected, or skipped itself."""

    kind: Literal["error"]
    id: str
    type: str
    missing: str
    message: str


class Start(_Record):
    """A test begins."""

    kind: Literal["start"]
    id: str


class Test(_Record):
    """One phase of one test."""

    kind: Literal["test"]
    id: str
    when: str
    outcome: Literal["passed", "failed", "skipped"]
    marks: list[str]
    expected_failure: bool
    memory: bool
    missing: str
    message: str

    def result(self) -> TestResult:
        """A test that skips itself, or calls its failure expected, without a mark in the test file has not passed."""
        outcome, message = self.outcome, self.message
        if self.expected_failure and "xfail" in self.marks:
            outcome = "passed"
        elif outcome == "skipped" and not {"skip", "skipif"} & set(self.marks):
            outcome, message = "failed", f"skipped itself while running: {message}"
        return TestResult(id=visible(self.id, 500), outcome=TestOutcome(outcome), message=visible(message, _MESSAGE))


class End(_Record):
    """The last record: the runner came to its end."""

    kind: Literal["end"]
    status: int
    ended_by: str = ""
    type: str = ""
    missing: str = ""
    message: str = ""


Record = Expected | Collected | Error | Start | Test | End
_RECORD: TypeAdapter[Record] = TypeAdapter(Annotated[Record, Field(discriminator="kind")])


@dataclass(frozen=True)
class Report:
    """The records of one run. Of ``expected`` and ``collected`` the first one counts: it came before the others."""

    expected: tuple[str, ...]
    collected: tuple[str, ...] | None
    errors: tuple[Error, ...]
    started: tuple[str, ...]
    tests: tuple[Test, ...]
    end: End | None
    """None, too, when anything follows it or any record is malformed."""


@dataclass(frozen=True)
class Judged:
    """What a run's observations amount to."""

    outcome: Outcome
    reason: str
    tests: tuple[TestResult, ...]


def read(data: bytes) -> Report:
    """Parse JSON lines; what follows a malformed line is not believed."""
    records: list[Record] = []
    whole = True
    for line in data.split(b"\n")[:_MOST_TESTS]:
        if line:
            try:
                records.append(_RECORD.validate_json(line))
            except ValidationError:
                whole = False
                break
    end = records[-1] if records and whole else None
    return Report(
        expected=next((tuple(one.ids) for one in records if isinstance(one, Expected)), ()),
        collected=next((tuple(one.ids) for one in records if isinstance(one, Collected)), None),
        errors=tuple(one for one in records if isinstance(one, Error)),
        started=tuple(one.id for one in records if isinstance(one, Start)),
        tests=tuple(one for one in records if isinstance(one, Test)),
        end=end if isinstance(end, End) else None,
    )


def stopped(execution: Execution, report: Report) -> tuple[Outcome, str] | None:
    """The outcome of a run that did not come to its own end; None when it did."""
    if execution.stop:
        return execution.stop, execution.reason
    if any(test.memory for test in report.tests) or (report.end and report.end.type == "MemoryError"):
        return Outcome.OUT_OF_MEMORY, "ended with MemoryError"
    status = execution.exit_status or 0
    if status < 0:
        return Outcome.CRASHED, f"ended by signal {signal_name(-status)}"
    if report.end is None or report.end.status & 0xFF != status:
        return Outcome.CRASHED, f"ended before its tests did, with exit status {status}"
    return None


def signal_name(number: int) -> str:
    """The name of a signal, or its number where it has none."""
    return signal.Signals(number).name if number in set(signal.Signals) else str(number)


def judge(execution: Execution, report: Report, own_modules: Collection[str]) -> Judged:
    """The verdict on a pytest run, in the order of :class:`~assay.domain.run.Outcome`. ``own_modules`` are names that
    the task's files can be imported by."""
    tests = _results(report)
    early = stopped(execution, report)
    if early:
        return Judged(*early, tests)
    status = report.end.status if report.end else 0
    if status not in {0, 1, 2, 5}:  # pytest's: passed, failed, interrupted, nothing collected
        return Judged(Outcome.CRASHED, "the test run was broken off; see the output", tests)
    ended = {test.id for test in report.tests}
    open_ = [name for name in report.collected or () if name not in ended]
    if open_:
        reason = f"the test run was broken off: {len(open_)} of {len(tests)} tests have no result"
        return Judged(Outcome.CRASHED, reason, tests)
    outcome, reason = _compiled(report, own_modules) or _tampered(report) or _tally(tests)
    return Judged(outcome, reason, tests)


def _compiled(report: Report, own_modules: Collection[str]) -> tuple[Outcome, str] | None:
    """What a compiler would have found: bad syntax, imports that lead nowhere, packages that are not there."""
    missing = [error.missing for error in report.errors] + [test.missing for test in report.tests]
    absent = next((name for module in missing if (name := module.split(".")[0]) and name not in own_modules), "")
    if absent:
        return Outcome.COMPILE_ERROR, visible(f"needs the package {absent!r}, which is not installed here", 300)
    for error in report.errors:
        line = visible(error.message, 500).split("\n", 1)[0]
        if error.type in {"SyntaxError", "ImportError"}:
            return Outcome.COMPILE_ERROR, f"{visible(error.id, 200)}: {line}"
        if error.type == "Skipped":
            return Outcome.NOT_RUN, f"{visible(error.id, 200)} skipped itself: {line}"
    return None


def _tampered(report: Report) -> tuple[Outcome, str] | None:
    """Signs that the runner no longer did what it should."""
    if report.errors:
        return Outcome.FAILED, "a test file could not be imported"
    collected = report.collected or ()
    plain = {name.split("[", 1)[0] for name in collected}
    lost = [name for name in report.expected if name not in plain]
    if lost:
        return Outcome.FAILED, visible(f"tests that the files define were not collected: {', '.join(lost)}", 500)
    canary = [test.outcome for test in report.tests if test.id == CANARY]
    if collected and canary != ["failed"]:
        return Outcome.FAILED, "the canary, a test that must fail, did not: the runner was tampered with"
    return None


def _tally(tests: tuple[TestResult, ...]) -> tuple[Outcome, str]:
    outcomes = {test.outcome for test in tests}
    if TestOutcome.FAILED in outcomes:
        return Outcome.FAILED, ""
    if TestOutcome.PASSED in outcomes:
        return Outcome.PASSED, ""
    return Outcome.NOT_RUN, "every test was skipped" if tests else "the test files define no tests"


def _results(report: Report) -> tuple[TestResult, ...]:
    """One result per collected test, and per test of a file that could not be imported. The worst phase counts."""
    order = {TestOutcome.PASSED: 0, TestOutcome.SKIPPED: 1, TestOutcome.FAILED: 2}
    results: dict[str, TestResult] = {}
    for test in report.tests:
        result = test.result()
        if test.id != CANARY and (test.id not in results or order[result.outcome] > order[results[test.id].outcome]):
            results[test.id] = result
    names = report.collected if report.collected is not None else report.expected
    for name in names:
        if name in report.started and name not in results:
            message = "was running when the run ended"
            results[name] = TestResult(id=visible(name, 500), outcome=TestOutcome.FAILED, message=message)
        results.setdefault(name, TestResult(id=visible(name, 500), outcome=TestOutcome.NOT_RUN))
    return tuple(results.values()) + tuple(_uncollected(report, results))


def _uncollected(report: Report, known: Mapping[str, TestResult]) -> list[TestResult]:
    """The tests of files that could not be imported, none of which was run."""
    found = []
    for error in report.errors:
        names = [name for name in report.expected if name.startswith(f"{error.id}::") and name not in known]
        message = visible(error.message, _MESSAGE)
        found += [
            TestResult(id=visible(name, 500), outcome=TestOutcome.NOT_RUN, message=message)
            for name in names or [error.id]
        ]
    return found
