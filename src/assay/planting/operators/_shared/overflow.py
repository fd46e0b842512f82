"""Overflow: a sum or product no longer fits, and nobody notices."""

from __future__ import annotations

from collections.abc import Iterator

from ast_grep_py import SgNode

from assay.domain.finding import Category, Severity
from assay.domain.task import Language
from assay.planting.operator import Change, Meaning
from assay.planting.operators._shared.tree_operator import TreeOperator
from assay.planting.syntax.tree import replaced

_PLAIN = {
    Language.JAVA: (
        ("Math.addExact($A, $B)", "{a} + {b}"),
        ("Math.multiplyExact($A, $B)", "{a} * {b}"),
        ("(long) $A * $B", "{a} * {b}"),
    ),
    Language.RUST: (
        ("$A.saturating_sub($B)", "{a}.wrapping_sub({b})"),
        ("$A.saturating_add($B)", "{a}.wrapping_add({b})"),
        ("$A.checked_add($B)", "Some({a}.wrapping_add({b}))"),
        ("$A.checked_sub($B)", "Some({a}.wrapping_sub({b}))"),
    ),
    Language.C: (("(long long)$A * $B", "{a} * {b}"), ("(uint64_t)$A * $B", "{a} * {b}")),
}


class Overflow(TreeOperator):
    """Arithmetic that is checked, or done in a wider type."""

    name = "overflow"
    meaning = Meaning(
        Category.VALIDATION,
        190,
        Severity.MAJOR,
        "The result wraps round when it does not fit: {about}",
        "Large values become small or negative ones, without an error.",
    )

    def propose(self, root: SgNode, text: str) -> Iterator[Change]:  # noqa: ARG002 - the port's signature
        """Each such sum or product, plain."""
        for pattern, plain in _PLAIN[self.language]:
            for node in root.find_all(pattern=pattern):
                one, other = node.get_match("A"), node.get_match("B")
                if one is not None and other is not None:
                    yield Change((replaced(node, plain.format(a=one.text(), b=other.text())),), node.text())
