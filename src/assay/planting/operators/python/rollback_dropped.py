"""Rollback dropped: half of a failed piece of work is kept."""

from __future__ import annotations

import re

from assay.domain.finding import Category, Severity
from assay.planting.operator import Meaning
from assay.planting.operators.python._dropped import Dropped


class RollbackDropped(Dropped):
    """Calls of ``rollback``."""

    name = "rollback-dropped"
    meaning = Meaning(
        Category.ERROR_HANDLING,
        460,
        Severity.BLOCKER,
        "After a failure {about} is not done, so half of the work stays",
        "The next commit writes what belongs to work that failed.",
    )
    step = re.compile(r"\.(?:rollback|restore|revert)\(")


plugin = RollbackDropped()
