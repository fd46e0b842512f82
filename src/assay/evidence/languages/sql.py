"""SQL: candidates are ``.sql`` files; tests are ``test_*.toml`` files with schema, seed and the rows of each query.

A test file may hold

- ``engines``: ``["sqlite"]`` (default), ``["duckdb"]`` or both; every query is asked on each, on a new database,
- ``schema`` and ``seed``: statements, or the name of a file beside it that holds them,
- ``[[query]]``, any number, with ``expected``: rows as arrays, with ``"NULL"`` for no value. What is asked is the
  candidate's ``file`` (default: all ``.sql`` files by name, but for schema and seed), of which the last statement that
  returns rows counts; with ``sql`` that question is asked after it instead, which is how statements that change data
  are tested. ``parameters`` (an array, or a table for ``:name``), ``columns`` (names), ``ordered`` (default false),
  ``error = true`` (the engine must refuse), ``name``.

Numbers are compared by value, reals within 1e-9. The rows come out of the sandbox and are judged outside: class E2, a
candidate cannot forge them. What one engine takes and another refuses is that test's failure, not an error of syntax.
"""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from assay.domain.run import EvidenceClass, Limits, Outcome, Run, TestOutcome, TestResult
from assay.domain.task import Tests
from assay.evidence.language import MissingToolchain, Toolchain
from assay.evidence.languages._sql_rows import told_difference
from assay.evidence.output import visible
from assay.evidence.sandbox import Execution, Sandbox
from assay.evidence.sql_engine import ask

_ENGINES = ("sqlite", "duckdb")


class Query(BaseModel):
    """One ``[[query]]``."""

    model_config = ConfigDict(extra="forbid")

    name: str = ""
    file: str | None = None
    sql: str | None = None
    parameters: list[JsonValue] | dict[str, JsonValue] = Field(default_factory=list)
    expected: list[list[JsonValue]] | None = None
    columns: list[str] | None = None
    ordered: bool = False
    error: bool = False


class TestFile(BaseModel):
    """One ``test_*.toml``."""

    __test__ = False  # not a test class, whatever pytest makes of the name
    model_config = ConfigDict(extra="forbid")

    engines: list[str] = Field(default_factory=lambda: ["sqlite"], min_length=1)
    sql_schema: str = Field("", alias="schema")
    seed: str = ""
    query: list[Query] = Field(min_length=1)


@dataclass(frozen=True)
class _Case:
    """One query on one engine."""

    name: str
    query: Query
    asked: Mapping[str, JsonValue]


class Sql:
    """See the module."""

    name = "sql"

    def toolchain(self) -> Toolchain | MissingToolchain:
        """SQLite comes with Python; DuckDB with the package."""
        found = {"sqlite": sqlite3.sqlite_version}
        try:
            found["duckdb"] = version("duckdb")
        except PackageNotFoundError:
            return MissingToolchain("the package duckdb is not installed", "pip install duckdb")
        return Toolchain(found)

    def run(self, sandbox: Sandbox, files: Mapping[str, str], tests: Tests) -> Run:
        """Every query on every engine is a test."""
        found = self.toolchain()
        if isinstance(found, MissingToolchain):
            return Run(outcome=Outcome.NOT_RUN, reason=f"{found.reason}; {found.install}")
        names = sorted(name for name in tests.files if _is_test(name))
        if not names:
            return Run(outcome=Outcome.NOT_RUN, reason="no test file is called test_*.toml")
        own = {name: text for name, text in files.items() if name not in tests.files}
        try:
            cases = [case for name in names for case in _cases(name, own, tests)]
        except (tomllib.TOMLDecodeError, ValidationError, ValueError) as error:
            return Run(outcome=Outcome.NOT_RUN, reason=visible(" ".join(str(error).split()), 500))
        limits = Limits(wall_s=tests.timeout_s * len(cases) + 5, cpu_s=2 * tests.timeout_s * len(cases) + 5)
        execution = ask(sandbox, [case.asked for case in cases], limits)
        judged = _judge(cases, execution)
        return Run(
            outcome=_outcome(execution, judged),
            reason=execution.reason or next((one.reason for one in judged if one.reason), ""),
            tests=tuple(one.test for one in judged),
            passed=sum(one.test.outcome is TestOutcome.PASSED for one in judged),
            total=len(judged),
            wall_s=execution.wall_s,
            cpu_s=execution.cpu_s,
            peak_mib=execution.peak_mib,
            output=visible(execution.stderr),
            exit_status=execution.exit_status,
            evidence_class=EvidenceClass.E2,
            forgeable=False,
            limits=limits,
            sandbox=sandbox.name,
            layers=execution.layers,
            missing_layers=execution.missing_layers,
            versions=dict(found.versions),
        )


