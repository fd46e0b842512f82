"""Who may export: whoever reads the project as a whole, its leads and clients, and operators. Leads import."""

from __future__ import annotations

from django.db.models import QuerySet

from assay_web.exchange.models import Export, Import
from assay_web.projects.policies import Person, led_by, read_by


def exports_of(person: Person) -> QuerySet[Export]:
    """The exports whose files this person may have."""
    return Export.objects.filter(project__in=read_by(person))


def cancellable_by(person: Person) -> QuerySet[Export]:
    """The exports that this person may stop: any of a project that they lead, and their own."""
    led = Export.objects.filter(project__in=led_by(person))
    return led | exports_of(person).filter(requested_by=person.pk)


def imports_of(person: Person) -> QuerySet[Import]:
    """The imports that this person may follow and stop: those into projects that they lead."""
    return Import.objects.filter(project__in=led_by(person))
