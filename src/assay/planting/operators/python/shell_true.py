"""Shell: a command is handed to a shell as one text."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning, Watch
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource

_CALLS = frozenset({"subprocess.run", "subprocess.check_output", "subprocess.check_call"})


class ShellTrue(PythonOperator):
    """``subprocess`` calls with a list."""

    name = "shell-true"
    meaning = Meaning(
        Category.SECURITY,
        78,
        Severity.BLOCKER,
        "A shell reads {about}",
        "A value with a semicolon in it is a second command.",
    )
    for_linters = True

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each call with a list of texts and names: one text, for a shell."""
        for call in source.find(cst.Call):
            name = source.code(call.func)
            first = call.args[0].value if call.args else None
            if name in _CALLS and isinstance(first, cst.List):
                words = [_word(source, one.value) for one in first.elements]
                edit = source.replaced(first, f'f"{" ".join(words)}", shell=True')
                holds = "not any(call.kwargs.get('shell') for call in calls)"
                yield Change((edit,), source.code(first), Watch(name, holds))


def _word(source: PythonSource, node: cst.BaseExpression) -> str:
    code = source.code(node)
    return code.strip("\"'") if isinstance(node, cst.SimpleString) else f"{{{code}}}"


plugin = ShellTrue()
