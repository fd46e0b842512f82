"""Retry count: one attempt fewer than was asked for."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource
from assay.planting.syntax.words import ATTEMPTS, shifted


class RetryCount(PythonOperator):
    """``range`` over attempts."""

    name = "retry-count"
    meaning = Meaning(
        Category.LOGIC,
        193,
        Severity.MAJOR,
        "One attempt fewer is made than asked for: {about}",
        "The last attempt is never made. It shows only when all attempts before it fail.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """The end of each ``range`` that speaks of attempts."""
        for call in source.find(cst.Call):
            end = call.args[min(1, len(call.args) - 1)].value if call.args else None
            if end is not None and source.code(call.func) == "range" and ATTEMPTS.search(source.code(call)):
                yield Change((source.replaced(end, shifted(source.code(end))),), source.code(call))


plugin = RetryCount()
