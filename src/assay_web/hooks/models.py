"""Webhooks, what happened, what is told of it, and every try to tell it."""

from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from assay_web.adjudication.models import Conflict
from assay_web.exchange.models import Export, Import
from assay_web.hooks.rules import Happening
from assay_web.projects.models import Project
from assay_web.review.models import Assignment


def _noted(kind: str) -> str:
    """Note it where somebody wants to be told; ``kind`` is an expression of SQL over the row, of ours."""
    row = f"{kind}, NEW.project_id, NEW.id, clock_timestamp()"
    wanted = f"hook.project_id = NEW.project_id AND hook.active AND {kind} = ANY (hook.events)"
    return (
        f"INSERT INTO hooks_event (kind, project_id, subject_id, at) SELECT {row}"  # noqa: S608 - our own text
        f" WHERE EXISTS (SELECT 1 FROM hooks_webhook AS hook WHERE {wanted}); RETURN NULL;"
    )


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["secret"],
    obj_field=pghistory.ObjForeignKey(related_name="history"),
    append_only=True,
)
class Webhook(models.Model):
    """An address that is told what happens in a project. The secret signs messages; it is shown once."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="webhooks")
    address = models.CharField(max_length=500)
    events = ArrayField(models.CharField(max_length=30, choices=Happening.choices))
    secret = models.CharField(max_length=100)
    active = models.BooleanField(default=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(events__contained_by=Happening.values) & ~models.Q(events=[]),
                name="webhook_known_events",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address} of project {self.project_id}"


class Event(models.Model):
    """Something that happened. The database writes it with the change itself, a job takes it."""

    kind = models.CharField(max_length=30)
    project_id = models.BigIntegerField()
    subject_id = models.BigIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"


class WatchedAssignment(Assignment):
    """Assignments, for the trigger on them."""

    class Meta:
        proxy = True
        triggers = [
            pgtrigger.Trigger(
                name="hooks_event",
                operation=pgtrigger.Update,
                when=pgtrigger.After,
                condition=pgtrigger.Q(
                    old__state__df=pgtrigger.F("new__state"), new__state__in=["submitted", "accepted", "returned"]
                ),
                func=_noted("'review.' || NEW.state"),
            )
        ]


class WatchedConflict(Conflict):
    """Conflicts, for the triggers on them."""

    class Meta:
        proxy = True
        triggers = [
            pgtrigger.Trigger(
                name="hooks_opened",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                condition=pgtrigger.Q(new__state="open"),
                func=_noted("'conflict.opened'"),
            ),
            pgtrigger.Trigger(
                name="hooks_settled",
                operation=pgtrigger.Update,
                when=pgtrigger.After,
                condition=pgtrigger.Q(old__state__df=pgtrigger.F("new__state"), new__state="closed"),
                func=_noted("'conflict.settled'"),
            ),
        ]


class WatchedExport(Export):
    """Exports, for the trigger on them."""

    class Meta:
        proxy = True
        triggers = [
            pgtrigger.Trigger(
                name="hooks_event",
                operation=pgtrigger.Update,
                when=pgtrigger.After,
                condition=pgtrigger.Q(old__state__df=pgtrigger.F("new__state"), new__state__in=["done", "failed"]),
                func=_noted("'export.finished'"),
            )
        ]


class WatchedImport(Import):
    """Imports, for the trigger on them."""

    class Meta:
        proxy = True
        triggers = [
            pgtrigger.Trigger(
                name="hooks_event",
                operation=pgtrigger.Update,
                when=pgtrigger.After,
                condition=pgtrigger.Q(
                    old__state__df=pgtrigger.F("new__state"), new__state__in=["done", "refused", "failed"]
                ),
                func=_noted("'import.finished'"),
            )
        ]


class DeliveryState(models.TextChoices):
    """Where a message stands."""

    WAITING = "waiting", "waiting"
    DELIVERED = "delivered", "delivered"
    FAILED = "failed", "given up"


class Delivery(models.Model):
    """One message to one webhook. Its id is the same in every try, and in a replay: receivers know it again."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    kind = models.CharField(max_length=30)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["webhook", "-id"]), models.Index(fields=["made_at"])]

    def __str__(self) -> str:
        return f"{self.kind} to webhook {self.webhook_id}"


class Attempt(models.Model):
    """One try: the status that came back, or why none did."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField(auto_now_add=True)
    status = models.PositiveSmallIntegerField(null=True)
    problem = models.CharField(max_length=300, blank=True)
    milliseconds = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.status or self.problem} for delivery {self.delivery_id}"
