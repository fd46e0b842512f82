"""Condition weakened: one of two conditions is enough."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators._shared.tree_operator import TreeOperator
from assay.planting.syntax.tree import replaced, walk

_OTHER = {"&&": "||", "||": "&&"}
_JOINED = re.compile(r"&&|\|\|")
_OPERANDS = 3


class ConditionWeakened(TreeOperator):
    """Conditions joined by ``&&`` or ``||``."""

    name = "condition-weakened"
    meaning = Meaning(
        Category.LOGIC,
        670,
        Severity.MAJOR,
        "One condition is enough where both are needed, or the other way round: {about}",
        "The branch is taken in cases in which it must not be.",
    )

    def propose(self, root: SgNode, text: str) -> Iterator[Change]:  # noqa: ARG002 - the port's signature
        """Each pair of conditions that holds no other pair."""
        for node in walk(root):
            parts = node.children() if node.kind() == "binary_expression" else []
            if len(parts) == _OPERANDS and parts[1].text() in _OTHER and not _JOINED.search(parts[0].text()):
                yield Change((replaced(parts[1], _OTHER[parts[1].text()]),), node.text())
