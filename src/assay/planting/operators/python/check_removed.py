"""Check removed: what should be refused is taken."""

from __future__ import annotations

import re

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Meaning
from assay.planting.operators.python._guard import Guard


class CheckRemoved(Guard):
    """Checks that raise."""

    name = "check-removed"
    meaning = Meaning(
        Category.VALIDATION,
        20,
        Severity.MAJOR,
        "What should be refused is taken: nothing asks {about}",
        "A value that makes no sense goes in, and does its harm later and elsewhere.",
    )
    about = re.compile(r"")
    not_about = re.compile(
        r"is None\b|is_relative_to|commonpath|\.parents\b|\"\.\.\"|is_absolute|startswith|owner|tenant|user_id|role"
        r"|permission|is_admin|author|can_|may_|compare_digest|verify|signature|checksum|digest"
        r"|not in \w*(?:allowed|trusted|known)|netloc|scheme",
        re.IGNORECASE,
    )
    refuses = (cst.Raise,)


plugin = CheckRemoved()
