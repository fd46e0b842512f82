"""Cache key: what two different questions are remembered under is the same."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource


class CacheKey(PythonOperator):
    """Tuples that are called a key."""

    name = "cache-key"
    meaning = Meaning(
        Category.LOGIC,
        694,
        Severity.BLOCKER,
        "The key {about} does not tell all questions apart",
        "One caller is given what was computed for another.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each tuple of several parts whose name says that it is a key: without its last part."""
        for node in source.find(cst.Assign):
            name = source.code(node.targets[0].target)
            if isinstance(node.value, cst.Tuple) and len(node.value.elements) > 1 and "key" in name.lower():
                parts = [source.code(one.value) for one in node.value.elements[:-1]]
                text = f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"
                yield Change((source.replaced(node.value, text),), source.code(node))


plugin = CacheKey()
