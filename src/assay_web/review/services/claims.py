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
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.utils import timezone

from assay_web.accounts.models import User
from assay_web.kit.prepared import prepared
from assay_web.kit.refusals import Conflict
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import BUDGET_CONSTRAINT
from assay_web.projects.selectors import has_acknowledged
from assay_web.projects.selectors.fitting import holds_on
from assay_web.review.choosing import drawn_from, next_tasks
from assay_web.review.guards import HELD_FROM_WORK
from assay_web.review.models import GONE_STATES, OPEN_STATES, Assignment, AssignmentState
from assay_web.review.policies import assignments_of, tasks_open_to
from assay_web.review.rules import draw_order
from assay_web.review.selectors.planted import shares
from assay_web.review.selectors.queue import claimable, claimable_in, planted_for, projects_with_planted
from assay_web.review.services.claiming_at_once import UNDECIDED, claim_one_of
from assay_web.review.services.storing import Place, take
from assay_web.tasks.models import Candidate, GoldItem, Task

_HELD = "This project gives you no new tasks for now"

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
    visible = _for(user, tasks_open_to(user)).filter(public_id=task_id).annotate(retired=Exists(retired))
    task = visible.select_related("project").select_for_update(no_key=True, of=("self",)).first()
    if task is None:
        raise NotVisible("no such task")
    return _claim(user, task, given=not task.retired)


def claim_next(user: User) -> Assignment | None:
    """Give ``user`` the task that teaches most and that nobody else is claiming at this moment; None for none at all.

    Projects whose guidelines this person has yet to confirm, and those that hold them, give nothing.
    """
    with_planted = projects_with_planted(user)
    projects = list(with_planted)
    if any(with_planted.values()):
        planted = planted_for(user, projects)
        for task_id in drawn_from(planted, projects, shares(user, projects), random.SystemRandom()):
            claimed = _try(user, _unlocked(_for(user, planted)).filter(pk=task_id).first)
            if isinstance(claimed, Assignment):
                return claimed
    for tasks in next_tasks(user, projects, random.SystemRandom()):
        mine = claim_one_of(user, projects, tasks) if tasks else None
        if mine is UNDECIDED:
            mine = _one_of(user, projects, tasks)
        if mine is not None:
            return mine
    # Before there is said to be none, wait for those that others are claiming: they may leave a place.
    while True:
        in_turn = _for(user, claimable(user)).order_by("expected_minutes", "id")
        claimed = _try(user, in_turn.select_related("project").select_for_update(no_key=True, of=("self",)).first)
        if isinstance(claimed, Assignment):
            return claimed
        if claimed is Missed.NONE and not expire_run_out_leases():
            return None


def _one_of(user: User, projects: Sequence[int], tasks: Sequence[int]) -> Assignment | None:
    """The first of these tasks that can be had."""
    claimed = _try(user, partial(_lock, user, projects, tasks))
    if claimed is Missed.TAKEN and len(tasks) > 1:  # it does not say of which, so each is tried alone
        return next(filter(None, (_one_of(user, projects, [one]) for one in tasks)), None)
    return claimed if isinstance(claimed, Assignment) else None


def _lock(user: User, projects: Sequence[int], tasks: Sequence[int]) -> Task | None:
    return next(iter(_free(user.pk, projects, tasks)), None) if tasks else None


@prepared
def _free(user: int, projects: Sequence[int], tasks: Sequence[int]) -> QuerySet[Task]:
    """The first of these tasks that is still on offer and whose lock nobody else holds, locked."""
    wanted = Case(*(When(pk=task, then=Value(place)) for place, task in enumerate(tasks)))
    person = User(pk=user)
    on_offer = _unlocked(_for(person, claimable_in(projects, person, tasks))).order_by(wanted)
    return on_offer.defer("tests", "reference", "prompt", "base_files", "visible_tests", "project__guidelines")[:1]


def _for(user: User, tasks: QuerySet[Task]) -> QuerySet[Task]:
    """With why this person gets none of the project's, if there is a reason, and how many candidates each has."""
    reason = holds_on(user).filter(project=OuterRef("project")).values("reason")[:1]
    candidates = Candidate.objects.filter(task=OuterRef("pk")).order_by()
    counted = candidates.values("task").annotate(n=Count("pk")).values("n")
    return tasks.annotate(held_for=Subquery(reason), candidate_count=Subquery(counted, output_field=IntegerField()))


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
        slot = _free_slot(task, _of_task(task.pk), now)
        if slot is None:
            raise Conflict("All places of this task are taken")
        if mine is not None:
            return _resume(mine, task, slot, until)
        candidates = Candidate.objects.filter(task=task).count()
        return take(user, task, Place(slot, _drawn_order(candidates), now, until))
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
    of_task = _of_task(task.pk)
    mine = Assignment.objects.get(task=task, reviewer=user) if any(one[0] == user.pk for one in of_task) else None
    if mine is not None and mine.state in OPEN_STATES:
        return mine
    if mine is not None and mine.state not in GONE_STATES:
        raise Conflict("You have reviewed this task already")
    reason: str | None = task.held_for  # type: ignore[attr-defined]  # annotated by _for
    if reason is not None:
        raise Conflict(f"{_HELD}. {reason.rstrip('.')}")
    if not has_acknowledged(user, task.project):
        raise Conflict("Read the guidelines of the project as they stand now, and confirm it, before you take a task")
    slot = _free_slot(task, of_task, now) if given else None
    if slot is None:
        raise Conflict("Somebody was faster: all places of this task are taken")
    try:
        until = lease_end(task, now)
        if mine is not None:
            return _resume(mine, task, slot, until)
        order = _drawn_order(task.candidate_count)  # type: ignore[attr-defined]  # annotated by _for
        return take(user, task, Place(slot, order, now, until))
    except IntegrityError as error:
        if BUDGET_CONSTRAINT in str(error):
            raise Conflict("The budget of this project is used up for now; nothing was claimed") from error
        if HELD_FROM_WORK in str(error):
            raise Conflict(_HELD) from error
        raise


def _drawn_order(candidates: int) -> list[int]:
    return draw_order(candidates, random.SystemRandom())


def _free_slot(task: Task, of_task: Sequence[_Held], now: datetime) -> int | None:
    if any(state in OPEN_STATES and until < now for _, _, state, until in of_task):
        run_out = Assignment.objects.filter(task=task, state__in=OPEN_STATES, lease_expires_at__lt=now)
        run_out.update(state=AssignmentState.EXPIRED)
        of_task = _of_task(task.pk)
    taken = {slot for _, slot, state, _ in of_task if state not in GONE_STATES}
    return next((slot for slot in range(1, task.overlap + 1) if slot not in taken), None)


_Held = tuple[int, int, str, datetime]
"""Whose a place of a task is or was, its number, how it stands, and until when."""


@prepared
def _of_task(task: int) -> QuerySet[Assignment, _Held]:
    return Assignment.objects.filter(task=task).values_list("reviewer", "slot", "state", "lease_expires_at")


def _resume(mine: Assignment, task: Task, slot: int, until: datetime) -> Assignment:
    mine.slot = slot
    mine.state = AssignmentState.SECOND_PASS if mine.locked_at else AssignmentState.FIRST_PASS
    mine.price_minor = max(mine.price_minor, task.price_minor)
    mine.lease_expires_at = until
    mine.save()
    return mine
