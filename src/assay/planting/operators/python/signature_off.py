"""Signature off: a signature is taken without being checked."""

from __future__ import annotations

import re

from assay.domain.finding import Category, Severity
from assay.planting.operator import Meaning
from assay.planting.operators.python._guard import Guard


class SignatureOff(Guard):
    """Checks of a signature."""

    name = "signature-off"
    meaning = Meaning(
        Category.SECURITY,
        347,
        Severity.BLOCKER,
        "The signature is not checked: nothing asks {about}",
        "Whoever can send a message can forge one.",
    )
    about = re.compile(r"compare_digest|verify|signature|checksum|digest", re.IGNORECASE)


plugin = SignatureOff()
