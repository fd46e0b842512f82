"""Tie break: equal rows come in no certain order."""

from __future__ import annotations

import re

from assay.domain.finding import Category, Severity
from assay.planting.operator import Meaning
from assay.planting.operators.sql._operator import SqlOperator


class TieBreak(SqlOperator):
    """``ORDER BY`` with several parts."""

    name = "tie-break"
    meaning = Meaning(
        Category.LOGIC,
        697,
        Severity.MINOR,
        "Equal rows are not ordered any further: {about}",
        "Pages overlap, and the same question has different answers.",
    )
    place = re.compile(
        r"(\bORDER BY [\w.]+(?: (?:ASC|DESC))?),\s*[\w.]+(?: (?:ASC|DESC))?(?=\s*(?:;|$|LIMIT))", re.IGNORECASE
    )
    instead = r"\1"


plugin = TieBreak()
