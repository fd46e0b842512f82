"""What a claim and a submission leave in the database, in one statement each.

A claim locks its project's budget, for which others wait: in its last statement before the transaction ends.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import DEFAULT_DB_ALIAS

from assay_web.accounts.models import User
from assay_web.kit.history import TOLD, told_values
from assay_web.kit.prepared import run_prepared
from assay_web.review.draft import DraftBody
from assay_web.review.models import Assignment, AssignmentState, Review
from assay_web.tasks.models import Candidate, Task


@dataclass(frozen=True)
class Place:
    """A free place of a task, the order of its candidates that was drawn, and from when until when it is held."""

    slot: int
    order: Sequence[int]
    since: datetime
    until: datetime


_TAKE: Final = f"""
    WITH {TOLD}, taken AS (
        INSERT INTO review_assignment (public_id, task_id, project_id, reviewer_id, slot, state, price_minor, currency,
            "order", claimed_at, lease_expires_at)
        SELECT %(public_id)s::uuid, %(task_id)s::bigint, %(project_id)s::bigint, %(reviewer_id)s::bigint,
            %(slot)s::smallint, %(state)s::varchar, %(price_minor)s::bigint, %(currency)s::varchar,
            %(order)s::smallint[], %(claimed_at)s::timestamptz, %(lease_expires_at)s::timestamptz FROM told
        RETURNING id
    ), draft AS (
        INSERT INTO review_draft (assignment_id, version, body, active_ms) SELECT id, 0, %(draft)s::jsonb, 0 FROM taken
    )
    SELECT id FROM taken
"""  # noqa: S608 - put together from our own text


def take(user: User, task: Task, place: Place) -> Assignment:
    """The assignment, at the price that the task has now, with an empty draft."""
    columns = {
        "public_id": uuid.uuid4(),
        "task_id": task.pk,
        "project_id": task.project_id,
        "reviewer_id": user.pk,
        "slot": place.slot,
        "state": AssignmentState.FIRST_PASS.value,
        "price_minor": task.price_minor,
        "currency": task.currency,
        "order": list(place.order),
        "claimed_at": place.since,
        "lease_expires_at": place.until,
    }
    ((key,),) = run_prepared(_TAKE, {**columns, "draft": DraftBody().model_dump_json(), **told_values()})
    names = ["id", *columns, "locked_at", "submitted_at"]
    assignment = Assignment.from_db(DEFAULT_DB_ALIAS, names, [key, *columns.values(), None, None])
    assignment.task, assignment.reviewer = task, user
    return assignment


@dataclass(frozen=True)
class Submission:
    """The version of the draft that it builds on, what it says, which revision it is, and the key it was sent with."""

    version: int
    body: DraftBody
    revision: int
    idempotency_key: str


_STORE: Final = f"""
    WITH {TOLD}, draft AS (
        UPDATE review_draft SET version = version + 1, body = %(body)s, saved_at = %(now)s
        FROM told WHERE assignment_id = %(assignment)s::bigint AND version = %(version)s::bigint
        RETURNING body, first_pass, active_ms
    ), review AS (
        INSERT INTO review_review (public_id, assignment_id, revision, body, first_pass, active_ms, idempotency_key,
            claimed_at, locked_at, submitted_at)
        SELECT %(public_id)s, %(assignment)s::bigint, %(revision)s::int, draft.body,
            CASE WHEN %(locked_at)s::timestamptz IS NOT NULL THEN draft.first_pass END, draft.active_ms, %(key)s,
            %(claimed_at)s, %(locked_at)s::timestamptz, %(now)s
        FROM draft RETURNING id, body
    ), findings AS (
        INSERT INTO review_reviewfinding (review_id, candidate_id, position, path, start_line, end_line, aspect,
            category, severity, cwe, proof)
        SELECT review.id, (%(candidates)s::jsonb ->> one.candidate)::bigint, one.number - 1, one.path, one.start_line,
            one.end_line, one.aspect, one.category, one.severity, one.cwe, one.proof
        FROM review, ROWS FROM (jsonb_to_recordset(review.body -> 'findings') AS (candidate text, path text,
            start_line int, end_line int, aspect text, category text, severity text, cwe int, proof text))
            WITH ORDINALITY AS one (candidate, path, start_line, end_line, aspect, category, severity, cwe, proof,
            number)
    ), submitted AS (
        UPDATE review_assignment SET state = %(state)s, submitted_at = %(now)s
        FROM review WHERE review_assignment.id = %(assignment)s::bigint
    )
    SELECT id FROM review
"""  # noqa: S608 - put together from our own text


def store(
    assignment: Assignment, candidates: Mapping[str, Candidate], submission: Submission, now: datetime
) -> Review | None:
    """The review, with its body left in the database; None if the draft has another version by now.

    Its findings stand in its body, and once more in columns for searching.
    """
    public_id = uuid.uuid4()
    stored = run_prepared(
        _STORE,
        {
            "assignment": assignment.pk,
            "version": submission.version,
            "body": submission.body.model_dump_json(),
            "public_id": public_id,
            "revision": submission.revision,
            "key": submission.idempotency_key,
            "claimed_at": assignment.claimed_at,
            "locked_at": assignment.locked_at,
            "now": now,
            "candidates": json.dumps({letter: one.pk for letter, one in candidates.items()}),
            "state": AssignmentState.SUBMITTED.value,
            **told_values(),
        },
    )
    if not stored:
        return None
    assignment.state, assignment.submitted_at = AssignmentState.SUBMITTED, now
    names = ["id", "public_id", "assignment_id", "revision", "idempotency_key", "submitted_at"]
    values = [stored[0][0], public_id, assignment.pk, submission.revision, submission.idempotency_key, now]
    review = Review.from_db(DEFAULT_DB_ALIAS, names, values)
    review.assignment = assignment
    return review
