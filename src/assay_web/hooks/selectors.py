"""Reads of webhooks and of what was sent to them, always scoped by policy."""

from __future__ import annotations

from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from assay_web.hooks.models import Delivery, Webhook
from assay_web.hooks.policies import webhooks_of
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Project
from assay_web.projects.policies import Person

PAGE = 50


def webhooks(person: Person, project: Project) -> QuerySet[Webhook]:
    """The project's webhooks, the newest first, each with the state of its last message as ``last``."""
    last = Delivery.objects.filter(webhook=OuterRef("pk")).order_by("-pk").values("state")[:1]
    return webhooks_of(person).filter(project=project).annotate(last=Subquery(last)).order_by("-pk")


def get_webhook(person: Person, project: Project, webhook_id: UUID) -> Webhook:
    """One of them.

    Raises:
        NotVisible: there is none, or it is not theirs.
    """
    found = webhooks_of(person).filter(project=project, public_id=webhook_id).first()
    if found is None:
        raise NotVisible("no such webhook")
    return found


def deliveries(webhook: Webhook, before: int = 0) -> tuple[list[Delivery], int | None]:
    """A page of its messages with their tries, the newest first, and where the next one begins; None at the end."""
    sent = webhook.deliveries.prefetch_related("attempts")
    if before:
        sent = sent.filter(pk__lt=before)
    found = list(sent.order_by("-pk")[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def get_delivery(webhook: Webhook, delivery_id: UUID) -> Delivery:
    """One message.

    Raises:
        NotVisible: there is none.
    """
    found = webhook.deliveries.filter(public_id=delivery_id).first()
    if found is None:
        raise NotVisible("no such message")
    return found
