"""Bound dropped: what is asked for is given, however much it is."""

from __future__ import annotations

from collections.abc import Iterator

from ast_grep_py import SgNode

from assay.domain.finding import Category, Severity
from assay.domain.task import Language
from assay.planting.operator import Change, Meaning
from assay.planting.operators._shared.tree_operator import TreeOperator
from assay.planting.syntax.tree import replaced

_SMALLER = {
    Language.JAVASCRIPT: ("Math.min($A, $B)",),
    Language.RUST: ("$A.min($B)",),
    Language.CPP: ("std::min($A, $B)",),
}


class BoundDropped(TreeOperator):
    """The smaller of a value and its limit."""

    name = "bound-dropped"
    meaning = Meaning(
        Category.RESOURCE,
        770,
        Severity.MAJOR,
        "Nothing bounds it any more: {about}",
        "Whoever asks for a million gets a million.",
    )

    def propose(self, root: SgNode, text: str) -> Iterator[Change]:  # noqa: ARG002 - the port's signature
        """Each minimum of two: the first alone."""
        for pattern in _SMALLER[self.language]:
            for node in root.find_all(pattern=pattern):
                kept = node.get_match("A")
                if kept is not None:
                    yield Change((replaced(node, kept.text()),), node.text())
