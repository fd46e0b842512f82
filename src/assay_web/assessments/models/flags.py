"""What looks like cheating."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models

from assay_web.assessments.models.assessment import Assessment
from assay_web.assessments.models.attempts import Attempt


class FlagKind(models.TextChoices):
    """What was tried, or was noticed."""

    LATE = "late", "after time"
    CLOSED = "closed", "changing what was handed in"
    FOREIGN = "foreign", "reaching for somebody else's"
    COPIED = "copied", "same words as another person"


class Flag(models.Model):
    """Something that a lead should look at: refused, or noticed. It decides nothing by itself, and is never removed."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="flags")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="flags", null=True)
    kind = models.CharField(max_length=10, choices=FlagKind.choices)
    detail = models.CharField(max_length=500)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["assessment", "-at"], name="flag_newest")]
        triggers = [pgtrigger.Protect(name="for_good", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.kind} by {self.person_id}"
