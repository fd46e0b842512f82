"""Loop left: the rest is not looked at after the first one that is passed over."""

from __future__ import annotations

from collections.abc import Iterator

from ast_grep_py import SgNode

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators._shared.tree_operator import TreeOperator
from assay.planting.syntax.tree import replaced, walk


class LoopLeft(TreeOperator):
    """``continue`` in a loop."""

    name = "loop-left"
    meaning = Meaning(
        Category.LOGIC,
        670,
        Severity.MAJOR,
        "The loop ends at the first item that should only be passed over: {about}",
        "Everything behind the first item that is passed over is ignored.",
    )

    def propose(self, root: SgNode, text: str) -> Iterator[Change]:  # noqa: ARG002 - the port's signature
        """Each ``continue``."""
        for node in walk(root):
            if node.kind() in {"continue_statement", "continue_expression"}:
                yield Change((replaced(node, node.text().replace("continue", "break")),), node.text())
