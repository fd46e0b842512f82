"""Copy dropped: the caller and the object share one container."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource


class CopyDropped(PythonOperator):
    """Copies that are returned or stored."""

    name = "copy-dropped"
    meaning = Meaning(
        Category.LOGIC,
        668,
        Severity.MAJOR,
        "{about} is shared with the caller, not copied",
        "Whoever changes what was handed in or out changes the object behind its back.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each copy that a ``return`` hands out, or that is stored in an attribute."""
        for node in source.find(cst.Return):
            if node.value is not None:
                yield from _without(source, node.value)
        for assigned in source.find(cst.Assign):
            if any(isinstance(one.target, cst.Attribute) for one in assigned.targets):
                yield from _without(source, assigned.value)


def _without(source: PythonSource, value: cst.BaseExpression) -> Iterator[Change]:
    inner = _copied(source, value)
    if inner is not None:
        yield Change((source.replaced(value, inner),), inner)


def _copied(source: PythonSource, value: cst.BaseExpression) -> str | None:
    """What is copied; None if it is no copy."""
    if isinstance(value, cst.Call):
        name = source.code(value.func)
        if not value.args and isinstance(value.func, cst.Attribute) and value.func.attr.value == "copy":
            return source.code(value.func.value)
        if len(value.args) == 1 and name in {"list", "dict", "set", "copy.copy", "copy.deepcopy", "deepcopy"}:
            inner = value.args[0].value
            return source.code(inner) if isinstance(inner, cst.Name | cst.Attribute) else None
    if isinstance(value, cst.Subscript) and source.code(value).endswith("[:]"):
        return source.code(value.value)
    return None


plugin = CopyDropped()
