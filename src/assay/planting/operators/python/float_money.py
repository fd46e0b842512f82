"""Float money: amounts are binary fractions."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource


class FloatMoney(PythonOperator):
    """``Decimal`` in one function."""

    name = "float-money"
    meaning = Meaning(
        Category.VALIDATION,
        682,
        Severity.MAJOR,
        "Amounts are rounded as binary fractions in {about}",
        "Cents are lost or made: 0.1 has no exact binary form.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each function with ``Decimal(…)`` of a text or name: ``float`` everywhere in it."""
        for function in source.find(cst.FunctionDef):
            calls = [one for one in source.find(cst.Call, function.body) if source.code(one.func) == "Decimal"]
            if calls and len(re.findall(r"\bDecimal\(", source.text)) > len(calls):
                yield Change(tuple(source.replaced(one.func, "float") for one in calls), function.name.value)


plugin = FloatMoney()
