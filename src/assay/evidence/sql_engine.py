"""SQLite and DuckDB in the sandbox: questions on databases in memory, answered line by line."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from pydantic import JsonValue

from assay.domain.run import Limits
from assay.evidence.interpreter import this_interpreter
from assay.evidence.sandbox import Execution, Program, Sandbox

_HERE = Path(__file__).resolve().parent / "languages" / "_sql"


def ask(sandbox: Sandbox, cases: Sequence[Mapping[str, JsonValue]], limits: Limits) -> Execution:
    """Ask each case on a database of its own; the report has a JSON line for each (see ``_sql/queries.py``)."""
    python = this_interpreter()
    folder, paths = _duckdb()
    return sandbox.execute(
        Program(
            (python.executable, "-sPu", str(_HERE / "queries.py")),
            env={"PYTHONPATH": folder, "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=json.dumps({"cases": cases}).encode(),
            limits=limits,
            read_only=(*python.read_only, *paths, str(_HERE)),
            empty=python.empty,
            path=python.path,
        )
    )


def _duckdb() -> tuple[str, tuple[str, ...]]:
    """The folder that holds DuckDB, and of it what DuckDB needs."""
    spec = find_spec("duckdb")
    if spec is None or spec.origin is None:
        return "", ()
    folder = Path(spec.origin).resolve().parents[1]
    return str(folder), tuple(str(one) for one in sorted((*folder.glob("duckdb*"), *folder.glob("_duckdb*"))))
