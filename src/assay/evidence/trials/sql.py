"""SQL: the candidate's query on the seed data of the visible tests, as tables, with the engine's plan.

Schema and seed come from the ``test_*.toml`` files that a reviewer may see; each engine that they name is asked. A
snippet is a further question, asked after the candidate's statements; without one the candidate's own last rows are
shown. As a test, the rows are what is expected.
"""

from __future__ import annotations

import json
import re
import sqlite3
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import PurePosixPath

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from assay.domain.run import Limits
from assay.domain.task import Language
from assay.domain.trial import Table, TrialEnd, Tried
from assay.evidence.language import MissingToolchain
from assay.evidence.output import visible
from assay.evidence.sandbox import Execution, Sandbox
from assay.evidence.sql_engine import ask
from assay.evidence.trial import Subject

_MOST_ROWS = 200
_MOST_SEEDS = 4
_ENGINES = ("sqlite", "duckdb")
_ORDERED = re.compile(r"\border\s+by\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Seed:
    """Data to ask on: the test file that brings it, an engine, and statements."""

    name: str
    engine: str
    schema: str
    rows: str


class _Answer(BaseModel):
    """One line of the runner's report."""

    model_config = ConfigDict(extra="ignore")

    late: bool = False
    where: str | None = None
    error: str = ""
    columns: list[str] | None = None
    rows: list[list[JsonValue]] | None = None


class Sql:
    """The trial; see the module."""

    name = "sql"
    languages = frozenset({Language.SQL})

    def missing(self) -> MissingToolchain | None:
        """SQLite comes with Python; DuckDB with the package."""
        if find_spec("duckdb") is None:
            return MissingToolchain("the package duckdb is not installed", "pip install duckdb")
        return None

    def run(self, sandbox: Sandbox, subject: Subject, code: str, seconds: float) -> Tried:
        """See :meth:`assay.evidence.trial.Trial.run`."""
        seeds = list(_seeds(subject.visible_tests))[:_MOST_SEEDS]
        if not seeds:
            return Tried(ended=TrialEnd.NOT_RUN, message="No visible test holds a schema and seed data to ask on")
        own = ";\n".join(text for name, text in sorted(subject.files.items()) if name.endswith(".sql"))
        question = code.strip().rstrip(";") or None
        cases: list[dict[str, JsonValue]] = []
        for seed in seeds:
            cases += [_case(seed, own, question, seconds), _case(seed, own, _plan(seed.engine, own, question), seconds)]
        limits = Limits(wall_s=seconds * len(cases) + 2, cpu_s=2 * seconds * len(cases))
        execution = ask(sandbox, cases, limits)
        return _tried(seeds, own, question, execution)


def _seeds(tests: Mapping[str, str]) -> Iterator[_Seed]:
    """Each different schema and seed, on each engine that its file names."""
    seen = set()
    for path, text in sorted(tests.items()):
        base = PurePosixPath(path).name
        if not (base.startswith("test_") and base.endswith(".toml")):
            continue
        try:
            read = tomllib.loads(text)
        except tomllib.TOMLDecodeError:
            continue
        schema, rows = (tests.get(str(read.get(key, "")).strip(), str(read.get(key, ""))) for key in ("schema", "seed"))
        for engine in read.get("engines", ["sqlite"]):
            if engine in _ENGINES and (engine, schema, rows) not in seen:
                seen.add((engine, schema, rows))
                yield _Seed(base, engine, schema, rows)


def _case(seed: _Seed, own: str, question: str | None, seconds: float) -> dict[str, JsonValue]:
    return {
        "engine": seed.engine,
        "schema": seed.schema,
        "seed": seed.rows,
        "candidate": own,
        "sql": question,
        "parameters": [],
        "seconds": seconds,
    }


def _plan(engine: str, own: str, question: str | None) -> str:
    asked = question or _last_statement(own)
    return f"EXPLAIN QUERY PLAN {asked}" if engine == "sqlite" else f"EXPLAIN {asked}"


def _last_statement(text: str) -> str:
    """The last statement that says something; a semicolon inside a text or a trigger does not end one."""
    found, current = "", ""
    for part in text.split(";"):
        current += part + ";"
        if sqlite3.complete_statement(current):
            found, current = (current if _says_something(current) else found), ""
    rest = current.removesuffix(";")
    return (rest if _says_something(rest) else found).strip().rstrip(";")


def _says_something(statement: str) -> bool:
    return bool("".join(line.partition("--")[0] for line in statement.splitlines()).strip(" \t;"))


def _tried(seeds: Sequence[_Seed], own: str, question: str | None, execution: Execution) -> Tried:
    lines = execution.report.splitlines()
    answers = [_read(lines[at] if at < len(lines) else b"") for at in range(2 * len(seeds))]
    asked, plans = answers[::2], answers[1::2]
    wrong = next((one for one in asked if one is None or one.late or one.where), asked[0])
    if wrong is None:
        reason = execution.reason or "the engine's process ended before it answered"
        return Tried(ended=TrialEnd.DIED, message=visible(reason, 300), wall_s=execution.wall_s)
    if wrong.late:
        return Tried(ended=TrialEnd.TIMED_OUT, message="no answer in its time", wall_s=execution.wall_s)
    if wrong.where:
        name, _, message = wrong.error.partition(": ")
        return Tried(
            ended=TrialEnd.RAISED,
            error=visible(name, 200),
            message=visible(message, 2000),
            opening=_opening(seeds[0]),
            claim=_query(question, own) + "error = true\n",
            wall_s=execution.wall_s,
        )
    tables = tuple(_table(seed, one) for seed, one in zip(seeds, asked, strict=True) if one is not None)
    return Tried(
        ended=TrialEnd.RETURNED,
        value=", ".join(f"{len(one.rows) + one.more} rows" for one in tables),
        tables=tables,
        plan=visible("\n\n".join(filter(None, map(_told_plan, seeds, plans))), 8000),
        opening=_opening(seeds[0]),
        claim=_query(question, own) + f"expected = {_array(asked[0])}\n",
        wall_s=execution.wall_s,
    )


def _read(line: bytes) -> _Answer | None:
    try:
        return _Answer.model_validate_json(line)
    except ValidationError:
        return None


def _table(seed: _Seed, answer: _Answer) -> Table:
    rows = answer.rows or []
    shown = tuple(tuple(visible(one, 500) if isinstance(one, str) else one for one in row) for row in rows[:_MOST_ROWS])
    title = f"{seed.name} · {'SQLite' if seed.engine == 'sqlite' else 'DuckDB'}"
    columns = tuple(visible(one, 100) for one in answer.columns or [])
    return Table(title=title, columns=columns, rows=shown, more=max(0, len(rows) - _MOST_ROWS))


def _told_plan(seed: _Seed, answer: _Answer | None) -> str:
    """SQLite's rows are a tree (id, parent, unused, detail); DuckDB draws its plan in the second column."""
    if answer is None or not answer.rows:
        return ""
    if seed.engine == "duckdb":
        return "\n".join(str(row[-1]) for row in answer.rows)
    depth: dict[JsonValue, int] = {0: -1}
    lines = []
    for number, parent, *_, detail in answer.rows:
        depth[str(number)] = depth.get(str(parent), -1) + 1
        lines.append(f"{'  ' * depth[str(number)]}{detail}")
    return "\n".join(lines)


def _opening(seed: _Seed) -> str:
    return f"engines = [{json.dumps(seed.engine)}]\nschema = {_text(seed.schema)}\nseed = {_text(seed.rows)}\n"


def _query(question: str | None, own: str) -> str:
    ordered = "ordered = true\n" if _ORDERED.search(question or own) else ""
    return f"\n[[query]]\n{ordered}" + (f"sql = {_text(question)}\n" if question else "")


def _array(answer: _Answer | None) -> str:
    rows = answer.rows or [] if answer else []
    if not rows:
        return "[]"
    written = (
        json.dumps(["NULL" if one is None else one for one in row], ensure_ascii=False) for row in rows[:_MOST_ROWS]
    )
    return "[\n" + "".join(f"  {row},\n" for row in written) + "]"


def _text(text: str) -> str:
    """A TOML string: literal and readable where the text allows it."""
    plain = "'''" not in text and not text.endswith("'") and all(one.isprintable() or one in "\n\t" for one in text)
    return f"'''\n{text}'''" if plain else json.dumps(text)


plugin = Sql()
