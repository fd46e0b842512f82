"""Expiry: an entry whose time is exactly over is still handed out, or one whose time is left is not."""

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


class Expiry(PythonOperator):
    """Comparisons that speak of time."""

    name = "expiry"
    meaning = Meaning(
        Category.LOGIC,
        672,
        Severity.MAJOR,
        "What ends at this very moment is judged wrongly by {about}",
        "At the moment of the limit the answer is wrong: what has expired is used once more, or thrown away early.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each comparison of one pair that speaks of time: strict for lenient, or the other way round."""
        for node in source.find(cst.Comparison):
            code = source.code(node)
            if len(node.comparisons) == 1 and type(node.comparisons[0].operator) in _OTHER and TIME.search(code):
                other = node.comparisons[0].with_changes(operator=_OTHER[type(node.comparisons[0].operator)])
                text = source.module.code_for_node(node.with_changes(comparisons=[other]))
                yield Change((source.replaced(node, text),), code)


plugin = Expiry()
