"""Who may see and change webhooks: the leads of their project, and operators."""

from __future__ import annotations

from django.db.models import QuerySet

from assay_web.hooks.models import Webhook
from assay_web.projects.policies import Person, led_by


def webhooks_of(person: Person) -> QuerySet[Webhook]:
    """The webhooks of the projects that this person leads; their secrets are read where messages are signed only."""
    return Webhook.objects.filter(project__in=led_by(person)).defer("secret")
