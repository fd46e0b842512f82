"""Copy dropped: two owners share one container."""

from __future__ import annotations

from collections.abc import Iterator

from ast_grep_py import SgNode

from assay.domain.finding import Category, Severity
from assay.domain.task import Language
from assay.planting.operator import Change, Meaning
from assay.planting.operators._shared.tree_operator import TreeOperator
from assay.planting.syntax.tree import replaced

_COPIES = {
    Language.JAVASCRIPT: ("[...$A]", "$A.slice()", "structuredClone($A)", "{ ...$A }"),
    Language.TYPESCRIPT: ("[...$A]", "$A.slice()", "structuredClone($A)"),
    Language.JAVA: ("new ArrayList<>($A)", "List.copyOf($A)", "new HashMap<>($A)", "$A.clone()"),
}


class CopyDropped(TreeOperator):
    """Copies of a container."""

    name = "copy-dropped"
    meaning = Meaning(
        Category.LOGIC,
        668,
        Severity.MAJOR,
        "{about} is shared, not copied",
        "Whoever changes what was handed in or out changes the object behind its back.",
    )

    def propose(self, root: SgNode, text: str) -> Iterator[Change]:  # noqa: ARG002 - the port's signature
        """Each copy that is returned, stored or handed on: what is copied."""
        for pattern in _COPIES[self.language]:
            for node in root.find_all(pattern=pattern):
                copied = node.get_match("A")
                if copied is not None:
                    yield Change((replaced(node, copied.text()),), copied.text())
