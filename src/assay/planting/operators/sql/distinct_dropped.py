"""Distinct dropped: what is there twice counts twice."""

from __future__ import annotations

import re

from assay.domain.finding import Category, Severity
from assay.planting.operator import Meaning
from assay.planting.operators.sql._operator import SqlOperator


class DistinctDropped(SqlOperator):
    """``DISTINCT``."""

    name = "distinct-dropped"
    meaning = Meaning(
        Category.LOGIC,
        682,
        Severity.MAJOR,
        "What is there twice counts twice, without {about}",
        "A join that finds a row twice doubles the count.",
    )
    place = re.compile(r"\bDISTINCT\s+", re.IGNORECASE)


plugin = DistinctDropped()
