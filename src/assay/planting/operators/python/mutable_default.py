"""Mutable default: calls without the argument share one container."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource


class MutableDefault(PythonOperator):
    """``None`` as default with a fresh container made inside."""

    name = "mutable-default"
    meaning = Meaning(
        Category.LOGIC,
        665,
        Severity.MAJOR,
        "All calls without {about} share one container",
        "What one call leaves in it, the next one finds.",
    )
    for_linters = True

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each parameter whose default is made inside, and its annotation without None."""
        for function in source.find(cst.FunctionDef):
            for parameter in (*function.params.params, *function.params.kwonly_params):
                if parameter.default is None or source.code(parameter.default) != "None":
                    continue
                for made in source.find(cst.If, function):
                    container = _made(source, made, parameter.name.value)
                    removed = source.removed(made) if container else None
                    if removed is not None and container:
                        yield Change((source.replaced(parameter.default, container), removed), parameter.name.value)


def _made(source: PythonSource, node: cst.If, name: str) -> str:
    """The empty container that the block makes of ``name``."""
    if source.code(node.test) != f"{name} is None" or node.orelse is not None:
        return ""
    found = re.fullmatch(rf"{name} = (\[\]|\{{\}}|set\(\))", source.code(node.body).strip())
    return found[1] if found else ""


plugin = MutableDefault()
