"""Ownership removed: whose it is, is not asked."""

from __future__ import annotations

import re

from assay.domain.finding import Category, Severity
from assay.planting.operator import Meaning
from assay.planting.operators.python._guard import Guard


class OwnershipRemoved(Guard):
    """Checks of an owner, a tenant or a role."""

    name = "ownership-removed"
    meaning = Meaning(
        Category.SECURITY,
        639,
        Severity.BLOCKER,
        "Anybody may do it: nothing asks {about}",
        "Whoever knows or guesses an id reads and changes what belongs to others.",
    )
    about = re.compile(r"owner|tenant|user_id|\brole|permission|is_admin|author|can_\w+\(|may_\w+\(", re.IGNORECASE)


plugin = OwnershipRemoved()
