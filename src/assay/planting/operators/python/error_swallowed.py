"""Error swallowed: a failure is answered as if there were nothing."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Edit, Meaning
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource


class ErrorSwallowed(PythonOperator):
    """Handlers that only raise."""

    name = "error-swallowed"
    meaning = Meaning(
        Category.ERROR_HANDLING,
        390,
        Severity.MAJOR,
        "{about} is swallowed, and None is answered instead",
        "The caller cannot tell a failure from an empty answer.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each handler whose block is one ``raise``."""
        for node in source.find(cst.ExceptHandler):
            code = source.code(node.body).strip()
            if node.type is not None and code.startswith("raise") and len(node.body.body) == 1:
                statement = node.body.body[0]
                edits = [source.replaced(statement, "return None")]
                if node.name is not None:
                    start, end = source.span(node.type)[1], source.span(node.name.name)[1]
                    edits.append(Edit(start, end, ""))
                yield Change(tuple(edits), source.code(node.type))


plugin = ErrorSwallowed()
