"""Call in a loop: what is asked once is asked for every item."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Count, Edit, Meaning
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource


class CallInLoop(PythonOperator):
    """A call right before a loop that uses its value."""

    name = "call-in-loop"
    meaning = Meaning(
        Category.PERFORMANCE,
        407,
        Severity.MINOR,
        "{about} is called for every item",
        "One question becomes as many as there are items.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each name that is given a call's value right before a loop, and used in the loop alone."""
        for loop in source.find(cst.For):
            before = _before(source, loop)
            body = loop.body.body[0] if isinstance(loop.body, cst.IndentedBlock) else None
            if before is None or body is None:
                continue
            assigned = before.body[0]
            assert isinstance(assigned, cst.Assign)  # noqa: S101 - see _before
            assert isinstance(assigned.value, cst.Call)  # noqa: S101 - see _before
            name, code = source.code(assigned.targets[0].target), source.code(before)
            inside = source.code(loop.body)
            if not re.search(rf"\b{name}\b", inside) or re.search(rf"\b{name}\b", source.code(loop.iter)):
                continue
            removed = source.removed(before)
            if removed is not None:
                at = source.span(body)[0]
                called = source.code(assigned.value.func).rpartition(".")[2]
                edits = (removed, Edit(at, at, f"{code}\n{source.indent(body)}"))
                yield Change(edits, source.code(assigned.value), Count(called))


def _before(source: PythonSource, loop: cst.For) -> cst.SimpleStatementLine | None:
    """The statement right before the loop, if it names the value of a call."""
    parent = source.parent(loop)
    if not isinstance(parent, cst.IndentedBlock):
        return None
    at = parent.body.index(loop)
    line = parent.body[at - 1] if at else None
    if not isinstance(line, cst.SimpleStatementLine) or not isinstance(line.body[0], cst.Assign):
        return None
    assigned = line.body[0]
    named = isinstance(assigned.targets[0].target, cst.Name) and isinstance(assigned.value, cst.Call)
    return line if named else None


plugin = CallInLoop()
