"""Taking a task, and giving it back. Every write here happens under the lock of the task's row."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from assay_web.accounts.models import User
from assay_web.kit.refusals import Conflict
from assay_web.kit.visibility import NotVisible
from assay_web.review.draft import DraftBody
from assay_web.review.models import GONE_STATES, OPEN_STATES, Assignment, AssignmentState, Draft
from assay_web.review.policies import assignments_of, tasks_open_to
from assay_web.review.rules import draw_order
from assay_web.review.selectors.queue import claimable
from assay_web.tasks.models import Task


@transaction.atomic
def claim(user: User, task_id: UUID) -> Assignment:
    """Give ``user`` the task, with its price frozen and an order of the candidates drawn; once claimed, the same
    assignment is answered again.

    Raises:
        NotVisible: there is no such task for this person.
        Conflict: others hold all of its places, or this person has reviewed it already.
    """
    visible = tasks_open_to(user).filter(public_id=task_id)
    task = visible.select_related("project").select_for_update(no_key=True, of=("self",)).first()
    if task is None:
        raise NotVisible("no such task")
    return _claim(user, task)


def claim_next(user: User) -> Assignment | None:
    """Give ``user`` the best task that nobody else is claiming at this moment; None when there is none."""
    best = claimable(user).order_by("-price_minor", "id").select_related("project")
    while True:
        with transaction.atomic():
            free = best.select_for_update(no_key=True, of=("self",), skip_locked=True).first()
            # Before there is said to be none, wait for those that others are claiming: they may leave a place.
            task = free or best.select_for_update(no_key=True, of=("self",)).first()
            if task is None:
                return None
            try:
                return _claim(user, task)
            except Conflict:  # its last place was taken between the look and the lock; the next look sees that
                continue


@transaction.atomic
def release(user: User, assignment_id: UUID) -> None:
    """Give the task back; the draft is kept in case its author claims the task again.

    Raises:
        NotVisible: it is not this person's.
        Conflict: it has been submitted.
    """
    assignment = assignments_of(user).select_for_update().filter(public_id=assignment_id).first()
    if assignment is None:
        raise NotVisible("no such assignment")
    if assignment.state in GONE_STATES:
        return
    if assignment.state not in {AssignmentState.FIRST_PASS, AssignmentState.SECOND_PASS}:
        raise Conflict("A submitted review cannot be given back")
    assignment.state = AssignmentState.RELEASED
    assignment.save(update_fields=["state"])


def lease_end(task: Task, now: datetime) -> datetime:
    """When a hold on the task runs out if nothing is heard."""
    return now + timedelta(minutes=task.project.lease_minutes)


def _claim(user: User, task: Task) -> Assignment:
    now = timezone.now()
    mine = Assignment.objects.filter(task=task, reviewer=user).first()
    if mine is not None and mine.state in OPEN_STATES:
        return mine
    if mine is not None and mine.state not in GONE_STATES:
        raise Conflict("You have reviewed this task already")
    slot = _free_slot(task, now)
    if slot is None:
        raise Conflict("Somebody was faster: all places of this task are taken")
    if mine is not None:
        return _resume(mine, task, slot, now)
    assignment = Assignment.objects.create(
        task=task,
        reviewer=user,
        slot=slot,
        price_minor=task.price_minor,
        currency=task.currency,
        order=draw_order(task.candidates.count(), random.SystemRandom()),
        claimed_at=now,
        lease_expires_at=lease_end(task, now),
    )
    Draft.objects.create(assignment=assignment, body=DraftBody().model_dump(mode="json"))
    return assignment


def _free_slot(task: Task, now: datetime) -> int | None:
    Assignment.objects.filter(task=task, state__in=OPEN_STATES, lease_expires_at__lt=now).update(
        state=AssignmentState.EXPIRED
    )
    taken = set(Assignment.objects.filter(task=task).exclude(state__in=GONE_STATES).values_list("slot", flat=True))
    return next((slot for slot in range(1, task.overlap + 1) if slot not in taken), None)


def _resume(mine: Assignment, task: Task, slot: int, now: datetime) -> Assignment:
    mine.slot = slot
    mine.state = AssignmentState.SECOND_PASS if mine.locked_at else AssignmentState.FIRST_PASS
    mine.price_minor = max(mine.price_minor, task.price_minor)
    mine.lease_expires_at = lease_end(task, now)
    mine.save()
    return mine
