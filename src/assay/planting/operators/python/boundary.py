"""Boundary: ``<`` for ``<=`` or the other way round, so that the value at the limit falls on the wrong side."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource
from assay.planting.syntax.words import TIME

_OTHER: dict[type[cst.BaseCompOp], cst.BaseCompOp] = {
    cst.LessThan: cst.LessThanEqual(),
    cst.LessThanEqual: cst.LessThan(),
    cst.GreaterThan: cst.GreaterThanEqual(),
    cst.GreaterThanEqual: cst.GreaterThan(),
}


class Boundary(PythonOperator):
    """Comparisons of one pair; those that speak of time are left to ``expiry``."""

    name = "boundary"
    meaning = Meaning(
        Category.LOGIC,
        193,
        Severity.MAJOR,
        "The limit itself falls on the wrong side of {about}",
        "One value, the one at the limit, is treated as if it lay beyond it. Tests in the middle of the range pass.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each comparison with ``<``, ``<=``, ``>`` or ``>=``."""
        for node in source.find(cst.Comparison):
            code = source.code(node)
            if len(node.comparisons) == 1 and type(node.comparisons[0].operator) in _OTHER and not TIME.search(code):
                other = node.comparisons[0].with_changes(operator=_OTHER[type(node.comparisons[0].operator)])
                text = source.module.code_for_node(node.with_changes(comparisons=[other]))
                yield Change((source.replaced(node, text),), code)


plugin = Boundary()
