"""Return ignored: a call that gives a new value is made, and the old value is used."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource


class ReturnIgnored(PythonOperator):
    """A name that is given what its own method returns."""

    name = "return-ignored"
    meaning = Meaning(
        Category.ERROR_HANDLING,
        252,
        Severity.MAJOR,
        "What {about} returns is thrown away",
        "Texts do not change in place: the call has no effect.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each ``name = name.method(…)``."""
        for node in source.find(cst.Assign):
            name = source.code(node.targets[0].target)
            call = source.code(node.value)
            if len(node.targets) == 1 and isinstance(node.value, cst.Call) and call.startswith(f"{name}."):
                yield Change((source.replaced(node, call),), call)


plugin = ReturnIgnored()
