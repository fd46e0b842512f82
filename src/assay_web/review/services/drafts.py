"""Saving what a reviewer writes, and locking the first pass."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from assay.domain.finding import Proof
from assay_web.accounts.models import User
from assay_web.kit.prepared import prepared
from assay_web.kit.refusals import Conflict, Gone
from assay_web.kit.visibility import NotVisible
from assay_web.review.draft import DraftBody
from assay_web.review.models import GONE_STATES, OPEN_STATES, Assignment, AssignmentState, Draft, LiveRun, RunKind
from assay_web.review.policies import assignments_of
from assay_web.review.selectors.workbench import seconds_left
from assay_web.review.services.claims import lease_end


class Stale(Conflict):
    """Another tab or device has saved meanwhile; carries what stands now."""

    def __init__(self, version: int, body: dict[str, object]) -> None:
        super().__init__("This draft has been changed elsewhere; choose which version to keep")
        self.version = version
        self.body = body


@dataclass(frozen=True, slots=True)
class SavedVersion:
    """The version that a save made, when (UTC), and how long more are taken in where that has an end."""

    version: int
    saved_at: datetime
    seconds_left: int | None = None


@transaction.atomic
def save_draft(user: User, assignment_id: UUID, version: int, body: DraftBody, active_ms: int = 0) -> SavedVersion:
    """Store ``body`` if it builds on the version that stands; the lease is renewed by it.

    ``active_ms`` is bounded by the time that has really passed since the last save.

    Raises:
        NotVisible: it is not this person's.
        Gone: it has been released, or its lease ran out and somebody may have taken it; or the time of an assessment
            is over.
        Conflict: it has been submitted.
        Stale: the draft has moved on.
    """
    assignment = open_assignment(user, assignment_id)
    draft = write_draft(assignment, version, body, active_ms)
    return SavedVersion(draft.version, draft.saved_at or timezone.now(), seconds_left(assignment))


@transaction.atomic
def lock_first_pass(user: User, assignment_id: UUID, version: int, body: DraftBody) -> Assignment:
    """Store ``body`` as the first pass, for good, and open the second pass; locking twice changes nothing.

    Raises:
        NotVisible, Gone, Conflict, Stale: as :func:`save_draft`.
    """
    assignment = open_assignment(user, assignment_id)
    if assignment.state != AssignmentState.FIRST_PASS:
        return assignment
    write_draft(assignment, version, body)
    Draft.objects.filter(pk=assignment.pk).update(first_pass=body.model_dump(mode="json"))
    assignment.state = AssignmentState.SECOND_PASS
    assignment.locked_at = timezone.now()
    assignment.save(update_fields=["state", "locked_at"])
    return assignment


def open_assignment(user: User, assignment_id: UUID) -> Assignment:
    """The person's own assignment, locked for this transaction and still theirs to write.

    Raises:
        NotVisible, Gone, Conflict: as :func:`save_draft`.
    """
    assignment = own_assignment(user, assignment_id)
    require_open(assignment)
    return assignment


def own_assignment(user: User, assignment_id: UUID) -> Assignment:
    """The person's own assignment, locked for this transaction, whatever has become of it.

    Raises:
        NotVisible: it is not this person's.
    """
    found = _locked(user.pk, assignment_id)
    if not found:
        raise NotVisible("no such assignment")
    assignment: Assignment = found[0]
    return assignment


@prepared
def _locked(user: int, assignment_id: UUID) -> QuerySet[Assignment]:
    mine = assignments_of(User(pk=user)).filter(public_id=assignment_id).select_related("task__project")
    shown = mine.defer("task__tests", "task__reference", "task__prompt", "task__project__guidelines")
    return shown.select_for_update(of=("self",))


def require_open(assignment: Assignment) -> None:
    """Pass only what is still to be written.

    Raises:
        Gone, Conflict: as :func:`save_draft`.
    """
    if assignment.state in GONE_STATES:
        raise Gone("You no longer hold this task; your draft is kept and opens again when you accept it anew")
    if assignment.state not in OPEN_STATES:
        raise Conflict("This review has been submitted and can no longer be changed")
    if assignment.task.project.sealed and assignment.lease_expires_at < timezone.now():
        raise Gone("The time of this assessment is over; nothing more is taken in")


def write_draft(assignment: Assignment, version: int, body: DraftBody, active_ms: int = 0) -> Draft:
    """Store a body under the lock that :func:`open_assignment` took.

    Raises:
        Stale: the draft has moved on.
    """
    draft: Draft = _draft(assignment.pk)[0]
    if draft.version != version:
        raise Stale(draft.version, draft.body)
    now = timezone.now()
    settle_proofs(assignment, body)
    draft.version = version + 1
    draft.body = body.model_dump(mode="json")
    draft.active_ms += min(active_ms, _elapsed_ms(draft.saved_at or assignment.claimed_at, now))
    draft.saved_at = now
    draft.save(update_fields=["version", "body", "active_ms", "saved_at"])
    _renew_lease(assignment, now)
    return draft


@prepared
def _draft(assignment: int) -> QuerySet[Draft]:
    return Draft.objects.defer("first_pass").filter(pk=assignment)


def settle_proofs(assignment: Assignment, body: DraftBody) -> None:
    """Set each finding's proof to what its run showed, if that run was of this very reproducer; else unproven."""
    wanted = [one.proof_run for one in body.findings if one.proof_run is not None]
    runs: dict[UUID, LiveRun] = {}
    if wanted:
        rows = LiveRun.objects.filter(assignment=assignment, kind=RunKind.REPRODUCER, public_id__in=wanted)
        runs = {row.public_id: row for row in rows}
    for finding in body.findings:
        run = runs.get(finding.proof_run) if finding.proof_run else None
        same = (
            run is not None
            and finding.reproducer is not None
            and run.finding_id == finding.id
            and run.letter == finding.candidate
            and finding.reproducer.code in json.loads(run.files).values()
        )
        finding.proof = Proof(run.proof) if same and run is not None and run.proof else Proof.UNPROVEN


def _elapsed_ms(since: datetime, now: datetime) -> int:
    return max(0, int((now - since).total_seconds() * 1000))


def _renew_lease(assignment: Assignment, now: datetime) -> None:
    if assignment.task.project.sealed:
        return
    whole = lease_end(assignment.task, now) - now
    if assignment.lease_expires_at - now < whole * 0.9:
        assignment.lease_expires_at = now + whole
        assignment.save(update_fields=["lease_expires_at"])
