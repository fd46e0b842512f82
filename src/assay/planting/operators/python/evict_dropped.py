"""Eviction dropped: what is kept grows without end."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource

_REMOVES = re.compile(r"\.popitem\(|\.pop\(|\.popleft\(|\bdel |evict")


class EvictDropped(PythonOperator):
    """Conditions on a length that make room."""

    name = "evict-dropped"
    meaning = Meaning(
        Category.RESOURCE,
        770,
        Severity.MAJOR,
        "Nothing makes room any more when {about}",
        "It grows with every new entry until memory is gone.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each ``if`` or ``while`` on a length that removes something."""
        nodes: list[cst.If | cst.While] = [*source.find(cst.If), *source.find(cst.While)]
        for node in nodes:
            condition, body = source.code(node.test), source.code(node.body)
            if "len(" in condition and node.orelse is None and _REMOVES.search(body):
                edit = source.removed(node)
                if edit is not None:
                    yield Change((edit,), condition)


plugin = EvictDropped()
