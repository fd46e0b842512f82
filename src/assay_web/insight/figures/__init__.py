"""What a project's reviews come to: one module per set of figures, each from the database to plain JSON.

A set is worked out by a job and stored, because at a hundred thousand tasks it takes seconds; pages only read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from assay_web.insight.figures.agreement import agreement
from assay_web.insight.figures.defects import defects
from assay_web.insight.figures.evidence import rules
from assay_web.insight.figures.leaderboard import leaderboard
from assay_web.insight.figures.models import models
from assay_web.insight.figures.people import people
from assay_web.insight.figures.progress import progress
from assay_web.insight.figures.sources import sources
from assay_web.insight.figures.weeks import weeks
from assay_web.projects.models import Project

FIGURES: Final[Mapping[str, Callable[[Project], dict[str, Any]]]] = {
    "progress": progress,
    "agreement": agreement,
    "defects": defects,
    "people": people,
    "weeks": weeks,
    "rules": rules,
    "sources": sources,
    "leaderboard": leaderboard,
    "models": models,
}
"""By the name under which they are stored."""
