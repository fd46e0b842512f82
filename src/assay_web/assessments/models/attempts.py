"""People's attempts at assessments: what they were given, what they wrote, what came of it."""

from __future__ import annotations

import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from assay_web.assessments.models.assessment import Assessment, WrittenQuestion
from assay_web.assessments.models.items import Item, Source
from assay_web.review.models import Assignment


class Stage(models.TextChoices):
    """What an attempt is at."""

    ITEMS = "items", "items"
    WRITTEN = "written", "written questions"
    OVER = "over", "nothing more is taken in"


class AttemptState(models.TextChoices):
    """Where an attempt stands."""

    READY = "ready", "not started"
    RUNNING = "running", "running"
    PAUSED = "paused", "paused"
    GRADING = "grading", "being graded"
    PASSED = "passed", "passed"
    FAILED = "failed", "not passed"
    PILOTED = "piloted", "pilot done"


LIVE = (AttemptState.READY, AttemptState.RUNNING, AttemptState.PAUSED, AttemptState.GRADING)
"""Not decided yet."""


@pghistory.track(append_only=True)
class Attempt(models.Model):
    """One person's go at an assessment. The clock is the server's: ``ends_at``, or ``left_s`` while it stands still."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="attempts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attempts")
    pilot = models.BooleanField(default=False)
    """Taken to measure the items: it decides nothing about the person."""
    state = models.CharField(max_length=10, choices=AttemptState.choices, default=AttemptState.READY)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.ITEMS)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    left_s = models.PositiveIntegerField(null=True)
    pauses = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    """When nothing more was taken in."""
    ended_because = models.CharField(max_length=20, blank=True)
    spare_s = models.PositiveIntegerField(null=True)
    """Seconds that were left when it ended, for an attempt that is taken up again."""
    decided_at = models.DateTimeField(null=True)
    verdict = models.JSONField(null=True)
    """The figures by which it was decided."""
    reopened_at = models.DateTimeField(null=True)
    """When a no was taken back, because more was known of its items than when it was decided."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "person"], condition=Q(state__in=LIVE), name="attempt_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(ends_at__isnull=False), name="attempt_running_has_an_end"
            ),
            models.CheckConstraint(condition=~Q(state="paused") | Q(left_s__isnull=False), name="attempt_paused_keeps"),
            models.CheckConstraint(
                condition=~Q(state__in=["passed", "failed"]) | Q(decided_at__isnull=False, verdict__isnull=False),
                name="attempt_decided_with_figures",
            ),
        ]
        indexes = [models.Index(fields=["ends_at"], condition=Q(state="running"), name="attempt_running")]

    def __str__(self) -> str:
        return f"{self.state} attempt of {self.person_id}"


class Take(models.Model):
    """One item in one attempt. ``source`` and ``person`` stand here too so that the database can refuse a second
    version of the same code to the same person, in whatever attempt.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="takes")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="takes")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="take")
    position = models.PositiveSmallIntegerField()
    difficulty = models.FloatField(default=0.0)
    """Of the item when it was given: what is learnt later changes nothing about this attempt."""
    handed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="take_position_once"),
            models.UniqueConstraint(fields=["person", "source"], name="take_no_second_version"),
        ]

    def __str__(self) -> str:
        return f"item {self.item_id} in attempt {self.attempt_id}"


class TakeGrade(models.Model):
    """What came of a take: caught, alarmed on a clean twin, or a pair ranked rightly; None while people have to say.

    ``findings`` lists ``{key, kind, defect, severity}``, ``words`` what they say in full; ``passed`` of ``total``
    tests, hidden ones among them, hold on the corrected version.
    """

    take = models.OneToOneField(Take, on_delete=models.CASCADE, related_name="grade", primary_key=True)
    is_clean = models.BooleanField()
    caught = models.BooleanField(null=True)
    alarmed = models.BooleanField(null=True)
    ranked = models.BooleanField(null=True)
    findings = models.JSONField()
    words = models.JSONField(default=list)
    passed = models.PositiveIntegerField(null=True)
    total = models.PositiveIntegerField(null=True)
    graded_at = models.DateTimeField(auto_now=True)
    outdated = models.BooleanField(default=False)
    """More is known of the item since than when this was made: it is made again, for a decided attempt too."""
    regraded_at = models.DateTimeField(null=True)
    """When a decided attempt's was made again and came out better."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_clean=True, caught=None) | Q(is_clean=False, alarmed=None), name="grade_of_its_kind"
            ),
            models.CheckConstraint(
                condition=Q(ranked=None) | Q(caught=None, alarmed=None), name="grade_of_a_pair_is_its_ranking"
            ),
        ]
        indexes = [models.Index(fields=["take"], condition=Q(outdated=True), name="grades_to_be_made_again")]

    def __str__(self) -> str:
        return f"grade of take {self.take_id}"


class Answer(models.Model):
    """A written answer; stored for good when the attempt ends."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="answers")
    question = models.ForeignKey(WrittenQuestion, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attempt", "question"], name="written_answer_once")]

    def __str__(self) -> str:
        return f"answer to question {self.question_id}"
