"""Boundary: ``<`` for ``<=`` or the other way round, so that the value at the limit falls on the wrong side."""

from __future__ import annotations

from collections.abc import Iterator

from ast_grep_py import SgNode

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators._shared.tree_operator import TreeOperator
from assay.planting.syntax.tree import replaced, walk

_OTHER = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
_OPERANDS = 3


class Boundary(TreeOperator):
    """Comparisons of two values."""

    name = "boundary"
    meaning = Meaning(
        Category.LOGIC,
        193,
        Severity.MAJOR,
        "The limit itself falls on the wrong side of {about}",
        "One value, the one at the limit, is treated as if it lay beyond it. Tests in the middle of the range pass.",
    )

    def propose(self, root: SgNode, text: str) -> Iterator[Change]:  # noqa: ARG002 - the port's signature
        """Each comparison with ``<``, ``<=``, ``>`` or ``>=``."""
        for node in walk(root):
            parts = node.children() if node.kind() == "binary_expression" else []
            if len(parts) == _OPERANDS and parts[1].text() in _OTHER:
                yield Change((replaced(parts[1], _OTHER[parts[1].text()]),), node.text())
