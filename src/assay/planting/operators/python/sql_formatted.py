"""SQL formatted: values are written into the statement instead of beside it."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Edit, Meaning
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource

_PAIR = 2


class SqlFormatted(PythonOperator):
    """Statements with parameters."""

    name = "sql-formatted"
    meaning = Meaning(
        Category.SECURITY,
        89,
        Severity.BLOCKER,
        "{about} is written into the statement",
        "Whoever chooses the value chooses the statement.",
    )
    for_linters = True

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each call of ``execute`` with a text and a tuple for its marks."""
        for call in source.find(cst.Call):
            name = source.code(call.func)
            if len(call.args) == _PAIR and name.rpartition(".")[2] == "execute":
                statement, values = call.args[0].value, call.args[1].value
                if isinstance(statement, cst.SimpleString) and isinstance(values, cst.Tuple):
                    yield from _formatted(source, statement, values)


def _formatted(source: PythonSource, statement: cst.SimpleString, values: cst.Tuple) -> Iterator[Change]:
    text, parts = source.code(statement), [source.code(one.value) for one in values.elements]
    if text.count("?") != len(parts) or "'" in text or "{" in text or any('"' in part for part in parts):
        return
    for part in parts:
        text = text.replace("?", f"'{{{part}}}'", 1)
    start, end = source.span(statement)[0], source.span(values)[1]
    yield Change((Edit(start, end, f"f{text}"),), ", ".join(parts))


plugin = SqlFormatted()
