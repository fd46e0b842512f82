"""Allow list dropped: where it goes is the caller's choice."""

from __future__ import annotations

import re

from assay.domain.finding import Category, Severity
from assay.planting.operator import Meaning
from assay.planting.operators.python._guard import Guard


class AllowListDropped(Guard):
    """Checks against a list of what is allowed."""

    name = "allow-list-dropped"
    meaning = Meaning(
        Category.SECURITY,
        601,
        Severity.BLOCKER,
        "Everything is allowed: nothing asks {about}",
        "A link that looks like ours leads anywhere; a server asks addresses that only it can reach.",
    )
    about = re.compile(
        r"not in \w*(?:allowed|trusted|known|permitted|hosts|schemes|safe)\w*|netloc|\bscheme\b", re.IGNORECASE
    )


plugin = AllowListDropped()
