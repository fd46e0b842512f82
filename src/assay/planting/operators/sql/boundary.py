"""Boundary: rows at the limit are in, or out, by mistake."""

from __future__ import annotations

import re

from assay.domain.finding import Category, Severity
from assay.planting.operator import Meaning
from assay.planting.operators.sql._operator import SqlOperator


class Boundary(SqlOperator):
    """Comparisons."""

    name = "boundary"
    meaning = Meaning(
        Category.LOGIC,
        193,
        Severity.MAJOR,
        "Rows at the limit fall on the wrong side of {about}",
        "What happened at the limit itself, such as midnight, is counted twice or not at all.",
    )
    place = re.compile(r"(?<![<>])(<=?|>=?)(?![<>=])")

    def other(self, found: re.Match[str]) -> str:
        """With the equal sign, or without."""
        return found[1].removesuffix("=") if found[1].endswith("=") else f"{found[1]}="


plugin = Boundary()
