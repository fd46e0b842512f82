"""Who may read figures; who may learn which model wrote what."""

from __future__ import annotations

from assay_web.projects.models import Project, ProjectState
from assay_web.projects.policies import Person, led_by


def sees_origins(person: Person, project: Project) -> bool:
    """Whether this reader of the project may see models by name: its leads always, others once it is closed."""
    return bool(project.state == ProjectState.CLOSED) or led_by(person).filter(pk=project.pk).exists()


def changes(person: Person, project: Project) -> bool:
    """Whether this person may mute rules in this project."""
    return led_by(person).filter(pk=project.pk).exists()
