"""Lock order: two locks are taken in one order here and in the other elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning, Schedule
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource
from assay.planting.syntax.words import LOCK

_PAIR = 2


class LockOrder(PythonOperator):
    """Two locks, one inside the other."""

    name = "lock-order"
    meaning = Meaning(
        Category.CONCURRENCY,
        833,
        Severity.BLOCKER,
        "{about} are taken in the opposite order elsewhere",
        "Two callers that hold one lock each wait for the other for ever.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each lock that is taken inside another: the two exchanged."""
        for outer in source.find(cst.With):
            inner = outer.body.body[0] if isinstance(outer.body, cst.IndentedBlock) else None
            if isinstance(inner, cst.With) and _is_lock(source, outer) and _is_lock(source, inner):
                one, other = source.code(outer.items[0].item), source.code(inner.items[0].item)
                edits = (source.replaced(outer.items[0].item, other), source.replaced(inner.items[0].item, one))
                yield Change(edits, f"{one} and {other}", Schedule())
        for node in source.find(cst.With):
            if len(node.items) == _PAIR and all(LOCK.search(source.code(one)) for one in node.items):
                one, other = (source.code(item.item) for item in node.items)
                edits = (source.replaced(node.items[0].item, other), source.replaced(node.items[1].item, one))
                yield Change(edits, f"{one} and {other}", Schedule())


def _is_lock(source: PythonSource, node: cst.With) -> bool:
    return len(node.items) == 1 and bool(LOCK.search(source.code(node.items[0].item)))


plugin = LockOrder()
