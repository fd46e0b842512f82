"""Runs tables of cases in any language whose functions can be called from outside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from assay.domain.run import Outcome as RunOutcome
from assay.domain.run import Run, TestOutcome, TestResult
from assay.domain.task import Language
from assay.evidence.caller import CALLERS, Caller, Ended, Inputs, Outcome, Signature
from assay.evidence.cases.running import Circumstances, run_suites
from assay.evidence.cases.suite import Suite
from assay.evidence.cases.tables import Case, Table, Tabled, value_of
from assay.evidence.output import visible
from assay.evidence.sandbox import Sandbox


@dataclass(frozen=True)
class Question:
    """Tables (path to text) about the function ``entry`` of a language, unless they name another; ``reference`` is
    asked what is right where a case does not say it."""

    language: Language
    tables: Mapping[str, str]
    seconds: float
    entry: str = ""
    reference: Mapping[str, str] | None = None


class _Wrong(Exception):
    """The tables cannot be used; the message says why."""


def run_tables(sandbox: Sandbox, files: Mapping[str, str], question: Question, versions: Mapping[str, str]) -> Run:
    """Every case is a test; class E2. A table that cannot be used makes the run ``not_run`` and says what is wrong."""
    caller = next((one for one in CALLERS if question.language in one.languages), None)
    if caller is None:
        return Run(outcome=RunOutcome.NOT_RUN, reason=f"cases cannot be run in {question.language}: no caller for it")
    missing = caller.missing()
    if missing is not None:
        return Run(outcome=RunOutcome.NOT_RUN, reason=f"{missing.reason}; {missing.install}")
    try:
        tables = [_Table(path, text, question) for path, text in sorted(question.tables.items())]
        runs = [one.run(sandbox, caller, files, versions) for one in tables]
    except _Wrong as error:
        return Run(outcome=RunOutcome.NOT_RUN, reason=visible(str(error), 500))
    return together(runs)


class _Table:
    """One file."""

    def __init__(self, path: str, text: str, question: Question) -> None:
        self._path = path
        self._question = question
        try:
            self._table = Table.model_validate_json(text)
            self._inputs = [tuple(value_of(one) for one in case.arguments) for case in self._table.cases]
            for case in self._table.cases:
                value_of(case.returns), value_of(case.changed)
        except (ValidationError, ValueError) as error:
            raise _Wrong(f"{path}: {' '.join(str(error).split())}") from None
        self._entry = self._table.entry or question.entry
        if not self._entry:
            raise _Wrong(f"{path} names no entry, and the task has no entry_point")

    def run(self, sandbox: Sandbox, caller: Caller, files: Mapping[str, str], versions: Mapping[str, str]) -> Run:
        signature = self._signature(caller, files)
        if signature is None:
            return self._without_function()
        recorded = self._recorded(sandbox, caller)
        checks = map(Tabled, self._table.cases, self._inputs, recorded)
        names = [self._name(number, case) for number, case in enumerate(self._table.cases, 1)]
        suites = [Suite(name, (check,)) for name, check in zip(names, checks, strict=True)]

        def call(watched: Sandbox, inputs: Sequence[Inputs]) -> list[Outcome]:
            return caller.call(watched, files, signature, inputs, self._question.seconds)

        modules = {part.rpartition(".")[0] or part for name in files for part in name.split("/")}
        return run_suites(sandbox, suites, call, Circumstances(self._question.seconds, versions, modules))

    def _name(self, number: int, case: Case) -> str:
        return f"{self._path}::{case.name or f'case {number}'}"

    def _signature(self, caller: Caller, files: Mapping[str, str]) -> Signature | None:
        found = [one for one in caller.signatures(files) if one.entry == self._entry]
        return next((one for one in found if one.path == (self._table.path or one.path)), None)

    def _without_function(self) -> Run:
        where = self._table.path or "the candidate"
        reason = f"{where} defines no function {self._entry!r} that can be called with values"
        tests = tuple(
            TestResult(id=self._name(number, case), outcome=TestOutcome.NOT_RUN, message=reason)
            for number, case in enumerate(self._table.cases, 1)
        )
        return Run(outcome=RunOutcome.COMPILE_ERROR, reason=visible(reason, 500), tests=tests, total=len(tests))

    def _recorded(self, sandbox: Sandbox, caller: Caller) -> Iterator[Outcome | None]:
        """What the reference does, where the case does not say it."""
        asked = [inputs for case, inputs in zip(self._table.cases, self._inputs, strict=True) if case.is_recorded]
        answers: Iterator[Outcome] = iter(())
        if asked:
            if self._question.reference is None:
                raise _Wrong(f"{self._path} leaves what is right to the reference, but the task has none")
            signature = self._signature(caller, self._question.reference)
            if signature is None:
                raise _Wrong(f"{self._path}: the reference defines no function {self._entry!r}")
            found = caller.call(sandbox, self._question.reference, signature, asked, self._question.seconds)
            for outcome in found:
                if outcome.ended not in {Ended.RETURNED, Ended.RAISED} or outcome.error == "does not compile":
                    raise _Wrong(f"{self._path}: the reference gives no answer ({outcome.ended}: {outcome.message})")
            answers = iter(found)
        return iter([next(answers) if case.is_recorded else None for case in self._table.cases])


def together(runs: Sequence[Run]) -> Run:
    """Several runs as one: the outcome that comes first in the order of outcomes, the weakest class, sums of times."""
    order = list(RunOutcome)
    first = min(runs, key=lambda run: order.index(run.outcome))
    classes = [run.evidence_class for run in runs if run.evidence_class is not None]
    return first.model_copy(
        update={
            "tests": tuple(test for run in runs for test in run.tests),
            "passed": sum(run.passed for run in runs),
            "total": sum(run.total for run in runs),
            "wall_s": sum(run.wall_s for run in runs),
            "cpu_s": sum(run.cpu_s for run in runs),
            "peak_mib": max(run.peak_mib for run in runs),
            "output": visible("".join(run.output for run in runs), 128 * 1024),
            "evidence_class": min(classes, default=None),
            "forgeable": any(run.forgeable for run in runs if run.evidence_class is not None),
            "versions": {tool: number for run in runs for tool, number in run.versions.items()},
        }
    )
