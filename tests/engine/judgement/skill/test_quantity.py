"""The floor under precision: whom it stops, and whom it leaves alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.errors import InputError
from assay.judgement.skill import PrecisionFloor, Standing


def test_twelve_finds_allow_for_forty_four_other_claims() -> None:
    assert PrecisionFloor().judge(12, 44) is Standing.PASSED
    assert PrecisionFloor().judge(12, 45) is Standing.FAILED


def test_so_few_claims_as_say_nothing_fail_nobody() -> None:
    assert PrecisionFloor().judge(0, 0) is Standing.PASSED
    assert PrecisionFloor().judge(0, 7) is Standing.PASSED
    assert PrecisionFloor().judge(0, 8) is Standing.FAILED


def test_what_people_have_to_say_is_waited_for_only_where_it_decides() -> None:
    assert PrecisionFloor().judge(12, 30, unresolved=3) is Standing.PASSED
    assert PrecisionFloor().judge(12, 40, unresolved=8) is Standing.OPEN
    assert PrecisionFloor().judge(2, 200, unresolved=8) is Standing.FAILED


@given(st.integers(0, 60), st.integers(0, 200), st.integers(0, 30), st.integers(0, 30))
def test_an_answer_holds_however_the_open_claims_turn_out(valid: int, worthless: int, good: int, bad: int) -> None:
    told = PrecisionFloor().judge(valid, worthless, good + bad)
    assert told in {PrecisionFloor().judge(valid + good, worthless + bad), Standing.OPEN}


def test_of_those_with_half_of_their_claims_worth_making_nobody_fails() -> None:
    valid = np.random.default_rng(3).binomial(30, 0.5, size=4000)
    assert all(PrecisionFloor().judge(int(one), 30 - int(one)) is Standing.PASSED for one in valid)


def test_a_floor_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match=r"share = 1\.5"):
        PrecisionFloor(share=1.5)
