"""Encoding dropped: text is read as the machine is set up."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Edit, Meaning, Watch
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource

_PAIR = 2


class EncodingDropped(PythonOperator):
    """``open`` with an encoding."""

    name = "encoding-dropped"
    meaning = Meaning(
        Category.VALIDATION,
        838,
        Severity.MINOR,
        "What the text means depends on the machine: {about}",
        "On a machine with another setting, umlauts are garbage or an exception.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each call of ``open`` that names its encoding last."""
        for call in source.find(cst.Call):
            if source.code(call.func) != "open" or len(call.args) < _PAIR:
                continue
            last = call.args[-1]
            if last.keyword is not None and last.keyword.value == "encoding":
                start = source.span(call.args[-2].value)[1]
                edit = Edit(start, source.span(last)[1], "")
                holds = "calls and all(call.kwargs.get('encoding') for call in calls)"
                yield Change((edit,), source.code(call), Watch("builtins.open", holds))


plugin = EncodingDropped()
