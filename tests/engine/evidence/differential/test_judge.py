from __future__ import annotations

import math
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from assay.evidence.caller import Ended, Outcome
from assay.evidence.callers._python.codec import decode
from assay.evidence.callers._python.codec import encode as encoded
from assay.evidence.differential.judge import Aspect, Difference, difference, same


def encode(value: object) -> JsonValue:
    return cast("JsonValue", encoded(value))


PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters(codec="utf-8"))
VALUES = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=4)
        | st.sets(PLAIN, max_size=4)
    ),
    max_leaves=12,
)


@given(VALUES)
def test_values_come_back_as_they_went(value: object) -> None:
    assert decode(encode(value)) == value
    assert type(decode(encode(value))) is type(value)


@given(VALUES, VALUES)
def test_same_is_an_equivalence_that_refines_python(one: object, other: object) -> None:
    assert same(encode(one), encode(one))
    assert same(encode(one), encode(other)) == same(encode(other), encode(one))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (1, 1.0, True),
        (1, True, False),
        (0.1 + 0.2, 0.3, True),
        (0.0, 1e-15, True),
        (math.nan, math.nan, True),
        (math.inf, -math.inf, False),
        (10**30, 10**30 + 1, False),
        ([1, 2], (1, 2), False),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        ({"a": 1}, {"a": 2}, False),
        ({1, 2}, {2, 1}, True),
        ("a", b"a", False),
        ([[]], [], False),
        (None, False, False),
    ],
)
def test_what_is_the_same(one: object, other: object, alike: bool) -> None:  # noqa: FBT001 - the expected answer
    assert same(encode(one), encode(other)) is alike


def returned(value: object, **further: object) -> Outcome:
    return Outcome(Ended.RETURNED, encode(value), **further)  # type: ignore[arg-type]


RAISED = Outcome(Ended.RAISED, error="ValueError")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (returned(1), returned(1), None),
        (returned(1), returned(2), Difference(Aspect.VALUE)),
        (returned(1), RAISED, Difference(Aspect.EXCEPTION)),
        (RAISED, Outcome(Ended.RAISED, error="ValueError", message="other words"), None),
        (RAISED, Outcome(Ended.RAISED, error="KeyError"), Difference(Aspect.KIND_OF_EXCEPTION, weak=True)),
        (returned(1), Outcome(Ended.TIMED_OUT), Difference(Aspect.END)),
        (RAISED, Outcome(Ended.DIED), Difference(Aspect.END)),
        (Outcome(Ended.TIMED_OUT), Outcome(Ended.TIMED_OUT), None),
        (returned(1), Outcome(Ended.UNKNOWN), None),
        (returned(1, changed=[encode([])]), returned(1), Difference(Aspect.ARGUMENTS)),
        (returned(1, printed="x"), returned(1), Difference(Aspect.OUTPUT)),
    ],
)
def test_what_sets_outcomes_apart(one: Outcome, other: Outcome, expected: Difference | None) -> None:
    assert difference(one, other) == expected
    assert difference(other, one) == expected


def test_two_functions_and_what_is_too_large_are_not_told_apart() -> None:
    assert same(["o", "function", "[Function: a]"], ["o", "function", "[Function: b]"])
    assert same(["x"], encode([1, 2]))
    assert same(encode("a" * 30_000), encode("b" * 30_000))


@pytest.mark.parametrize("form", [None, 3, [], ["d", 5], ["l", None], ["i"], ["f", "much"]])
def test_forms_that_a_candidate_may_forge_are_only_different(form: JsonValue) -> None:
    assert not same(form, encode([1]))
    assert not same(encode({"a": 1}), form)
