"""Await dropped: what follows does not wait."""

from __future__ import annotations

from collections.abc import Iterator

from ast_grep_py import SgNode

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators._shared.tree_operator import TreeOperator
from assay.planting.syntax.tree import replaced, walk


class AwaitDropped(TreeOperator):
    """Awaited calls of which nobody takes the value."""

    name = "await-dropped"
    meaning = Meaning(
        Category.CONCURRENCY,
        362,
        Severity.MAJOR,
        "{about} is not awaited: what follows runs before it has ended",
        "Its work and what follows overlap, and its failure is nobody's.",
    )

    def propose(self, root: SgNode, text: str) -> Iterator[Change]:  # noqa: ARG002 - the port's signature
        """Each statement that is an awaited call."""
        for node in walk(root):
            child = node.child(0) if node.kind() == "expression_statement" else None
            if child is not None and child.kind() == "await_expression":
                inner = child.text().removeprefix("await").strip()
                yield Change((replaced(child, inner),), inner)
