"""Claiming the first free one of some tasks in one statement: lock it, find a place, take it, begin the draft.

The statement sees the rows as they were when it began, but locks a task as it is. Whoever claimed the same task in
between has then left an assignment that it does not see; the database's constraints see it, and nothing is taken. So
it is with all else that is out of the ordinary: the answer is :data:`UNDECIDED`, and the services of
:mod:`~assay_web.review.services.claims`, which look again under the lock, decide.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import nullcontext
from enum import Enum
from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, transaction
from django.db.models import BigIntegerField, Count, F, Func, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.utils import timezone

from assay_web.accounts.models import User
from assay_web.kit.history import TOLD, told_values
from assay_web.kit.prepared import prepared_within
from assay_web.projects.models import Project
from assay_web.review.draft import DraftBody
from assay_web.review.models import Assignment, AssignmentState
from assay_web.review.rules import draw_order
from assay_web.review.selectors.queue import claimable_in, giving_to
from assay_web.tasks.models import Candidate, Task


class Undecided(Enum):
    """There is a free task, and why it was not taken is to be found out."""

    UNDECIDED = "undecided"


UNDECIDED: Final = Undecided.UNDECIDED

MOST_CANDIDATES: Final = 8
"""Of tasks that are claimed in this way: for so many an order is drawn, before it is known how many there are."""

_EMPTY: Final = DraftBody().model_dump_json()

_TAKE: Final = f"""
    WITH free AS ({{rows}} FOR NO KEY UPDATE OF tasks_task SKIP LOCKED), {TOLD}, found AS (
        SELECT free.*, gen_random_uuid() AS public_id, place.slot, ARRAY(
            SELECT one.position::smallint FROM unnest(%(drawn)s::int[]) WITH ORDINALITY AS one (position, number)
            WHERE one.position < free.candidate_count ORDER BY one.number) AS "order",
            %(now)s::timestamptz + make_interval(mins => free.lease) AS until
        FROM free CROSS JOIN told CROSS JOIN LATERAL (
            SELECT slot FROM generate_series(1, free.overlap) AS slot WHERE NOT EXISTS (
                SELECT 1 FROM review_assignment a WHERE a.task_id = free.id AND a.slot = slot.slot
                    AND a.state NOT IN ('released', 'expired'))
            ORDER BY slot LIMIT 1) AS place
        WHERE free.candidate_count <= {MOST_CANDIDATES} AND NOT EXISTS (
            SELECT 1 FROM review_assignment a WHERE a.task_id = free.id AND a.lease_expires_at < %(now)s::timestamptz
                AND a.state IN ('first_pass', 'second_pass', 'returned'))
    ), taken AS (
        INSERT INTO review_assignment (public_id, task_id, project_id, reviewer_id, slot, state, price_minor, currency,
            "order", claimed_at, lease_expires_at)
        SELECT public_id, id, project_id, %(reviewer)s::bigint, slot, %(state)s::varchar, price_minor, currency,
            "order", %(now)s::timestamptz, until
        FROM found ON CONFLICT DO NOTHING
        RETURNING id, public_id, slot, "order", lease_expires_at
    ), draft AS (
        INSERT INTO review_draft (assignment_id, version, body, active_ms)
        SELECT id, 0, %(draft)s::jsonb, 0 FROM taken
    )
    SELECT free.id, free.project_id, free.price_minor, free.currency, free.overlap, free.lease, free.sealed,
        taken.id, taken.public_id, taken.slot, taken."order", taken.lease_expires_at
    FROM free LEFT JOIN taken ON true
"""  # noqa: S608 - put together from our own text


def claim_one_of(user: User, projects: Sequence[int], tasks: Sequence[int]) -> Assignment | Undecided | None:
    """The first of these tasks that ``user`` may take and nobody else is claiming; None if there is none.

    What is undecided is tried once more: most often somebody was faster, which a second look sees.
    """
    first = _claimed(user, projects, tasks)
    return _claimed(user, projects, tasks) if first is UNDECIDED else first


def _claimed(user: User, projects: Sequence[int], tasks: Sequence[int]) -> Assignment | Undecided | None:
    now = timezone.now()
    values = {
        "reviewer": user.pk,
        "drawn": draw_order(MOST_CANDIDATES, random.SystemRandom()),
        "now": now,
        "state": AssignmentState.FIRST_PASS.value,
        "draft": _EMPTY,
        **told_values(),
    }
    try:
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            rows = _take(user.pk, projects, tasks, others=values)
    except IntegrityError:  # a budget that ran out meanwhile, or a hold
        return UNDECIDED
    if not rows:
        return None
    ((task, project, price, currency, overlap, lease, sealed, key, public_id, slot, order, until),) = rows
    if key is None:
        return UNDECIDED
    columns = {
        "id": key,
        "public_id": public_id,
        "task_id": task,
        "project_id": project,
        "reviewer_id": user.pk,
        "slot": slot,
        "state": AssignmentState.FIRST_PASS.value,
        "price_minor": price,
        "currency": currency,
        "order": order,
        "claimed_at": now,
        "lease_expires_at": until,
        "locked_at": None,
        "submitted_at": None,
    }
    mine = Assignment.from_db(DEFAULT_DB_ALIAS, list(columns), list(columns.values()))
    names = ["id", "project_id", "price_minor", "currency", "overlap"]
    mine.task = Task.from_db(DEFAULT_DB_ALIAS, names, [task, project, price, currency, overlap])
    mine.task.project = Project.from_db(DEFAULT_DB_ALIAS, ["id", "lease_minutes", "sealed"], [project, lease, sealed])
    mine.reviewer = user
    return mine


@prepared_within(_TAKE)
def _take(user: int, projects: Sequence[int], tasks: Sequence[int]) -> QuerySet[Task]:
    """The first of these tasks that is still on offer."""
    person = User(pk=user)
    given = Value(list(tasks), output_field=ArrayField(BigIntegerField()))
    wanted = Func(given, F("pk"), function="array_position", output_field=IntegerField())
    candidates = Candidate.objects.filter(task=OuterRef("pk")).order_by()
    counted = candidates.values("task").annotate(n=Count("pk")).values("n")
    on_offer = claimable_in(projects, person, tasks).filter(project__in=giving_to(person).values("pk"))
    columns = on_offer.only("id", "project_id", "price_minor", "currency", "overlap").annotate(
        candidate_count=Subquery(counted, output_field=IntegerField()),
        lease=F("project__lease_minutes"),
        sealed=F("project__sealed"),
    )
    return columns.order_by(wanted)[:1]
