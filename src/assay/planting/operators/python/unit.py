"""Unit: seconds are taken for milliseconds, or minutes for seconds."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource


class Unit(PythonOperator):
    """Factors between units of time and of size."""

    name = "unit"
    meaning = Meaning(
        Category.LOGIC,
        704,
        Severity.MAJOR,
        "The unit is not converted: {about}",
        "The value is off by the factor between two units. It still is a number, so nothing complains.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each multiplication with, or division by, such a factor."""
        for node in source.find(cst.BinaryOperation):
            if isinstance(node.operator, cst.Multiply | cst.Divide | cst.FloorDivide) and _is_factor(
                source, node.right
            ):
                yield Change((source.replaced(node, source.code(node.left)),), source.code(node))


def _is_factor(source: PythonSource, node: cst.BaseExpression) -> bool:
    return source.code(node).replace("_", "") in {"60", "3600", "86400", "1000", "1000.0", "1000000", "1024", "1e3"}


plugin = Unit()
