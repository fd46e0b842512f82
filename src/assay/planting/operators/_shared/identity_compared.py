"""Identity compared: two equal texts count as different."""

from __future__ import annotations

from collections.abc import Iterator

from ast_grep_py import SgNode

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators._shared.tree_operator import TreeOperator
from assay.planting.syntax.tree import replaced


class IdentityCompared(TreeOperator):
    """``equals``."""

    name = "identity-compared"
    meaning = Meaning(
        Category.LOGIC,
        697,
        Severity.MAJOR,
        "It is asked whether {about} is the same object, not an equal one",
        "It works for literals, and for nothing that was read or put together.",
    )
    for_linters = True

    def propose(self, root: SgNode, text: str) -> Iterator[Change]:  # noqa: ARG002 - the port's signature
        """Each ``equals`` with one argument: ``==``."""
        for node in root.find_all(pattern="$A.equals($B)"):
            one, other = node.get_match("A"), node.get_match("B")
            if one is not None and other is not None:
                yield Change((replaced(node, f"{one.text()} == {other.text()}"),), one.text())
