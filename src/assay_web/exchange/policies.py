"""Who may export: a project's leads and operators, and its clients once it is closed. Leads import.

Exports name the models and hold the hidden tests, so they are for whoever may see origins.
"""

from __future__ import annotations

from typing import Final

from django.db.models import QuerySet

from assay_web.exchange.models import Export, Import
from assay_web.projects.models import Project
from assay_web.projects.policies import Person, led_by, origins_seen_by

NOT_YET: Final = (
    "Exports name the models and hold the hidden tests: leads have them at once, clients when the project is closed"
)
"""What a client of an open project is told."""


def may_export(person: Person, project: Project) -> bool:
    """Whether this person may start exports of this project, and have those that others started."""
    return origins_seen_by(person).filter(pk=project.pk).exists()


def exports_of(person: Person) -> QuerySet[Export]:
    """The exports whose files this person may have."""
    return Export.objects.filter(project__in=origins_seen_by(person))


def cancellable_by(person: Person) -> QuerySet[Export]:
    """The exports that this person may stop: any of a project that they lead, and their own while they may export."""
    led = Export.objects.filter(project__in=led_by(person))
    return led | exports_of(person).filter(requested_by=person.pk)


def imports_of(person: Person) -> QuerySet[Import]:
    """The imports that this person may follow and stop: those into projects that they lead."""
    return Import.objects.filter(project__in=led_by(person))
