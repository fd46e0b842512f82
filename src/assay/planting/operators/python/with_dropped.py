"""Close dropped: a file is opened and left open."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Edit, Meaning, Watch
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource


class WithDropped(PythonOperator):
    """``with open(…) as name``."""

    name = "with-dropped"
    meaning = Meaning(
        Category.RESOURCE,
        772,
        Severity.MAJOR,
        "{about} is opened and not closed",
        "When an exception comes, or many calls, files stay open until there are none left.",
    )
    for_linters = True

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each block on one opened file: the file gets its name, and its block stands alone."""
        for node in source.find(cst.With):
            item = node.items[0]
            opened = source.code(item.item)
            if len(node.items) != 1 or item.asname is None or not opened.startswith("open("):
                continue
            edit = source.unwrapped(node, node.body)
            if edit is not None:
                first = f"{source.indent(node)}{source.code(item.asname.name)} = {opened}\n"
                holds = "all(call.result.closed for call in calls)"
                yield Change((Edit(edit.start, edit.end, first + edit.text),), opened, Watch("builtins.open", holds))


plugin = WithDropped()
