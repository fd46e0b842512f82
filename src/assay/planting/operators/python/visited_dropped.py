"""Visited dropped: where one has been is not remembered, so a circle never ends."""

from __future__ import annotations

import re

from assay.domain.finding import Category, Severity
from assay.planting.operator import Meaning
from assay.planting.operators.python._dropped import Dropped


class VisitedDropped(Dropped):
    """Adding to a set of what was seen."""

    name = "visited-dropped"
    meaning = Meaning(
        Category.LOGIC,
        674,
        Severity.MAJOR,
        "What was visited is not remembered: {about}",
        "In a circle the walk never ends; where paths meet, work is done twice.",
    )
    step = re.compile(r"\b\w*(?:seen|visited)\w*\.add\(")


plugin = VisitedDropped()
