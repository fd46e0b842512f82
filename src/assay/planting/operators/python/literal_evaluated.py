"""Literal evaluated: text that should hold a value is run as code."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource


class LiteralEvaluated(PythonOperator):
    """``ast.literal_eval``."""

    name = "literal-evaluated"
    meaning = Meaning(
        Category.SECURITY,
        94,
        Severity.BLOCKER,
        "{about} is run as code",
        "Whoever chooses the text runs what they like.",
    )
    for_linters = True

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each call."""
        for call in source.find(cst.Call):
            if source.code(call.func) == "ast.literal_eval" and call.args:
                yield Change((source.replaced(call.func, "eval"),), source.code(call.args[0]))


plugin = LiteralEvaluated()
