"""Figures as they were last made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assay_web.insight.models import Figures
from assay_web.projects.models import Project


@dataclass(frozen=True, slots=True)
class Stored:
    """Sets of figures by name; those that were never made are missing. ``made_at`` is the oldest's time."""

    sets: dict[str, dict[str, Any]]
    made_at: datetime | None

    def __getitem__(self, name: str) -> dict[str, Any] | None:
        """The set of that name, None before it was first made."""
        return self.sets.get(name)


def figures(project: Project, *names: str) -> Stored:
    """The sets called ``names``."""
    found = list(Figures.objects.filter(project=project, name__in=names).values_list("name", "body", "made_at"))
    return Stored({name: body for name, body, _ in found}, min((at for _, _, at in found), default=None))
