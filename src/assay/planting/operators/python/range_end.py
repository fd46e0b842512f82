"""Range end: a loop or a slice ends one too early or too late."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource
from assay.planting.syntax.words import ATTEMPTS, shifted


class RangeEnd(PythonOperator):
    """Ends of ``range`` and of slices; numbers of attempts are left to ``retry-count``."""

    name = "range-end"
    meaning = Meaning(
        Category.LOGIC,
        193,
        Severity.MAJOR,
        "The last one is left out or one too many is taken: {about}",
        "The last window, row or item is lost, or one beyond the end is taken. Short examples do not show it.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """The end of each ``range`` and each slice that is written as an expression."""
        for call in source.find(cst.Call):
            end = call.args[min(1, len(call.args) - 1)].value if call.args else None
            if end is not None and source.code(call.func) == "range" and not ATTEMPTS.search(source.code(call)):
                yield Change((source.replaced(end, shifted(source.code(end))),), source.code(call))
        for part in source.find(cst.Slice):
            if part.upper is not None and not isinstance(part.upper, cst.UnaryOperation):
                parent = source.parent(source.parent(part) or part)
                about = source.code(parent) if parent is not None else source.code(part.upper)
                yield Change((source.replaced(part.upper, shifted(source.code(part.upper))),), about)


plugin = RangeEnd()
