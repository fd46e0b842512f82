"""Pure decisions about money: where an assignment's pay belongs, and which movements bring it there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from assay_web.review.models import AssignmentState


class Stage(IntEnum):
    """How far the pay of an assignment has come. It only ever moves to a neighbour, and never leaves the last."""

    NONE = 0
    RESERVED = 1
    PENDING = 2
    PAYABLE = 3


STAGES: dict[str, Stage] = {
    AssignmentState.FIRST_PASS: Stage.RESERVED,
    AssignmentState.SECOND_PASS: Stage.RESERVED,
    AssignmentState.RETURNED: Stage.RESERVED,
    AssignmentState.SUBMITTED: Stage.PENDING,
    AssignmentState.ACCEPTED: Stage.PAYABLE,
    AssignmentState.RELEASED: Stage.NONE,
    AssignmentState.EXPIRED: Stage.NONE,
}
"""Where the pay belongs while the assignment is in this state; a test holds that no state is missing."""


class Kind(StrEnum):
    """What an account holds. Funding and budget are a project's, the others a reviewer's."""

    FUNDING = "funding"
    BUDGET = "budget"
    RESERVED = "reserved"
    PENDING = "pending"
    PAYABLE = "payable"
    CLEARING = "clearing"
    PAID = "paid"


ACCOUNT_OF = {
    Stage.NONE: Kind.BUDGET,
    Stage.RESERVED: Kind.RESERVED,
    Stage.PENDING: Kind.PENDING,
    Stage.PAYABLE: Kind.PAYABLE,
}


class Cause(StrEnum):
    """Why money moved."""

    FUNDED = "funded"
    CLAIMED = "claimed"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    RELEASED = "released"
    RAISED = "raised"
    ADJUSTED = "adjusted"
    IN_PAYOUT = "in_payout"
    PAID = "paid"
    PAYMENT_FAILED = "payment_failed"


@dataclass(frozen=True, slots=True)
class Movement:
    """``amount_minor`` > 0 goes from one account to another."""

    cause: Cause
    source: Kind
    target: Kind
    amount_minor: int


_UP = {Stage.RESERVED: Cause.CLAIMED, Stage.PENDING: Cause.SUBMITTED, Stage.PAYABLE: Cause.ACCEPTED}
_DOWN = {Stage.PENDING: Cause.RETURNED, Stage.RESERVED: Cause.RELEASED}


@dataclass(frozen=True, slots=True)
class Pay:
    """Where the pay of an assignment stands, or should stand; nothing is held at ``Stage.NONE``."""

    stage: Stage
    amount_minor: int


def movements(held: Pay, wanted: Pay) -> list[Movement]:
    """What has to be entered so that ``held`` becomes ``wanted``, one step for each neighbouring stage.

    What is payable has been earned: it stays, whatever becomes of the assignment. A raised price is topped up.
    """
    stage, amount = held.stage, held.amount_minor
    steps: list[Movement] = []
    target = max(wanted.stage, stage) if stage is Stage.PAYABLE else wanted.stage
    while stage > target:
        below = Stage(stage - 1)
        steps.append(Movement(_DOWN[stage], ACCOUNT_OF[stage], ACCOUNT_OF[below], amount))
        stage = below
    if stage is Stage.NONE:
        amount = wanted.amount_minor
    elif wanted.amount_minor > amount:
        steps.append(Movement(Cause.RAISED, Kind.BUDGET, ACCOUNT_OF[stage], wanted.amount_minor - amount))
        amount = wanted.amount_minor
    while stage < target:
        above = Stage(stage + 1)
        steps.append(Movement(_UP[above], ACCOUNT_OF[stage], ACCOUNT_OF[above], amount))
        stage = above
    return [one for one in steps if one.amount_minor]


@dataclass(frozen=True, slots=True)
class Change:
    """One entry on a person's payable account. Those of payouts say in ``payment`` which line they belong to."""

    cause: Cause
    amount_minor: int
    payment: str = ""


def still_payable(changes: Iterable[Change]) -> int:
    """What is payable still of one project's pay to one person, in minor units.

    ``changes`` are those by this project and those by payouts, in the order in which they were entered. A payout takes
    all that is payable, of every project; when the payment fails, the same share comes back.
    """
    left = 0
    shares: dict[str, int] = {}
    for one in changes:
        if one.cause is Cause.IN_PAYOUT:
            shares[one.payment], left = left, 0
        elif one.cause is Cause.PAYMENT_FAILED:
            left += shares.pop(one.payment)
        else:
            left += one.amount_minor
    return left
