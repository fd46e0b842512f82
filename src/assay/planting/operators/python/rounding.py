"""Rounding: down where up is asked for, or half the wrong way."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource

_OTHER = {"ROUND_HALF_UP": "ROUND_HALF_EVEN", "ROUND_HALF_EVEN": "ROUND_HALF_UP"}


class Rounding(PythonOperator):
    """Ceilings and modes of rounding."""

    name = "rounding"
    meaning = Meaning(
        Category.VALIDATION,
        682,
        Severity.MAJOR,
        "It is rounded the other way: {about}",
        "The last page, the last cent or the last minute is missing or too many.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each ceiling, and each mode of rounding halves."""
        for call in source.find(cst.Call):
            if source.code(call.func) in {"math.ceil", "ceil"}:
                yield Change(
                    (source.replaced(call.func, source.code(call.func).replace("ceil", "floor")),), source.code(call)
                )
        for node in source.find(cst.UnaryOperation):
            found = re.fullmatch(r"-\(-(\w+) // (\w+)\)", source.code(node))
            if found:
                yield Change((source.replaced(node, f"{found[1]} // {found[2]}"),), source.code(node))
        for name in source.find(cst.Name):
            if name.value in _OTHER and not isinstance(source.parent(name), cst.ImportAlias):
                yield Change((source.replaced(name, f'"{_OTHER[name.value]}"'),), name.value)


plugin = Rounding()
