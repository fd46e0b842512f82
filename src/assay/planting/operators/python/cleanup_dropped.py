"""Cleanup dropped: what must happen at the end does not happen when an exception comes."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Edit, Meaning
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource


class CleanupDropped(PythonOperator):
    """``finally`` that does not release a lock."""

    name = "cleanup-dropped"
    meaning = Meaning(
        Category.RESOURCE,
        459,
        Severity.MAJOR,
        "{about} is not done when an exception comes",
        "After a failure something stays as it was in the middle of the work.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each ``try`` with ``finally`` alone: its block, then what stood in the end."""
        for node in source.find(cst.Try):
            if node.finalbody is None or node.handlers or not isinstance(node.finalbody.body, cst.IndentedBlock):
                continue
            last = source.block(node.finalbody.body)
            edit = source.unwrapped(node, node.body)
            if edit is not None and ".release()" not in last:
                after = textwrap.indent(last, source.indent(node)) + "\n"
                returns = re.search(r"^\s*return\b", edit.text.rstrip().rpartition("\n")[2])
                text = edit.text if returns else edit.text.rstrip("\n") + "\n" + after
                yield Change((Edit(edit.start, edit.end, text),), last)


plugin = CleanupDropped()
