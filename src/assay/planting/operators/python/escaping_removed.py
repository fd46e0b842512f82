"""Escaping removed: text becomes markup."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource

_ESCAPES = frozenset({"escape", "quote", "quote_plus", "quoteattr"})


class EscapingRemoved(PythonOperator):
    """Calls that escape a text."""

    name = "escaping-removed"
    meaning = Meaning(
        Category.SECURITY,
        79,
        Severity.BLOCKER,
        "{about} is written as it is, not escaped",
        "Whoever chooses the text writes into the page: scripts run in other people's browsers.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each call of ``escape`` or ``quote`` with one argument: the argument."""
        for call in source.find(cst.Call):
            name = source.code(call.func)
            if name.rpartition(".")[2] in _ESCAPES and len(call.args) == 1:
                inner = source.code(call.args[0].value)
                yield Change((source.replaced(call, inner),), inner)


plugin = EscapingRemoved()
