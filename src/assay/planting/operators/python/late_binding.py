"""Late binding: a function made in a loop sees the loop's last value."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource


class LateBinding(PythonOperator):
    """Defaults such as ``item=item`` in a lambda, made to bind early."""

    name = "late-binding"
    meaning = Meaning(
        Category.LOGIC,
        710,
        Severity.MAJOR,
        "All functions made here see the last {about}",
        "Every function that the loop makes uses the value of its last round.",
    )
    for_linters = True

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each lambda with such a default."""
        for node in source.find(cst.Lambda):
            kept = [one for one in node.params.params if not _binds(source, one)]
            bound = [one for one in node.params.params if _binds(source, one)]
            if bound and not node.params.kwonly_params:
                parameters = ", ".join(source.code(one).rstrip(", ") for one in kept)
                text = f"lambda {parameters}: {source.code(node.body)}".replace("lambda :", "lambda:")
                yield Change((source.replaced(node, text),), bound[0].name.value)


def _binds(source: PythonSource, parameter: cst.Param) -> bool:
    return parameter.default is not None and source.code(parameter.default) == parameter.name.value


plugin = LateBinding()
