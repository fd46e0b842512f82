"""Unlock dropped: a lock is taken and not given back."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource


class UnlockDropped(PythonOperator):
    """``finally`` with ``release()``."""

    name = "unlock-dropped"
    meaning = Meaning(
        Category.CONCURRENCY,
        667,
        Severity.BLOCKER,
        "What is taken here is never given back, without {about}",
        "Whoever comes next waits for ever.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each ``try`` of which the end only releases: its block alone."""
        for node in source.find(cst.Try):
            last = node.finalbody
            if last is None or node.handlers or ".release()" not in source.code(last.body):
                continue
            edit = source.unwrapped(node, node.body)
            if edit is not None:
                yield Change((edit,), source.code(last.body).strip())


plugin = UnlockDropped()
