"""What people have to judge of an attempt, and how a decision is disputed."""

from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from assay_web.assessments.models.attempts import Answer, Attempt, Take


class DoubtKind(models.TextChoices):
    """What a person has to judge."""

    MATCH = "match", "does it name a defect?"
    EXPLANATION = "explanation", "explanation"
    ANSWER = "answer", "written answer"


class Doubt(models.Model):
    """Something that people judge, without knowing whose it is. ``key`` names it within its take or answer."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="doubts")
    take = models.ForeignKey(Take, on_delete=models.PROTECT, related_name="doubts", null=True)
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="doubts", null=True)
    kind = models.CharField(max_length=12, choices=DoubtKind.choices)
    key = models.CharField(max_length=64)
    outcome = models.JSONField(null=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "kind", "key"], name="doubt_once"),
            models.CheckConstraint(
                condition=Q(take__isnull=False, answer=None) | Q(take=None, answer__isnull=False),
                name="doubt_about_one_thing",
            ),
        ]
        indexes = [models.Index(fields=["opened_at"], condition=Q(settled_at=None), name="doubt_open")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Judgement(models.Model):
    """One person's answer to one doubt: written once, for good."""

    doubt = models.ForeignKey(Doubt, on_delete=models.PROTECT, related_name="judgements")
    judge = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["doubt", "judge"], name="judgement_once")]
        triggers = [pgtrigger.Protect(name="for_good", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.value} on doubt {self.doubt_id}"


class Appeal(models.Model):
    """Somebody disputes how their attempt was decided; a lead answers, with a reason."""

    attempt = models.OneToOneField(Attempt, on_delete=models.PROTECT, related_name="appeal", primary_key=True)
    text = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)
    upheld = models.BooleanField(null=True)
    reason = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="attempt_appeal_has_text"),
            models.CheckConstraint(
                condition=Q(upheld=None, answered_at=None)
                | (Q(upheld__isnull=False, answered_at__isnull=False, answered_by__isnull=False) & ~Q(reason="")),
                name="attempt_appeal_answered_with_reason",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="answered_once",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__upheld__isnull=False),
                func="RAISE EXCEPTION 'an appeal is answered once' USING ERRCODE = 'check_violation';",
            ),
        ]

    def __str__(self) -> str:
        return f"appeal on attempt {self.attempt_id}"
