"""What operators share that leave out a step: one statement of which the value is not used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

import libcst as cst

from assay.planting.operator import Change
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource


class Dropped(PythonOperator):
    """``step`` finds, in a call that stands alone, whether it is meant."""

    step: ClassVar[re.Pattern[str]]

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each such statement, unless its block would be empty."""
        for line in source.find(cst.SimpleStatementLine):
            code = source.code(line)
            alone = len(line.body) == 1 and isinstance(line.body[0], cst.Expr)
            edit = source.removed(line) if alone and self.step.search(code) else None
            if edit is not None:
                yield Change((edit,), code)
