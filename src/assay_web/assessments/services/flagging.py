"""What is refused during assessments is written down, for leads to look at."""

from __future__ import annotations

import re
from uuid import UUID

from django.utils import timezone

from assay_web.accounts.models import User
from assay_web.assessments.models import Attempt, AttemptState, Flag, FlagKind, Take
from assay_web.review.models import Assignment, LiveRun

_ADDRESS = re.compile(
    r"/(assignments|runs|review|assessments|attempts)/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(/[a-z]+)?"
)


def note_refusal(person: object, method: str, path: str, reason: str) -> Flag | None:
    """Write down a refused request about an attempt; None where it was about something else.

    Called once the request's own transaction is undone: what is written here stays.
    """
    named = _ADDRESS.search(path)
    if named is None or not isinstance(person, User):
        return None
    take = _take(named[1], UUID(named[2]))
    attempt = take.attempt if take is not None else _attempt(named[1], UUID(named[2]))
    if attempt is None:
        return None
    asked = f"{method} {named[1]}{named[3] or ''}: {reason}"[:500]
    if attempt.person_id != person.pk:
        own = Attempt.objects.filter(person=person, assessment=attempt.assessment_id).order_by("-pk").first()
        return _flag(attempt, person, own, FlagKind.FOREIGN, asked)
    if method == "GET":
        return None
    over = attempt.ends_at is None and attempt.state not in {AttemptState.READY, AttemptState.PAUSED}
    handed_in = take is not None and take.assignment.submitted_at is not None
    kind = FlagKind.CLOSED if handed_in else FlagKind.LATE
    return _flag(attempt, person, attempt, kind, asked) if handed_in or over or _late(attempt, take) else None


def _late(attempt: Attempt, take: Take | None) -> bool:
    ends = attempt.ends_at or (take.assignment.lease_expires_at if take else None)
    return ends is not None and ends < timezone.now()


def _take(what: str, public_id: UUID) -> Take | None:
    takes = Take.objects.select_related("attempt__assessment", "assignment")
    if what in {"assignments", "review"}:
        return takes.filter(assignment__in=Assignment.objects.filter(public_id=public_id)).first()
    if what == "runs":
        return takes.filter(assignment__in=LiveRun.objects.filter(public_id=public_id).values("assignment")).first()
    return None


def _attempt(what: str, public_id: UUID) -> Attempt | None:
    if what not in {"assessments", "attempts"}:
        return None
    return Attempt.objects.select_related("assessment").filter(public_id=public_id).first()


def _flag(attempt: Attempt, person: User, own: Attempt | None, kind: str, detail: str) -> Flag:
    return Flag.objects.create(assessment=attempt.assessment, person=person, attempt=own, kind=kind, detail=detail)
