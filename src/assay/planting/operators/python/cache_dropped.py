"""Cache dropped: what was worked out once is worked out again each time."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Count, Edit, Meaning
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource


class CacheDropped(PythonOperator):
    """Functions that remember their results."""

    name = "cache-dropped"
    meaning = Meaning(
        Category.PERFORMANCE,
        407,
        Severity.MINOR,
        "{about} is worked out again on every call",
        "The same question costs as much the hundredth time as the first.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each ``functools`` cache of a function."""
        for function in source.find(cst.FunctionDef):
            for decorator in function.decorators:
                if re.match(r"(functools\.)?(lru_)?cache\b", source.code(decorator.decorator)):
                    start, end = source.span(decorator)
                    line = source.text.rfind("\n", 0, start) + 1
                    name = function.name.value
                    yield Change((Edit(line, source.text.find("\n", end) + 1, ""),), name, Count(name))


plugin = CacheDropped()
