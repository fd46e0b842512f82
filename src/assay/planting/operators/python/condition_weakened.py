"""Condition weakened: one of two conditions is enough."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource


class ConditionWeakened(PythonOperator):
    """Conditions joined by ``and`` or ``or``."""

    name = "condition-weakened"
    meaning = Meaning(
        Category.LOGIC,
        670,
        Severity.MAJOR,
        "One condition is enough where both are needed, or the other way round: {about}",
        "The branch is taken in cases in which it must not be.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each pair of conditions that stands alone."""
        for node in source.find(cst.BooleanOperation):
            if isinstance(node.left, cst.BooleanOperation) or isinstance(source.parent(node), cst.BooleanOperation):
                continue
            word = "or" if isinstance(node.operator, cst.And) else "and"
            yield Change(
                (source.replaced(node, f"{source.code(node.left)} {word} {source.code(node.right)}"),),
                source.code(node),
            )


plugin = ConditionWeakened()
