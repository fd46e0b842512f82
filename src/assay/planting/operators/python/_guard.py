"""What operators share that take a check away: an ``if`` that only refuses, with its whole block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

import libcst as cst

from assay.planting.operator import Change
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource


class Guard(PythonOperator):
    """``about`` finds, in the condition, which checks are meant; ``not_about`` which are left to other operators."""

    about: ClassVar[re.Pattern[str]]
    not_about: ClassVar[re.Pattern[str] | None] = None
    refuses: ClassVar[tuple[type[cst.CSTNode], ...]] = (cst.Raise, cst.Return)

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each ``if`` without ``else`` whose block is one ``raise`` or ``return``."""
        for node in source.find(cst.If):
            condition = source.code(node.test)
            if not self.about.search(condition) or (self.not_about and self.not_about.search(condition)):
                continue
            if node.orelse is None and isinstance(_only(node.body), self.refuses):
                edit = source.removed(node)
                if edit is not None:
                    yield Change((edit,), condition)


def _only(block: cst.BaseSuite) -> cst.CSTNode | None:
    statement = block.body[0] if len(block.body) == 1 else None
    if isinstance(statement, cst.SimpleStatementLine) and len(statement.body) == 1:
        return statement.body[0]
    return None
