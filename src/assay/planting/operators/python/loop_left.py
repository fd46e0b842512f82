"""Loop left: the rest is not looked at after the first one that is passed over."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource


class LoopLeft(PythonOperator):
    """``continue`` in a loop."""

    name = "loop-left"
    meaning = Meaning(
        Category.LOGIC,
        670,
        Severity.MAJOR,
        "The loop ends at the first item that should only be passed over",
        "Everything behind the first item that is passed over is ignored.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each ``continue``."""
        for node in source.find(cst.Continue):
            yield Change((source.replaced(node, "break"),), "continue")


plugin = LoopLeft()
