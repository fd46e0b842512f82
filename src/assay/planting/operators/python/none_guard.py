"""None guard: what happens when there is nothing is not handled any more."""

from __future__ import annotations

import re

from assay.domain.finding import Category, Severity
from assay.planting.operator import Meaning
from assay.planting.operators.python._guard import Guard


class NoneGuard(Guard):
    """Early returns and errors for None."""

    name = "none-guard"
    meaning = Meaning(
        Category.LOGIC,
        476,
        Severity.MAJOR,
        "The case {about} is not handled",
        "Where nothing is found or given, the code goes on with None, and fails later or elsewhere.",
    )
    about = re.compile(r"\bis None\b|^not \w+$")


plugin = NoneGuard()
