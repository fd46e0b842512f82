"""Taking a task, and giving it back.

Every write here happens under the lock of the task's row, which is always taken before that of an assignment: the
database counts the places of a task on that row, and whoever came the other way round would wait for ever.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from enum import Enum
from functools import partial
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from assay_web.accounts.models import User
from assay_web.kit.prepared import prepared
from assay_web.kit.refusals import Conflict
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import BUDGET_CONSTRAINT, Hold
from assay_web.projects.selectors import has_acknowledged
from assay_web.projects.selectors.fitting import holds_on
from assay_web.review.choosing import drawn_from, next_tasks
from assay_web.review.draft import DraftBody
from assay_web.review.models import GONE_STATES, OPEN_STATES, Assignment, AssignmentState, Draft
from assay_web.review.policies import assignments_of, tasks_open_to
from assay_web.review.rules import draw_order
from assay_web.review.selectors.planted import shares
from assay_web.review.selectors.queue import claimable_in, open_projects, planted_for
from assay_web.tasks.models import Candidate, GoldItem, Task

MOST_AT_ONCE = 1_000
"""Tasks whose run-out holds end in one transaction."""


@transaction.atomic
def claim(user: User, task_id: UUID) -> Assignment:
    """Give ``user`` the task, with its price frozen and an order of the candidates drawn; once claimed, the same
    assignment is answered again.

    Raises:
        NotVisible: there is no such task for this person.
        Conflict: others hold all of its places, this person has reviewed it already, is held or has not read the
            guidelines as they stand, or the project's budget does not cover it.
    """
    retired = GoldItem.objects.filter(task=OuterRef("pk"), retired_at__isnull=False)
    visible = tasks_open_to(user).filter(public_id=task_id).annotate(retired=Exists(retired))
    task = visible.select_related("project").select_for_update(no_key=True, of=("self",)).first()
    if task is None:
        raise NotVisible("no such task")
    return _claim(user, task, given=not task.retired)


def claim_next(user: User) -> Assignment | None:
    """Give ``user`` the task that teaches most and that nobody else is claiming at this moment; None for none at all.

    Projects whose guidelines this person has yet to confirm, and those that hold them, give nothing.
    """
    projects = open_projects(user)
    planted = planted_for(user, projects)
    if not planted.query.is_empty():
        for task_id in drawn_from(planted, projects, shares(user, projects), random.SystemRandom()):
            claimed = _try(user, _unlocked(planted).filter(pk=task_id).first)
            if isinstance(claimed, Assignment):
                return claimed
    for task_id in next_tasks(user, projects, random.SystemRandom()):
        claimed = _try(user, partial(_lock, user, projects, task_id))
        if isinstance(claimed, Assignment):
            return claimed
    # Before there is said to be none, wait for those that others are claiming: they may leave a place.
    in_turn = claimable_in(projects, user).order_by("expected_minutes", "id")
    waiting = in_turn.select_related("project").select_for_update(no_key=True, of=("self",))
    while True:
        claimed = _try(user, waiting.first)
        if isinstance(claimed, Assignment):
            return claimed
        if claimed is Missed.NONE and not expire_run_out_leases():
            return None


def _lock(user: User, projects: Sequence[int], task: int) -> Task | None:
    return next(iter(_free(user.pk, projects, task)), None)


@prepared
def _free(user: int, projects: Sequence[int], task: int) -> QuerySet[Task]:
    """The task, locked, if it is still on offer and nobody else holds its lock."""
    return _unlocked(claimable_in(projects, User(pk=user)).filter(pk=task))


def _unlocked(tasks: QuerySet[Task]) -> QuerySet[Task]:
    return tasks.select_related("project").select_for_update(no_key=True, of=("self",), skip_locked=True)


@transaction.atomic
def hand_out(user: User, task: Task, until: datetime) -> Assignment:
    """Give ``user`` a task of a sealed project, until then and not longer; one that was taken back opens again with its
    draft. Whoever calls has found that it is theirs: nothing is asked of queue, guidelines or budget.

    Raises:
        Conflict: this person has reviewed it, or it has been handed to as many people as it can.
    """
    Task.objects.select_for_update(no_key=True).only("id").get(pk=task.pk)
    now = timezone.now()
    mine = Assignment.objects.filter(task=task, reviewer=user).first()
    if mine is None or mine.state in GONE_STATES:
        slot = _free_slot(task, now)
        if slot is None:
            raise Conflict("All places of this task are taken")
        return _take(user, task, slot, now, until) if mine is None else _resume(mine, task, slot, until)
    if mine.state not in OPEN_STATES:
        raise Conflict("You have reviewed this task already")
    mine.lease_expires_at = until
    mine.save(update_fields=["lease_expires_at"])
    return mine


@transaction.atomic
def take_back(assignments: QuerySet[Assignment]) -> None:
    """Free the places of those that are open; drafts stay."""
    held = assignments.filter(state__in=OPEN_STATES)
    tasks = Task.objects.filter(pk__in=held.order_by().values("task")).order_by("pk")
    list(tasks.select_for_update(no_key=True).values_list("pk", flat=True))
    held.update(state=AssignmentState.RELEASED)


class Missed(Enum):
    """Why a try brought nothing: there was no such task, or its last place was taken between look and lock."""

    NONE = "none"
    TAKEN = "taken"


def _try(user: User, lock: Callable[[], Task | None]) -> Assignment | Missed:
    try:
        with transaction.atomic():
            task = lock()
            return Missed.NONE if task is None else _claim(user, task)
    except Conflict:
        return Missed.TAKEN


@transaction.atomic
def release(user: User, assignment_id: UUID) -> None:
    """Give the task back; the draft is kept in case its author claims the task again.

    Raises:
        NotVisible: it is not this person's.
        Conflict: it has been submitted, or is an item of an assessment, which nobody chooses.
    """
    mine = assignments_of(user).filter(public_id=assignment_id)
    Task.objects.select_for_update(no_key=True).filter(pk__in=mine.values("task")).first()
    assignment = mine.select_related("task__project").select_for_update(of=("self",)).first()
    if assignment is None:
        raise NotVisible("no such assignment")
    if assignment.state in GONE_STATES:
        return
    if assignment.state not in {AssignmentState.FIRST_PASS, AssignmentState.SECOND_PASS}:
        raise Conflict("A submitted review cannot be given back")
    if assignment.task.project.sealed:
        raise Conflict("An item of an assessment cannot be given back for another one")
    assignment.state = AssignmentState.RELEASED
    assignment.save(update_fields=["state"])


def expire_run_out_leases() -> int:
    """Free the places, and the money reserved for them, of everybody who has fallen silent; answers how many.

    Claiming a task frees its own; this is for tasks that nobody looks at.
    """
    run_out = Assignment.objects.filter(state__in=OPEN_STATES, lease_expires_at__lt=timezone.now())
    with transaction.atomic():
        tasks = list(
            Task.objects.select_for_update(no_key=True, skip_locked=True)
            .filter(pk__in=run_out.order_by().values("task"))
            .order_by("pk")
            .values_list("pk", flat=True)[:MOST_AT_ONCE]
        )
        locked = run_out.filter(task__in=tasks).select_for_update(skip_locked=True).values_list("pk", flat=True)
        return Assignment.objects.filter(pk__in=list(locked)).update(state=AssignmentState.EXPIRED)


def lease_end(task: Task, now: datetime) -> datetime:
    """When a hold on the task runs out if nothing is heard."""
    return now + timedelta(minutes=task.project.lease_minutes)


def _claim(user: User, task: Task, *, given: bool = True) -> Assignment:
    """Under the task's lock. Whoever calls has a transaction that ends with a Conflict.

    A task that is not ``given`` any more looks as if others had all of its places.
    """
    now = timezone.now()
    mine: Assignment | None = next(iter(_mine(task.pk, user.pk)), None)
    if mine is not None and mine.state in OPEN_STATES:
        return mine
    if mine is not None and mine.state not in GONE_STATES:
        raise Conflict("You have reviewed this task already")
    for (reason,) in _held_for(user.pk, task.project_id):
        raise Conflict(f"This project gives you no new tasks for now. {reason.rstrip('.')}")
    if not has_acknowledged(user, task.project):
        raise Conflict("Read the guidelines of the project as they stand now, and confirm it, before you take a task")
    slot = _free_slot(task, now) if given else None
    if slot is None:
        raise Conflict("Somebody was faster: all places of this task are taken")
    try:
        until = lease_end(task, now)
        return _resume(mine, task, slot, until) if mine is not None else _take(user, task, slot, now, until)
    except IntegrityError as error:
        if BUDGET_CONSTRAINT not in str(error):
            raise
        raise Conflict("The budget of this project is used up for now; nothing was claimed") from error


def _take(user: User, task: Task, slot: int, now: datetime, until: datetime) -> Assignment:
    assignment = Assignment.objects.create(
        task=task,
        project_id=task.project_id,
        reviewer=user,
        slot=slot,
        price_minor=task.price_minor,
        currency=task.currency,
        order=draw_order(len(_candidates(task.pk)), random.SystemRandom()),
        claimed_at=now,
        lease_expires_at=until,
    )
    Draft.objects.create(assignment=assignment, body=DraftBody().model_dump(mode="json"))
    return assignment


def _free_slot(task: Task, now: datetime) -> int | None:
    held = _places(task.pk)
    if any(state in OPEN_STATES and until < now for _, state, until in held):
        run_out = Assignment.objects.filter(task=task, state__in=OPEN_STATES, lease_expires_at__lt=now)
        run_out.update(state=AssignmentState.EXPIRED)
        held = _places(task.pk)
    taken = {slot for slot, _, _ in held}
    return next((slot for slot in range(1, task.overlap + 1) if slot not in taken), None)


@prepared
def _mine(task: int, user: int) -> QuerySet[Assignment]:
    return Assignment.objects.filter(task=task, reviewer=user)


@prepared
def _held_for(user: int, project: int) -> QuerySet[Hold, tuple[str]]:
    return holds_on(User(pk=user)).filter(project=project).values_list("reason")


@prepared
def _candidates(task: int) -> QuerySet[Candidate, tuple[int]]:
    return Candidate.objects.filter(task=task).values_list("pk")


@prepared
def _places(task: int) -> QuerySet[Assignment, tuple[int, str, datetime]]:
    """Places of a task that are not free."""
    held = Assignment.objects.filter(task=task).exclude(state__in=GONE_STATES)
    return held.values_list("slot", "state", "lease_expires_at")


def _resume(mine: Assignment, task: Task, slot: int, until: datetime) -> Assignment:
    mine.slot = slot
    mine.state = AssignmentState.SECOND_PASS if mine.locked_at else AssignmentState.FIRST_PASS
    mine.price_minor = max(mine.price_minor, task.price_minor)
    mine.lease_expires_at = until
    mine.save()
    return mine
