"""Disputing how an attempt was decided; a lead answers with a reason."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from assay_web.accounts.models import User
from assay_web.assessments.models import Appeal, Assessment, Attempt, AttemptState
from assay_web.assessments.services.attempting import locked_attempt
from assay_web.assessments.services.deciding import grant
from assay_web.kit.refusals import Conflict, Refusal
from assay_web.kit.visibility import NotVisible


@transaction.atomic
def appeal(person: User, attempt_id: UUID, text: str) -> Appeal:
    """Dispute the decision on one's own attempt, once.

    Raises:
        NotVisible: it is not this person's.
        Conflict: it is not decided, was passed, or has been appealed against.
        Refusal: nothing was written.
    """
    attempt = locked_attempt(person, attempt_id)
    if attempt.state != AttemptState.FAILED:
        raise Conflict("There is no decision against you to dispute")
    if not text.strip():
        raise Refusal("Write what was graded wrongly, and why, for the lead who reads it")
    try:
        with transaction.atomic():
            return Appeal.objects.create(attempt=attempt, text=text.strip()[:10_000])
    except IntegrityError as error:
        raise Conflict("You have appealed against this decision already") from error


@transaction.atomic
def answer_appeal(lead: User, assessment: Assessment, attempt_id: UUID, *, upheld: bool, reason: str) -> Appeal:
    """Answer once, for good; an appeal that is upheld passes the attempt.

    Raises:
        NotVisible: this assessment has no such appeal.
        Conflict: it has been answered, or it is the lead's own.
        Refusal: no reason was written.
    """
    attempt = (
        Attempt.objects.select_for_update(of=("self",))
        .select_related("assessment__project", "person", "appeal")
        .filter(assessment=assessment, public_id=attempt_id, appeal__isnull=False)
        .first()
    )
    if attempt is None:
        raise NotVisible("no such appeal")
    if attempt.appeal.upheld is not None:
        raise Conflict("This appeal has been answered already")
    if attempt.person_id == lead.pk:
        raise Conflict("Your own appeal is answered by somebody else")
    if not reason.strip():
        raise Refusal("Write the reason, which the person reads")
    found = attempt.appeal
    found.upheld, found.reason = upheld, reason.strip()[:10_000]
    found.answered_by, found.answered_at = lead, timezone.now()
    found.save()
    if upheld:
        attempt.state = AttemptState.PASSED
        attempt.verdict = {**(attempt.verdict or {}), "because": "appeal"}
        attempt.save(update_fields=["state", "verdict"])
        grant(attempt)
    return found
