"""What comes out of the sandbox may say anything; only values come of it."""

from __future__ import annotations

from collections import Counter, OrderedDict
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from assay.evidence.callers._python.codec import encode
from assay.evidence.cases.decoding import NoValue, decode

LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters(codec="utf-8"))
VALUES = st.recursive(
    LEAVES,
    lambda parts: (
        st.lists(parts)
        | st.lists(parts).map(tuple)
        | st.dictionaries(LEAVES, parts, max_size=4)
        | st.sets(LEAVES, max_size=4)
    ),
    max_leaves=12,
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from("nbifqsyltSdox"),
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(st.text(), parts, max_size=2),
    max_leaves=10,
)


@given(VALUES)
def test_a_value_survives_the_way_out(value: object) -> None:
    form: JsonValue = encode(value)  # type: ignore[assignment]
    decoded = decode(form)
    assert decoded == value
    assert type(decoded) is type(value)


@given(JSON)
def test_whatever_is_said_becomes_a_value_or_none(form: JsonValue) -> None:
    try:
        decode(form)
    except NoValue:
        return


@pytest.mark.parametrize(
    "form",
    [
        ["i", "1" * 5000],
        ["i", " 1"],
        ["i", "1_0"],
        ["i", "\u0663"],
        ["i", 1],
        ["f", "1e99999999"],
        ["f", "0x1p3"],
        ["q", "1/0"],
        ["q", "1"],
        ["b", 1],
        ["s", ["a"]],
        ["y", "zz"],
        ["S", [["l", []]]],
        ["d", [[["l", []], ["n"]]]],
        ["d", [[["n"]]]],
        ["l", [["x"]]],
        ["l", "ab"],
        ["n", 1],
        ["z", []],
        [],
        {},
        None,
        "n",
    ],
)
def test_nonsense_is_no_value(form: JsonValue) -> None:
    with pytest.raises(NoValue):
        decode(form)


def test_depth_and_size_are_bounded() -> None:
    deep: JsonValue = ["n"]
    for _ in range(150):
        deep = ["l", [deep]]
    with pytest.raises(NoValue, match="too large"):
        decode(deep)
    with pytest.raises(NoValue, match="too large"):
        decode(["l", [["n"]] * 200_001])


def test_what_equals_a_built_in_value_is_told_as_one() -> None:
    cases: list[tuple[object, object]] = [
        (Fraction(1, 2), 0.5),
        (Decimal(2), 2),
        (OrderedDict(a=1), {"a": 1}),
        (Counter("aa"), {"a": 2}),
        (bytearray(b"x"), b"x"),
    ]
    for value, equal in cases:
        assert decode(encode(value)) == equal  # type: ignore[arg-type]


def test_a_recursive_value_ends() -> None:
    loop: list[object] = []
    loop.append(loop)
    with pytest.raises(NoValue):
        decode(encode(loop))  # type: ignore[arg-type]
