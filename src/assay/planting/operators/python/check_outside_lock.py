"""Check outside the lock: what was looked at may have changed when the lock is held."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Edit, Meaning, Schedule
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource
from assay.planting.syntax.words import LOCK


class CheckOutsideLock(PythonOperator):
    """A condition inside a lock."""

    name = "check-outside-lock"
    meaning = Meaning(
        Category.CONCURRENCY,
        367,
        Severity.BLOCKER,
        "{about} is asked before the lock is held",
        "Between the question and the lock another caller may change the answer; both then act on it.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each block on a lock that begins with an ``if``: its condition is asked before the lock is taken."""
        for node in source.find(cst.With):
            name = source.code(node.items[0])
            first = node.body.body[0] if isinstance(node.body, cst.IndentedBlock) else None
            if not LOCK.search(name) or not isinstance(first, cst.If) or first.orelse is not None:
                continue
            if isinstance(first.body, cst.IndentedBlock) and isinstance(node.body, cst.IndentedBlock):
                yield Change(tuple(_turned(source, node, first)), source.code(first.test), Schedule())


def _turned(source: PythonSource, node: cst.With, first: cst.If) -> Iterator[Edit]:
    """``if`` outside, ``with`` inside; what follows in the lock stays in a lock of its own."""
    assert isinstance(first.body, cst.IndentedBlock)  # noqa: S101 - asked before
    assert isinstance(node.body, cst.IndentedBlock)  # noqa: S101 - asked before
    indent, step = source.indent(node), "    "
    head = source.text[source.span(node)[0] : source.span(first)[0]].rstrip()
    body = textwrap.indent(source.block(first.body), indent + 2 * step)
    text = f"if {source.code(first.test)}:\n{indent}{step}{head}\n{body}"
    if len(node.body.body) > 1:
        start, end = source.span(node.body.body[1])[0], source.span(node.body.body[-1])[1]
        text += f"\n{indent}{head}\n{indent}{step}{source.text[start:end]}"
    yield source.replaced(node, text)


plugin = CheckOutsideLock()
