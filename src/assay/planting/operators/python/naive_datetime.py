"""Naive time: a moment loses its time zone, and means another one elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource


class NaiveDatetime(PythonOperator):
    """Conversions to one time zone."""

    name = "naive-datetime"
    meaning = Meaning(
        Category.LOGIC,
        687,
        Severity.MAJOR,
        "The moment is taken in whatever time zone it comes in: {about}",
        "Two moments from different zones are compared or grouped by their wall clocks.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each ``.astimezone(…)``."""
        for call in source.find(cst.Call):
            if isinstance(call.func, cst.Attribute) and call.func.attr.value == "astimezone":
                yield Change((source.replaced(call, source.code(call.func.value)),), source.code(call))


plugin = NaiveDatetime()
