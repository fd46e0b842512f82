"""Await dropped: a coroutine is made and never run."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource


class AwaitDropped(PythonOperator):
    """Awaited calls of which nobody takes the value."""

    name = "await-dropped"
    meaning = Meaning(
        Category.CONCURRENCY,
        252,
        Severity.MAJOR,
        "{about} is not awaited, so nothing of it happens",
        "The call only makes a coroutine. The work is not done, and nothing says so but a warning.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each statement that is an awaited call of the module's own."""
        for node in source.find(cst.Expr):
            if isinstance(node.value, cst.Await) and not source.code(node.value.expression).startswith("asyncio."):
                inner = source.code(node.value.expression)
                yield Change((source.replaced(node.value, inner),), inner)


plugin = AwaitDropped()
