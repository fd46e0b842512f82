"""Lock dropped: what only one may do at a time, two do at once."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning, Schedule
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource
from assay.planting.syntax.words import LOCK


class LockDropped(PythonOperator):
    """``with`` and ``async with`` on a lock."""

    name = "lock-dropped"
    meaning = Meaning(
        Category.CONCURRENCY,
        362,
        Severity.BLOCKER,
        "Nothing keeps two callers apart here, without {about}",
        "Two calls that meet here lead where no order of them leads: lost updates, torn states, exceptions.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each block on one lock: its statements without it."""
        for node in source.find(cst.With):
            name = source.code(node.items[0].item)
            if len(node.items) == 1 and node.items[0].asname is None and LOCK.search(name):
                edit = source.unwrapped(node, node.body)
                if edit is not None:
                    yield Change((edit,), name, Schedule())


plugin = LockDropped()
