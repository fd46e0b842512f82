"""Messages are sent: signed, tried again with longer and longer waits, and again when somebody asks."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.types import JSONValue

from assay_web.hooks.models import Attempt, Delivery, DeliveryState, Webhook
from assay_web.hooks.outward import NotAllowed, post
from assay_web.hooks.rules import PING, next_wait, signature
from assay_web.kit.refusals import Conflict
from assay_web.tasks.evidence_queue import WEBHOOKS

DELIVER: Final = "assay.deliver_webhook"
KEPT: Final = timedelta(days=30)
"""How long the log goes back."""

_GONE: Final = 410


def enqueue(deliveries: Sequence[Delivery]) -> None:
    """Queue these messages, in the caller's transaction."""
    jobs: list[dict[str, JSONValue]] = [{"delivery_id": one.pk} for one in deliveries]
    if jobs:
        app.configure_task(DELIVER, queue=WEBHOOKS).batch_defer(*jobs)


@transaction.atomic
def ping(webhook: Webhook) -> Delivery:
    """Send a message that says nothing, to see whether it arrives."""
    body = {"type": PING, "timestamp": timezone.now().isoformat(), "data": {"project": webhook.project.slug}}
    made = Delivery.objects.create(webhook=webhook, kind=PING, body=json.dumps(body))
    enqueue([made])
    return made


@transaction.atomic
def replay(delivery: Delivery) -> Delivery:
    """Send a message again, with the same id and body, whatever became of it.

    Raises:
        Conflict: it is waiting to be sent.
    """
    ended = Delivery.objects.filter(pk=delivery.pk).exclude(state=DeliveryState.WAITING)
    if not ended.update(state=DeliveryState.WAITING, tries=0, ended_at=None):
        raise Conflict("This message is waiting to be sent already")
    enqueue([delivery])
    delivery.refresh_from_db()
    return delivery


def deliver(delivery_id: int) -> None:
    """Try once; what fails is queued again for later, or given up after the last try or where the webhook is paused.

    No transaction is open meanwhile. A worker that dies between sending and noting it sends again: receivers know a
    message by its id.
    """
    waiting = Delivery.objects.filter(pk=delivery_id, state=DeliveryState.WAITING)
    delivery = waiting.select_related("webhook").first()
    if delivery is None:
        return
    if not delivery.webhook.active:
        _give_up_paused(delivery)
        return
    attempt = _try(delivery)
    with transaction.atomic():
        attempt.save()
        delivery.tries += 1
        if attempt.status is not None and 200 <= attempt.status < 300:
            _end(delivery, DeliveryState.DELIVERED)
        elif attempt.status == _GONE:
            Webhook.objects.filter(pk=delivery.webhook_id).update(active=False)
            _end(delivery, DeliveryState.FAILED)
        elif (wait := next_wait(delivery.tries)) is not None:
            delivery.save(update_fields=["tries"])
            later = app.configure_task(DELIVER, queue=WEBHOOKS, schedule_in={"seconds": round(wait)})
            later.defer(delivery_id=delivery.pk)
        else:
            _end(delivery, DeliveryState.FAILED)


def forget_deliveries() -> None:
    """Remove messages that are older than the log goes back."""
    Delivery.objects.filter(made_at__lt=timezone.now() - KEPT).delete()


def _try(delivery: Delivery) -> Attempt:
    identifier, now = f"msg_{delivery.public_id.hex}", int(time.time())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Assay-Webhooks/1",
        "webhook-id": identifier,
        "webhook-timestamp": str(now),
        "webhook-signature": signature(delivery.webhook.secret, identifier, now, delivery.body),
    }
    began = time.monotonic()
    try:
        answer = post(delivery.webhook.address, headers, delivery.body.encode(), settings.WEBHOOK_HOSTS)
    except (NotAllowed, OSError) as why:
        taken = round((time.monotonic() - began) * 1000)
        return Attempt(delivery=delivery, problem=str(why)[:300], milliseconds=taken)
    problem = ""
    if 300 <= answer.status < 400:
        problem = "redirections are not followed: write the address that it leads to"
    elif answer.status == _GONE:
        problem = "gone: the webhook was paused"
    return Attempt(delivery=delivery, status=answer.status, problem=problem, milliseconds=answer.milliseconds)


@transaction.atomic
def _give_up_paused(delivery: Delivery) -> None:
    delivery.attempts.create(problem="paused: resume the webhook, and send the message again", milliseconds=0)
    _end(delivery, DeliveryState.FAILED)


def _end(delivery: Delivery, state: DeliveryState) -> None:
    delivery.state = state
    delivery.ended_at = timezone.now()
    delivery.save(update_fields=["state", "tries", "ended_at"])
