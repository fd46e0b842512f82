"""Bound dropped: what is asked for is given, however much it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource

_LIMIT = re.compile(r"max|limit|cap|^[A-Z_]+$|^\d")
_PAIR = 2


class BoundDropped(PythonOperator):
    """``min`` of a value and its limit."""

    name = "bound-dropped"
    meaning = Meaning(
        Category.RESOURCE,
        770,
        Severity.MAJOR,
        "Nothing bounds it any more: {about}",
        "Whoever asks for a million gets a million.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each ``min`` of two: the first alone, unless that is the limit."""
        for call in source.find(cst.Call):
            if source.code(call.func) == "min" and len(call.args) == _PAIR:
                first, second = (source.code(one.value) for one in call.args)
                kept = second if _LIMIT.search(first) else first
                yield Change((source.replaced(call, kept),), source.code(call))


plugin = BoundDropped()
