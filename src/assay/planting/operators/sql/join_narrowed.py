"""Join narrowed: rows without a partner vanish."""

from __future__ import annotations

import re

from assay.domain.finding import Category, Severity
from assay.planting.operator import Meaning
from assay.planting.operators.sql._operator import SqlOperator


class JoinNarrowed(SqlOperator):
    """``LEFT JOIN``."""

    name = "join-narrowed"
    meaning = Meaning(
        Category.LOGIC,
        670,
        Severity.MAJOR,
        "Rows without a partner vanish: {about} has become an inner join",
        "Customers without orders, days without sales are missing instead of empty.",
    )
    place = re.compile(r"\bLEFT (?:OUTER )?(JOIN)\b", re.IGNORECASE)
    instead = r"\1"


plugin = JoinNarrowed()
