"""Range end: a part ends one too early."""

from __future__ import annotations

from collections.abc import Iterator

from ast_grep_py import SgNode

from assay.domain.finding import Category, Severity
from assay.domain.task import Language
from assay.planting.operator import Change, Meaning
from assay.planting.operators._shared.tree_operator import TreeOperator
from assay.planting.syntax.tree import replaced, walk
from assay.planting.syntax.words import shifted

_OTHER = {"..": "..=", "..=": ".."}
_OPERANDS = 3
_SLICES = {
    Language.JAVASCRIPT: ("$A.slice($B, $END)", "$A.substring($B, $END)"),
    Language.TYPESCRIPT: ("$A.slice($B, $END)", "$A.substring($B, $END)"),
    Language.GO: ("$A[:$END]", "$A[$B:$END]"),
}


class RangeEnd(TreeOperator):
    """Ends of slices and ranges."""

    name = "range-end"
    meaning = Meaning(
        Category.LOGIC,
        193,
        Severity.MAJOR,
        "The last one is left out or one too many is taken: {about}",
        "The last window, row or item is lost, or one beyond the end is taken. Short examples do not show it.",
    )

    def propose(self, root: SgNode, text: str) -> Iterator[Change]:  # noqa: ARG002 - the port's signature
        """Each end of a slice, one less; in Rust each range, with its end or without."""
        if self.language is Language.RUST:
            for node in walk(root):
                parts = node.children() if node.kind() == "range_expression" else []
                if len(parts) == _OPERANDS and parts[1].text() in _OTHER:
                    yield Change((replaced(parts[1], _OTHER[parts[1].text()]),), node.text())
            return
        for pattern in _SLICES[self.language]:
            for node in root.find_all(pattern=pattern):
                end = node.get_match("END")
                if end is not None and not end.text().startswith("-"):
                    yield Change((replaced(end, shifted(end.text())),), node.text())
