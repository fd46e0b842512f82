"""Error broadened: a handler for one failure takes others too."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource

_WIDER = {
    "KeyError": "LookupError",
    "IndexError": "LookupError",
    "FileNotFoundError": "OSError",
    "FileExistsError": "OSError",
    "PermissionError": "OSError",
    "ConnectionRefusedError": "OSError",
    "ConnectionError": "OSError",
    "TimeoutError": "OSError",
    "UnicodeDecodeError": "ValueError",
    "json.JSONDecodeError": "ValueError",
    "JSONDecodeError": "ValueError",
    "ZeroDivisionError": "ArithmeticError",
    "OverflowError": "ArithmeticError",
}


class ErrorBroadened(PythonOperator):
    """Handlers of one precise exception."""

    name = "error-broadened"
    meaning = Meaning(
        Category.ERROR_HANDLING,
        396,
        Severity.MAJOR,
        "The handler for {about} now takes failures of other kinds",
        "A failure that should reach the caller is treated as the harmless one.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each handler of an exception that has a wider one: the wider one, by its name."""
        for node in source.find(cst.ExceptHandler):
            name = source.code(node.type) if node.type is not None else ""
            if name in _WIDER and node.type is not None:
                yield Change((source.replaced(node.type, _WIDER[name]),), name)


plugin = ErrorBroadened()