def _is_test(name: str) -> bool:
    base = PurePosixPath(name).name
    return base.startswith("test_") and base.endswith(".toml")


def _cases(name: str, files: Mapping[str, str], tests: Tests) -> Iterator[_Case]:
    read = TestFile.model_validate(tomllib.loads(tests.files[name]))
    for engine in read.engines:
        if engine not in _ENGINES:
            msg = f"{name}: engine {engine!r} is unknown; known: {', '.join(_ENGINES)}"
            raise ValueError(msg)
    texts = {**files, **tests.files}
    own = {path: text for path, text in files.items() if path not in {read.sql_schema.strip(), read.seed.strip()}}
    for number, query in enumerate(read.query, 1):
        if not query.error and query.expected is None:
            msg = f"{name}: query {number} has neither expected nor error = true"
            raise ValueError(msg)
        for engine in read.engines:
            suffix = f" [{engine}]" if len(read.engines) > 1 else ""
            asked: dict[str, JsonValue] = {
                "engine": engine,
                "schema": texts.get(read.sql_schema.strip(), read.sql_schema),
                "seed": texts.get(read.seed.strip(), read.seed),
                "candidate": _candidate(query.file, own),
                "sql": query.sql,
                "parameters": query.parameters,
                "seconds": tests.timeout_s,
            }
            yield _Case(f"{name}::{query.name or f'query {number}'}{suffix}", query, asked)


def _candidate(file: str | None, files: Mapping[str, str]) -> str:
    if file is not None:
        return files.get(file, "")
    return ";\n".join(text for name, text in sorted(files.items()) if name.endswith(".sql"))


class _Told(BaseModel):
    """One line of the runner's report."""

    late: bool = False
    where: str | None = None
    error: str = ""
    columns: list[str] | None = None
    rows: list[list[JsonValue]] | None = None


@dataclass(frozen=True)
class _Judged:
    test: TestResult
    reason: str = ""
    late: bool = False
    refused: bool = False
    """The engine could not read or run the candidate's own statements."""


def _judge(cases: Sequence[_Case], execution: Execution) -> list[_Judged]:
    lines = execution.report.splitlines()
    judged = []
    for number, case in enumerate(cases):
        try:
            told = _Told.model_validate_json(lines[number])
        except (IndexError, ValidationError):
            judged.append(_Judged(TestResult(id=case.name, outcome=TestOutcome.NOT_RUN, message="")))
            continue
        judged.append(_verdict(case, told))
    return judged


def _verdict(case: _Case, told: _Told) -> _Judged:
    def failed(message: str, **more: Any) -> _Judged:  # noqa: ANN401 - fields of the result
        shown = visible(message, 4000)
        return _Judged(TestResult(id=case.name, outcome=TestOutcome.FAILED, message=shown), **more)

    if told.late:
        return failed("gave no answer in its time", reason=f"{case.name}: no answer in its time", late=True)
    if told.where in {"schema", "seed"}:
        return failed(f"the test's own {told.where} is refused: {told.error}", reason=f"{case.name}: {told.error}")
    if told.where is not None:
        if case.query.error:
            return _Judged(TestResult(id=case.name, outcome=TestOutcome.PASSED))
        return failed(told.error, reason=f"{case.name}: {told.error}", refused=told.where == "candidate")
    if case.query.error:
        return failed("the engine should have refused this, and did not")
    difference = told_difference(case.query, told.columns, told.rows)
    return failed(difference) if difference else _Judged(TestResult(id=case.name, outcome=TestOutcome.PASSED))


def _outcome(execution: Execution, judged: Sequence[_Judged]) -> Outcome:
    if execution.stop is not None:
        return execution.stop
    if any(one.late for one in judged):
        return Outcome.TIMED_OUT
    if any(one.test.outcome is TestOutcome.NOT_RUN for one in judged):
        return Outcome.CRASHED
    if all(one.test.outcome is TestOutcome.PASSED for one in judged):
        return Outcome.PASSED
    return Outcome.COMPILE_ERROR if all(one.refused for one in judged) else Outcome.FAILED


plugin = Sql()
