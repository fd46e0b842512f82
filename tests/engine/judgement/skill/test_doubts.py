"""Attempts with answers that are open: decided only if every answer would decide so."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from assay.judgement.skill import Standing, qualify, qualify_in_doubt

CAUGHT = st.lists(st.tuples(st.sampled_from([True, True, False, None]), st.floats(-2, 2)), max_size=12)
ALARMS = st.lists(st.sampled_from([False, False, False, True, None]), max_size=14)


def filled(values: list[bool | None]) -> list[list[bool]]:
    """Every way to answer what is open, of five open ones at most."""
    return [list(one) for one in product(*([True, False] if value is None else [value] for value in values))]


@given(CAUGHT, ALARMS)
@settings(max_examples=150)
def test_it_is_decided_only_where_all_answers_decide_alike(
    caught: list[tuple[bool | None, float]], alarms: list[bool | None]
) -> None:
    if sum(one is None for one, _ in caught) > 4 or alarms.count(None) > 4:
        return
    standings = {
        qualify([(one, b) for one, (_, b) in zip(found, caught, strict=True)], heard).standing
        for found in filled([one for one, _ in caught])
        for heard in filled(alarms)
    }
    found = qualify_in_doubt(caught, alarms).standing
    if found is not Standing.OPEN:
        assert standings == {found}
    elif len(standings) == 1:
        # What fails for one reason or the other, by the answer, is left open although it fails either way.
        assert standings <= {Standing.OPEN, Standing.FAILED}


def test_an_open_answer_is_neither_a_catch_nor_a_miss() -> None:
    quiet = [False] * 12
    five = [(True, 0.0)] * 5
    assert qualify_in_doubt(five, quiet).standing is Standing.PASSED
    assert qualify_in_doubt([(None, 0.0), *five], quiet).standing is Standing.OPEN
    assert qualify_in_doubt([(None, 0.0), *five, (True, 0.0), (True, 0.0)], quiet).standing is Standing.PASSED
    assert qualify_in_doubt([(None, 0.0), (False, 0.0), (False, 0.0)], quiet).standing is Standing.OPEN


def test_when_nothing_more_comes_the_rule_for_the_limit_holds() -> None:
    quiet = [False] * 12
    assert qualify_in_doubt([(True, 0.0)] * 3, quiet, ended=True).standing is Standing.FAILED
    assert qualify_in_doubt([(True, 0.0)] * 5, [False] * 4, ended=True).standing is Standing.PASSED
    assert qualify_in_doubt([(True, 0.0)] * 5, [False, False, None], ended=True).standing is Standing.OPEN
    assert qualify_in_doubt([(True, 0.0)] * 5, [], ended=True).standing is Standing.FAILED
