"""Payouts: what is payable becomes a batch with one line for each person, and each line is settled once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from assay_web.accounts.models import User
from assay_web.kit.refusals import Conflict, Refusal
from assay_web.kit.visibility import NotVisible
from assay_web.ledger.models import Account, BatchState, LineState, PayoutBatch, PayoutLine
from assay_web.ledger.policies import batches_of
from assay_web.ledger.rules import Cause, Kind, Movement
from assay_web.ledger.services.entering import Draft, enter, lock_ledger
from assay_web.ledger.services.settling import settle


def prepare_payout(by: User, currency: str, key: str) -> PayoutBatch:
    """Put everything that is payable in ``currency`` into a batch; the same key answers with the same batch.

    Raises:
        NotVisible: this person does not run the instance.
        Refusal: nothing is payable.
    """
    if not by.is_operator:
        raise NotVisible("payouts are the operator's")
    settle()
    with transaction.atomic():
        lock_ledger()
        earlier = PayoutBatch.objects.filter(key=key).first()
        if earlier is not None:
            return earlier
        payable = (
            Account.objects.filter(kind=Kind.PAYABLE, currency=currency, balance_minor__gt=0)
            .order_by("reviewer")
            .values_list("reviewer", "balance_minor")
        )
        if not payable:
            raise Refusal(f"Nothing is payable in {currency}: every accepted review has been paid")
        batch = PayoutBatch.objects.create(key=key, currency=currency, made_by=by)
        lines = PayoutLine.objects.bulk_create(
            PayoutLine(batch=batch, reviewer_id=reviewer, amount_minor=amount)
            for reviewer, amount in payable
            if reviewer
        )
        enter([_draft(by, batch, one, Cause.IN_PAYOUT, Kind.PAYABLE, Kind.CLEARING) for one in lines])
        return batch


@transaction.atomic
def mark_sent(by: User, batch_id: UUID) -> PayoutBatch:
    """Note that the file went to the bank.

    Raises:
        NotVisible: there is no such batch for this person.
        Conflict: it has been sent or closed already.
    """
    batch = _locked(by, batch_id)
    if batch.state != BatchState.PREPARED:
        raise Conflict(f"{batch.code} is {batch.get_state_display()} already")
    batch.state = BatchState.SENT
    batch.sent_at = timezone.now()
    batch.save(update_fields=["state", "sent_at"])
    return batch


@transaction.atomic
def settle_line(
    by: User, batch_id: UUID, line_id: int, outcome: Literal["paid", "failed"], note: str = ""
) -> PayoutLine:
    """Note what the bank said of one payment. A failed one becomes payable again.

    Raises:
        NotVisible: there is no such batch or line for this person.
        Conflict: it has been settled already.
        Refusal: a failure has no reason.
    """
    batch = _locked(by, batch_id)
    line = batch.lines.select_for_update().filter(pk=line_id).first()
    if line is None:
        raise NotVisible("no such payment")
    if line.state != LineState.WAITING:
        raise Conflict("This payment has been settled already")
    if outcome == "failed" and not note.strip():
        raise Refusal("Write why the payment failed, as the bank says")
    _settle(by, batch, [line], outcome, note.strip()[:300])
    return line


@transaction.atomic
def settle_rest_as_paid(by: User, batch_id: UUID, note: str = "") -> int:
    """Note that every payment that still waits was made; answers how many.

    Raises:
        NotVisible: there is no such batch for this person.
    """
    batch = _locked(by, batch_id)
    lines = list(batch.lines.select_for_update().filter(state=LineState.WAITING).order_by("pk"))
    if lines:
        _settle(by, batch, lines, "paid", note.strip()[:300])
    return len(lines)


def _settle(
    by: User, batch: PayoutBatch, lines: Sequence[PayoutLine], outcome: Literal["paid", "failed"], note: str
) -> None:
    lock_ledger()
    paid = outcome == "paid"
    cause, target = (Cause.PAID, Kind.PAID) if paid else (Cause.PAYMENT_FAILED, Kind.PAYABLE)
    enter([_draft(by, batch, one, cause, Kind.CLEARING, target, note) for one in lines])
    now = timezone.now()
    for line in lines:
        line.state = LineState.PAID if paid else LineState.FAILED
        line.note = note
        line.settled_at = now
        line.save(update_fields=["state", "note", "settled_at"])
    if not batch.lines.filter(state=LineState.WAITING).exists():
        batch.state = BatchState.CLOSED
        batch.closed_at = now
        batch.save(update_fields=["state", "closed_at"])


def _locked(by: User, batch_id: UUID) -> PayoutBatch:
    batch = batches_of(by).select_for_update().filter(public_id=batch_id).first()
    if batch is None:
        raise NotVisible("no such payout")
    return batch


def _draft(
    by: User, batch: PayoutBatch, line: PayoutLine, cause: Cause, source: Kind, target: Kind, note: str = ""
) -> Draft:
    return Draft(
        key=f"payout:{batch.pk}:{line.pk}:{cause}",
        movement=Movement(cause, source, target, line.amount_minor),
        currency=batch.currency,
        reviewer_id=line.reviewer_id,
        reason=note,
        made_by=by,
    )
