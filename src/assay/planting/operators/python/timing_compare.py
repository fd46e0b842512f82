"""Timing compare: a secret is compared until the first difference."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning, Watch
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource

_PAIR = 2


class TimingCompare(PythonOperator):
    """``hmac.compare_digest``."""

    name = "timing-compare"
    meaning = Meaning(
        Category.SECURITY,
        208,
        Severity.MAJOR,
        "{about} is compared in a time that tells how much of it is right",
        "An attacker finds the secret byte by byte.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each call: ``==`` instead."""
        for call in source.find(cst.Call):
            name = source.code(call.func)
            if name in {"hmac.compare_digest", "secrets.compare_digest"} and len(call.args) == _PAIR:
                one, other = (source.code(argument.value) for argument in call.args)
                negated = isinstance(source.parent(call), cst.UnaryOperation)
                whole = source.parent(call) if negated else call
                if whole is not None:
                    edit = source.replaced(whole, f"{one} {'!=' if negated else '=='} {other}")
                    yield Change((edit,), one, Watch(name, "calls"))


plugin = TimingCompare()
