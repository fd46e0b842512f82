"""Who may see and act on what planted tasks showed: leads, who also see which tasks are planted."""

from __future__ import annotations

from django.db.models import QuerySet

from assay_web.gold.models import Flag
from assay_web.projects.policies import Person, led_by


def flags_for(person: Person) -> QuerySet[Flag]:
    """Flags in projects that this person leads, but for those on themselves."""
    return Flag.objects.filter(project__in=led_by(person)).exclude(user=person.pk)
