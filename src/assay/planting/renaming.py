"""Other names for the variables of public code, so that whoever remembers it does not recognize it."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from assay.domain.run import Outcome
from assay.planting.appearance import as_written
from assay.planting.edits import apply
from assay.planting.running import Bench
from assay.planting.subject import Subject
from assay.planting.syntax.names import local_names
from assay.planting.twins import NEW_NAMES


def renamed(subject: Subject, bench: Bench, seed: int) -> Subject:
    """The subject with its local variables renamed, as far as its visible tests stay green. Names that callers use
    stay: they are the task's.
    """
    dice = random.Random(seed)  # noqa: S311 - a draw that can be repeated
    changed: dict[str, str] = {}
    for _ in NEW_NAMES:
        text = subject.text
        free = [name for name in NEW_NAMES if not re.search(rf"\b{name}\b", text)]
        left = [one for one in local_names(subject.language, text) if one.name not in {*changed, *changed.values()}]
        if not free or not left:
            break
        local, name = left[0], dice.choice(free)
        tried = subject.with_text(as_written(subject.language, text, apply(text, local.renamed(name))))
        changed[local.name] = name
        if bench.run(tried, subject.visible).outcome is Outcome.PASSED:
            subject = replace(subject, files=tried, renamed={**subject.renamed, local.name: name})
    return subject
