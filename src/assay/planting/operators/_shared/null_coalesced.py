"""Null coalesced: 0 and empty texts count as absent."""

from __future__ import annotations

from collections.abc import Iterator

from ast_grep_py import SgNode

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators._shared.tree_operator import TreeOperator
from assay.planting.syntax.tree import replaced, walk

_OPERANDS = 3


class NullCoalesced(TreeOperator):
    """``??``."""

    name = "null-coalesced"
    meaning = Meaning(
        Category.LOGIC,
        476,
        Severity.MAJOR,
        "0 and what is empty count as absent in {about}",
        "A value that is there and is 0, false or empty is replaced by the default.",
    )

    def propose(self, root: SgNode, text: str) -> Iterator[Change]:  # noqa: ARG002 - the port's signature
        """Each ``??``: ``||``."""
        for node in walk(root):
            parts = node.children() if node.kind() == "binary_expression" else []
            if len(parts) == _OPERANDS and parts[1].text() == "??":
                yield Change((replaced(parts[1], "||"),), node.text())
