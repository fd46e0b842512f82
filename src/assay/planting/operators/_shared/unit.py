"""Unit: seconds are taken for milliseconds, or minutes for seconds."""

from __future__ import annotations

from collections.abc import Iterator

from ast_grep_py import SgNode

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators._shared.tree_operator import TreeOperator
from assay.planting.syntax.tree import replaced, walk

_FACTORS = frozenset({"60", "3600", "86400", "1000", "1000L", "1000.0", "1024", "1e3"})
_OPERANDS = 3


class Unit(TreeOperator):
    """Factors between units of time and of size."""

    name = "unit"
    meaning = Meaning(
        Category.LOGIC,
        704,
        Severity.MAJOR,
        "The unit is not converted: {about}",
        "The value is off by the factor between two units. It still is a number, so nothing complains.",
    )

    def propose(self, root: SgNode, text: str) -> Iterator[Change]:  # noqa: ARG002 - the port's signature
        """Each multiplication with, or division by, such a factor."""
        for node in walk(root):
            parts = node.children() if node.kind() == "binary_expression" else []
            if (
                len(parts) == _OPERANDS
                and parts[1].text() in {"*", "/"}
                and parts[2].text().replace("_", "") in _FACTORS
            ):
                yield Change((replaced(node, parts[0].text()),), node.text())
