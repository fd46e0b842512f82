"""Idempotency dropped: what was done already is done again."""

from __future__ import annotations

import re

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Meaning
from assay.planting.operators.python._guard import Guard


class IdempotencyDropped(Guard):
    """Early answers to what was asked before."""

    name = "idempotency-dropped"
    meaning = Meaning(
        Category.ERROR_HANDLING,
        837,
        Severity.BLOCKER,
        "A request that was answered already is carried out again: {about}",
        "A repeated request, after a lost answer, does the work and takes the money twice.",
    )
    about = re.compile(
        r"\bin \w[\w.]*(?:done|seen|processed|applied|handled|receipts?|results?|requests?|answered|ids)\b",
        re.IGNORECASE,
    )
    refuses = (cst.Return,)


plugin = IdempotencyDropped()
