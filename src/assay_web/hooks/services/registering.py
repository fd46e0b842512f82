"""Webhooks come and go, and change."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError, transaction

from assay_web.accounts.models import User
from assay_web.hooks.models import Webhook
from assay_web.hooks.outward import NotAllowed, require_callable
from assay_web.hooks.rules import Happening, new_secret
from assay_web.kit.refusals import Refusal
from assay_web.projects.models import Project

MOST: Final = 20
"""Webhooks of one project."""


@transaction.atomic
def make_webhook(
    by: User, project: Project, address: str, events: Collection[str], *, key: UUID | None = None
) -> tuple[Webhook, str]:
    """A webhook of a project that the caller leads, and its secret, which is told once. With the same ``key`` there is
    only one.

    Raises:
        Refusal: the address must not be called, nothing was chosen, it was made already, or the project has too many.
    """
    _require(address, events)
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    if project.webhooks.count() >= MOST:
        raise Refusal(f"The project has {MOST} webhooks already; remove one first")
    secret = new_secret()
    made = Webhook(
        public_id=key or uuid4(),
        project=project,
        address=address,
        events=_ordered(events),
        secret=secret,
        made_by=by,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Refusal("This webhook has been made already and its secret was shown then") from None
    return made, secret


def change_webhook(webhook: Webhook, *, events: Collection[str], active: bool) -> Webhook:
    """Tell it of something else, pause it, or let it go on. What falls due while it is paused is given up.

    Raises:
        Refusal: nothing was chosen.
    """
    _require(webhook.address, events)
    Webhook.objects.filter(pk=webhook.pk).update(events=_ordered(events), active=active)
    webhook.refresh_from_db(fields=["events", "active"])
    return webhook


def remove_webhook(webhook: Webhook) -> None:
    """Remove it with its log."""
    webhook.delete()


def _require(address: str, events: Collection[str]) -> None:
    if not events:
        raise Refusal("Choose at least one thing to be told")
    try:
        require_callable(address, settings.WEBHOOK_HOSTS)
    except NotAllowed as why:
        raise Refusal(f"The address cannot be used: {why}") from why


def _ordered(events: Collection[str]) -> list[str]:
    return [one for one in Happening.values if one in events]
