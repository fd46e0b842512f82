"""Assessments with their items, people's attempts at them, what people have to judge, and what looks like cheating.

What is known of an item stands in a table of its own, :class:`ItemGold`, which nothing that a candidate reads touches.
"""

from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from assay_web.projects.models import Project
from assay_web.review.models import Assignment
from assay_web.tasks.models import Task

_FOR_GOOD = [pgtrigger.Protect(name="for_good", operation=pgtrigger.Update | pgtrigger.Delete)]


class AssessmentState(models.TextChoices):
    """Whether attempts can begin."""

    DRAFT = "draft", "being built"
    OPEN = "open", "open"
    CLOSED = "closed", "closed"


@pghistory.track(append_only=True)
class Assessment(models.Model):
    """What a project asks of whoever wants to review in it. Its items are tasks of ``bench``, a sealed project."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="assessments")
    bench = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="bench_of")
    title = models.CharField(max_length=200)
    instructions = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=AssessmentState.choices, default=AssessmentState.DRAFT)
    minutes = models.PositiveIntegerField(default=240)
    may_pause = models.BooleanField(default=True)
    wait_days = models.PositiveSmallIntegerField(default=30)
    most_defects = models.PositiveSmallIntegerField(default=30)
    most_twins = models.PositiveSmallIntegerField(default=30)
    pairs = models.BooleanField(default=False)
    """Whether those who pass both tests rank pairs of sound code and the same code with a defect."""
    judges = models.PositiveSmallIntegerField(default=2)
    """People who must agree on what the machine leaves open."""
    explanations = models.PositiveSmallIntegerField(default=3)
    """Explanations of an attempt that people read, at most."""
    written_percent = models.PositiveSmallIntegerField(default=50)
    """Share of the points for explanations and written answers that an attempt needs, where there are any."""
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project"], condition=Q(state="open"), name="assessment_one_open"),
            models.CheckConstraint(condition=Q(minutes__gte=5, minutes__lte=1440), name="assessment_minutes"),
            models.CheckConstraint(
                condition=Q(most_defects__gte=3, most_defects__lte=30, most_twins__gte=3, most_twins__lte=30),
                name="assessment_length",
            ),
            models.CheckConstraint(condition=Q(judges__gte=1, judges__lte=2), name="assessment_judges"),
            models.CheckConstraint(condition=Q(written_percent__lte=100), name="assessment_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.title} of project {self.project_id}"


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


class WrittenQuestion(models.Model):
    """A question answered in words; ``guide`` tells those who judge it what a good answer says."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    guide = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "position"], name="question_position_once")]
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text[:60]


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
        triggers = _FOR_GOOD

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
        triggers = _FOR_GOOD

    def __str__(self) -> str:
        return f"{self.kind} by {self.person_id}"
