"""Path containment: a path may lead out of its folder."""

from __future__ import annotations

import re

from assay.domain.finding import Category, Severity
from assay.planting.operator import Meaning
from assay.planting.operators.python._guard import Guard


class PathContainment(Guard):
    """Checks that a path stays in its folder."""

    name = "path-containment"
    meaning = Meaning(
        Category.SECURITY,
        22,
        Severity.BLOCKER,
        "A path may lead out of its folder: nothing asks {about}",
        "A name with ../ in it reads or writes any file that the program may.",
    )
    about = re.compile(r"is_relative_to|commonpath|\.parents\b|\"\.\.\"|is_absolute|startswith\(.*(?:root|base|folder)")


plugin = PathContainment()
