"""Who may see and act on what planted tasks showed: leads, who also see which tasks are planted."""

from __future__ import annotations

from django.db.models import QuerySet

from assay_web.gold.models import Flag, GoldDoubt
from assay_web.projects.policies import Person, led_by


def flags_for(person: Person) -> QuerySet[Flag]:
    """Flags in projects that this person leads, but for those on themselves."""
    return Flag.objects.filter(project__in=led_by(person)).exclude(user=person.pk)


def doubts_open_to(person: Person) -> QuerySet[GoldDoubt]:
    """Open claims on planted tasks of projects that this person leads, but for their own."""
    return GoldDoubt.objects.filter(value="", result__project__in=led_by(person)).exclude(result__user=person.pk)
