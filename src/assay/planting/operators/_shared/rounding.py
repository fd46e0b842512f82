"""Rounding: down where up is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from ast_grep_py import SgNode

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators._shared.tree_operator import TreeOperator
from assay.planting.syntax.tree import replaced


class Rounding(TreeOperator):
    """Ceilings."""

    name = "rounding"
    meaning = Meaning(
        Category.VALIDATION,
        682,
        Severity.MAJOR,
        "It is rounded the other way: {about}",
        "The last page, cent or minute is missing.",
    )

    def propose(self, root: SgNode, text: str) -> Iterator[Change]:  # noqa: ARG002 - the port's signature
        """Each ceiling: the floor."""
        for pattern in ("Math.ceil($A)", "Math.ceilDiv($A, $B)"):
            for node in root.find_all(pattern=pattern):
                yield Change((replaced(node, node.text().replace("ceil", "floor", 1)),), node.text())
