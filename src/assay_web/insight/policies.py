"""Who may change what counts as evidence."""

from __future__ import annotations

from assay_web.projects.models import Project
from assay_web.projects.policies import Person, led_by


def changes(person: Person, project: Project) -> bool:
    """Whether this person may mute rules in this project."""
    return led_by(person).filter(pk=project.pk).exists()
