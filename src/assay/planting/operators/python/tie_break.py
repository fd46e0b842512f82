"""Tie break: what is equal in the first respect comes in no certain order."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource


class TieBreak(PythonOperator):
    """Sort keys of several parts."""

    name = "tie-break"
    meaning = Meaning(
        Category.LOGIC,
        697,
        Severity.MINOR,
        "Equal ones are not ordered any further: {about}",
        "Where the first part of the key is equal, the order is that of the input.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each lambda called ``key`` that gives a tuple: its first part alone."""
        for argument in source.find(cst.Arg):
            if (
                argument.keyword is None
                or argument.keyword.value != "key"
                or not isinstance(argument.value, cst.Lambda)
            ):
                continue
            body = argument.value.body
            if isinstance(body, cst.Tuple) and len(body.elements) > 1:
                yield Change((source.replaced(body, source.code(body.elements[0].value)),), source.code(argument))


plugin = TieBreak()
