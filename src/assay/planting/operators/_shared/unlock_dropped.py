"""Unlock dropped: a lock is taken and not given back."""

from __future__ import annotations

from collections.abc import Iterator

from ast_grep_py import SgNode

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators._shared.tree_operator import TreeOperator
from assay.planting.syntax.tree import span, whole_lines


class UnlockDropped(TreeOperator):
    """``defer mutex.Unlock()``."""

    name = "unlock-dropped"
    meaning = Meaning(
        Category.CONCURRENCY,
        667,
        Severity.BLOCKER,
        "What is taken here is never given back, without {about}",
        "Whoever comes next waits for ever.",
    )

    def propose(self, root: SgNode, text: str) -> Iterator[Change]:
        """Each deferred unlock."""
        for pattern in ("defer $A.Unlock()", "defer $A.RUnlock()"):
            for node in root.find_all(pattern=pattern):
                yield Change((whole_lines(text, *span(node)),), node.text())
