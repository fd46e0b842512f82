"""Null ignored: no value is not taken for 0 any more."""

from __future__ import annotations

import re

from assay.domain.finding import Category, Severity
from assay.planting.operator import Meaning
from assay.planting.operators.sql._operator import SqlOperator


class NullIgnored(SqlOperator):
    """``COALESCE`` of a name and a literal; what is a text has been blanked."""

    name = "null-ignored"
    meaning = Meaning(
        Category.LOGIC,
        476,
        Severity.MAJOR,
        "No value spreads: {about} is not caught",
        "Whatever is calculated with NULL is NULL.",
    )
    place = re.compile(
        r"\b(?:COALESCE|IFNULL)\(\s*([\w.]+(?:\([\w.]*\))?)\s*,\s*(?:\d+(?:\.\d+)?)?\s*\)", re.IGNORECASE
    )
    instead = r"\1"


plugin = NullIgnored()
