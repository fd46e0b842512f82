"""Which movements bring the pay of an assignment to where it belongs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay_web.ledger.rules import (
    ACCOUNT_OF,
    STAGES,
    Cause,
    Change,
    Kind,
    Pay,
    Stage,
    movements,
    still_payable,
)
from assay_web.review.models import AssignmentState

AMOUNTS = st.integers(1, 10**9)
STAGE = st.sampled_from(Stage)


def test_every_state_of_an_assignment_has_a_stage() -> None:
    assert set(STAGES) == set(AssignmentState)


def test_an_accepted_review_that_nobody_looked_at_before_passes_every_stage() -> None:
    steps = movements(Pay(Stage.NONE, 0), Pay(Stage.PAYABLE, 6400))
    assert [one.cause for one in steps] == [Cause.CLAIMED, Cause.SUBMITTED, Cause.ACCEPTED]
    assert [(one.source, one.target) for one in steps] == [
        (Kind.BUDGET, Kind.RESERVED),
        (Kind.RESERVED, Kind.PENDING),
        (Kind.PENDING, Kind.PAYABLE),
    ]
    assert {one.amount_minor for one in steps} == {6400}


def test_a_returned_review_goes_back_to_what_is_reserved() -> None:
    [step] = movements(Pay(Stage.PENDING, 6400), Pay(Stage.RESERVED, 6400))
    assert (step.cause, step.source, step.target) == (Cause.RETURNED, Kind.PENDING, Kind.RESERVED)


@pytest.mark.parametrize("stage", Stage)
def test_what_has_been_earned_stays(stage: Stage) -> None:
    assert movements(Pay(Stage.PAYABLE, 6400), Pay(stage, 6400)) == []


def test_a_price_raised_in_between_is_topped_up_where_it_stands() -> None:
    raised, accepted = movements(Pay(Stage.PENDING, 6400), Pay(Stage.PAYABLE, 7000))
    assert (raised.cause, raised.target, raised.amount_minor) == (Cause.RAISED, Kind.PENDING, 600)
    assert (accepted.cause, accepted.amount_minor) == (Cause.ACCEPTED, 7000)


@given(held=STAGE, wanted=STAGE, amount=AMOUNTS, raised=st.integers(0, 1000))
def test_whatever_was_held_ends_in_the_one_account_where_it_belongs(
    held: Stage, wanted: Stage, amount: int, raised: int
) -> None:
    price = amount + raised
    balances = dict.fromkeys(Kind, 0)
    if held:
        balances[ACCOUNT_OF[held]] = amount
    before = sum(balances.values())
    for one in movements(Pay(held, amount if held else 0), Pay(wanted, price)):
        balances[one.source] -= one.amount_minor
        balances[one.target] += one.amount_minor
    end = Stage.PAYABLE if held is Stage.PAYABLE else wanted
    assert sum(balances.values()) == before
    for stage in (Stage.RESERVED, Stage.PENDING, Stage.PAYABLE):
        assert balances[ACCOUNT_OF[stage]] == (price if stage is end else 0)


def test_a_payout_takes_all_and_its_failure_brings_the_same_share_back() -> None:
    changes = [
        Change(Cause.ACCEPTED, 700),
        Change(Cause.ADJUSTED, -200),
        Change(Cause.IN_PAYOUT, -900, "payout:1:1"),  # with 400 of another project
        Change(Cause.ACCEPTED, 30),
        Change(Cause.IN_PAYOUT, -30, "payout:2:2"),
        Change(Cause.ADJUSTED, 4),
        Change(Cause.PAYMENT_FAILED, 900, "payout:1:1"),
    ]
    assert [still_payable(changes[:end]) for end in range(len(changes) + 1)] == [0, 700, 500, 0, 30, 0, 4, 504]
