"""Items of an assessment. What is known of one stands in a table of its own, :class:`ItemGold`, which nothing that a
candidate reads touches.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from assay_web.assessments.models.assessment import Assessment
from assay_web.tasks.models import Task


class Source(models.Model):
    """One piece of code in which defects were planted. Nobody is given two versions of it, whose difference would show
    what was planted.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="sources")
    digest = models.CharField(max_length=64)
    """SHA-256 of the code as the plants' records have it."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "digest"], name="source_once")]

    def __str__(self) -> str:
        return f"source {self.digest[:8]}"


class Item(models.Model):
    """One task of an assessment."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="items")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="items")
    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="item")
    retired_at = models.DateTimeField(null=True)
    retired_because = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(retired_at=None) | ~Q(retired_because=""), name="item_retired_for_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"item {self.pk}"


class ItemGold(models.Model):
    """What is known of an item: ``record`` is ``assay.gold/v1``, ``plant`` the id of the plant that it belongs to.

    In a pair to rank, ``record`` is of the candidate with the defect, and ``sound`` is the id of the other; elsewhere
    that is empty.
    """

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="gold", primary_key=True)
    plant = models.CharField(max_length=64)
    is_clean = models.BooleanField()
    operator = models.CharField(max_length=100)
    record = models.JSONField()
    sound = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sound="") | Q(is_clean=False), name="item_gold_of_a_pair_has_a_defect")
        ]

    def __str__(self) -> str:
        return f"gold of item {self.item_id}"


class ItemFigures(models.Model):
    """How an item does, worked out from attempts; ``rate`` is the share of catches, of alarms on a clean twin, or of
    those who ranked a pair rightly.
    """

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="figures", primary_key=True)
    n = models.PositiveIntegerField()
    rate = models.FloatField(null=True)
    difficulty = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    discrimination = models.FloatField(null=True)
    discrimination_low = models.FloatField(null=True)
    discrimination_high = models.FloatField(null=True)
    leak = models.FloatField(null=True)
    """z of a rising catch rate at fixed skill."""
    made_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"figures of item {self.item_id}"
