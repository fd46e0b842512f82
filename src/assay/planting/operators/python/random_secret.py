"""Random secret: a secret comes from a generator whose numbers can be foretold."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning, Watch
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource

_LIKE = {
    "secrets.token_hex": "random.randbytes({}).hex()",
    "secrets.token_bytes": "random.randbytes({})",
    "secrets.choice": "random.choice({})",
    "secrets.randbelow": "random.randrange({})",
}


class RandomSecret(PythonOperator):
    """Calls of ``secrets``."""

    name = "random-secret"
    meaning = Meaning(
        Category.SECURITY,
        338,
        Severity.BLOCKER,
        "{about} can be foretold",
        "Whoever has seen some of them can work out the next ones.",
    )
    for_linters = True

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each call that ``random`` has a likeness of, in a module that uses ``secrets`` once."""
        lines = [one for one in source.find(cst.SimpleStatementLine) if source.code(one) == "import secrets"]
        calls = [one for one in source.find(cst.Call) if source.code(one.func) in _LIKE]
        if len(lines) != 1 or len(re.findall(r"\bsecrets\.", source.text)) != 1:
            return
        for call in calls:
            name, given = source.code(call.func), ", ".join(source.code(one) for one in call.args)
            edits = (
                source.replaced(lines[0], "import random"),
                source.replaced(call, _LIKE[name].format(given or "32")),
            )
            yield Change(edits, source.code(call), Watch(name, "calls"))


plugin = RandomSecret()
