"""Runs inside the sandbox: builds a database in memory for each query, asks it, and tells the rows; it judges nothing.

The candidate is text for an engine: it has no way to this program. What would lead it to files, extensions or other
databases is switched off.
"""

from __future__ import annotations

import datetime as dt
import decimal
import json
import os
import sqlite3
import sys
import threading
from collections.abc import Sequence
from typing import Any

REPORT, MOST_ROWS = 3, 10_000


class Late(Exception):
    """The query used up its time."""


def main() -> None:
    """Ask every query that standard input lists; a line each on descriptor 3."""
    asked = json.load(sys.stdin)
    for case in asked["cases"]:
        try:
            told = ENGINES[case["engine"]](case)
        except Late:
            told = {"late": True}
        except Wrong as error:
            told = {"where": error.where, "error": error.message}
        _tell(told)


class Wrong(Exception):
    """The engine refuses a statement of the schema, the seed, the candidate or the question."""

    def __init__(self, where: str, error: Exception) -> None:
        self.where, self.message = where, f"{type(error).__name__}: {error}"[:2000]


def ask_sqlite(case: dict[str, Any]) -> dict[str, object]:
    """On SQLite."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    late = threading.Event()
    timer = _timer(case["seconds"], late, connection)

    def run(where: str, text: str, parameters: Any = ()) -> tuple[list[str], list[Any]] | None:  # noqa: ANN401 - an array or a table
        answer = None
        for statement in _statements(text):
            try:
                cursor = connection.execute(statement, parameters if "?" in statement or ":" in statement else ())
                if cursor.description:
                    answer = [one[0] for one in cursor.description], cursor.fetchmany(MOST_ROWS)
            except (sqlite3.Error, sqlite3.Warning, OverflowError) as error:
                if late.is_set():
                    raise Late from None
                raise Wrong(where, error) from None
        return answer

    run("schema", case["schema"])
    run("seed", case["seed"])
    connection.set_authorizer(_only_this_database)
    try:
        return _answer(case, run)
    finally:
        timer.cancel()


def _timer(seconds: float, late: threading.Event, connection: Any) -> threading.Timer:  # noqa: ANN401 - of either engine
    """Interrupts the connection when the time is over."""

    def stop() -> None:
        late.set()
        connection.interrupt()

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    return timer


def _only_this_database(action: int, *_: object) -> int:
    return sqlite3.SQLITE_DENY if action in {sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH} else sqlite3.SQLITE_OK


def _statements(text: str) -> list[str]:
    """Statements that SQLite takes one at a time; a trigger's inner semicolons do not end it."""
    found, current = [], ""
    for part in text.split(";"):
        current += part + ";"
        if sqlite3.complete_statement(current):
            found.append(current)
            current = ""
    rest = current.removesuffix(";")
    return [one for one in (*found, rest) if _says_something(one)]


def _says_something(statement: str) -> bool:
    lines = (line.partition("--")[0] for line in statement.splitlines())
    return bool("".join(lines).strip(" \t;"))


def ask_duckdb(case: dict[str, Any]) -> dict[str, object]:
    """On DuckDB."""
    import duckdb  # noqa: PLC0415 - only where a test asks for it

    connection = duckdb.connect(
        ":memory:", config={"enable_external_access": "false", "threads": "1", "autoinstall_known_extensions": "false"}
    )
    connection.execute("SET lock_configuration = true")
    late = threading.Event()
    timer = _timer(case["seconds"], late, connection)

    def run(where: str, text: str, parameters: Any = ()) -> tuple[list[str], list[Any]] | None:  # noqa: ANN401 - an array or a table
        answer = None
        try:
            for statement in connection.extract_statements(text):
                takes = statement.named_parameters
                connection.execute(statement, parameters if takes else None)
                if statement.type.name in {"SELECT", "EXPLAIN", "PRAGMA", "CALL", "RELATION"} or _returns(connection):
                    answer = [one[0] for one in connection.description], connection.fetchmany(MOST_ROWS)
        except duckdb.Error as error:
            if late.is_set():
                raise Late from None
            raise Wrong(where, error) from None
        return answer

    run("schema", case["schema"])
    run("seed", case["seed"])
    try:
        return _answer(case, run)
    finally:
        timer.cancel()


def _returns(connection: Any) -> bool:  # noqa: ANN401 - DuckDB's connection
    names = [one[0] for one in connection.description or []]
    return bool(names) and names != ["Count"]


def _answer(case: dict[str, Any], run: Any) -> dict[str, object]:  # noqa: ANN401 - of either engine
    """The rows of the candidate's last statement that has some, or those of the question after it."""
    answer = run("candidate", case["candidate"], case["parameters"] if case["sql"] is None else ())
    if case["sql"] is not None:
        answer = run("question", case["sql"], case["parameters"])
    if answer is None:
        return {"columns": None, "rows": None}
    names, rows = answer
    return {"columns": names, "rows": [[_plain(value) for value in row] for row in rows]}


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | float | str):
        return value if not isinstance(value, float) or value == value else "NaN"  # noqa: PLR0124 - not a number
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [_plain(part) for part in value]
    written = next((write for kind, write in _WRITE.items() if isinstance(value, kind)), str)
    return written(value)


_WRITE: dict[type, Any] = {
    decimal.Decimal: float,
    dt.datetime: lambda value: value.isoformat(sep=" "),
    dt.date: lambda value: value.isoformat(),
    dt.time: lambda value: value.isoformat(),
    bytes: lambda value: value.hex(),
    bytearray: lambda value: bytes(value).hex(),
}


ENGINES = {"sqlite": ask_sqlite, "duckdb": ask_duckdb}


def _tell(told: dict[str, object]) -> None:
    line = json.dumps(told).encode() + b"\n"
    while line:
        line = line[os.write(REPORT, line) :]


if __name__ == "__main__":
    main()
    os._exit(0)  # everything is told; DuckDB's library would only write of what it still holds
