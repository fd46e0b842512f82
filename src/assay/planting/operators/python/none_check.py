"""None check: whether a value is there is asked by its truth, so that 0 and empty texts count as absent."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource


class NoneCheck(PythonOperator):
    """``is None`` and ``is not None``."""

    name = "none-check"
    meaning = Meaning(
        Category.LOGIC,
        476,
        Severity.MAJOR,
        "0 and what is empty count as absent in {about}",
        "A value that is there and is 0 or empty is treated as if it had not been given.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each comparison with None."""
        for node in source.find(cst.Comparison):
            asked = node.comparisons[0]
            if len(node.comparisons) == 1 and source.code(asked.comparator) == "None":
                subject = source.code(node.left)
                if isinstance(asked.operator, cst.Is):
                    yield Change((source.replaced(node, f"not {subject}"),), source.code(node))
                elif isinstance(asked.operator, cst.IsNot):
                    yield Change((source.replaced(node, subject),), source.code(node))


plugin = NoneCheck()
